// Everything that is judged, in its order: objects of sources and what stands inside of them, files of evidence, and what a
// whole inventory shows.
import { Inventories } from "./analysis/inventories.ts";
import {
  collect,
  findAllSources,
  Insides,
  normalise,
  problemOf,
  type CollectOptions,
  type EvidenceSink,
  type FileCollector,
} from "./evidence/index.ts";
import { fileCollectors } from "./file-collectors.ts";
import {
  fileEvidence,
  TouchstoneError,
  type Evidence,
  type EvidenceFiles,
  type EvidenceProblem,
  type FileEvidence,
  type Intents,
  type SettingsFile,
  type Subject,
  type SubjectKind,
} from "./model/index.ts";

export interface GatherOptions extends CollectOptions {
  /** Charts, manifests, folders, kustomizations; `-` is standard input. */
  readonly paths: readonly string[];
  /** What others made. */
  readonly files?: Partial<EvidenceFiles>;
  /** Files with public keys or certificates: whose signatures count. */
  readonly signatureKeys?: readonly string[];
  /** What is stated of the system. */
  readonly intents?: Intents;
  /** The file that sets parameters and states intents, if one does. */
  readonly settings?: SettingsFile;
  /** Told what is being collected, for a progress line. */
  readonly onProgress?: (source: string, subjects: number) => void;
}

/** What whoever judges wants. */
export interface Wanted {
  /** Kinds of subjects that some check reads. */
  readonly kinds: ReadonlySet<SubjectKind>;
  /** Whether documents of workloads have the object as it is written, too. */
  readonly whole: boolean;
  /** Kinds that the settings ask for: where there is no run of a scanner, no alert, no signature at all, that is told. */
  readonly asked: ReadonlySet<SubjectKind>;
  /** Which controls list a weakness, by its CWE numbers. */
  readonly categoriesOf: (cwe: readonly number[]) => readonly string[];
}

/** Takes what is gathered; a promise asks for no more until it is kept. */
export interface Taker {
  /** A subject; they are numbered in the order in which they come. */
  take(subject: Subject): Promise<void> | void;
  /** What a whole inventory shows of a subject that came before. */
  derived(index: number, subject: Subject): Promise<void> | void;
  /** All subjects of sources and files have come. */
  sourcesDone?(): void;
}

export class Gathering {
  readonly evidence: Evidence[] = [];
  readonly problems: EvidenceProblem[] = [];
  readonly inventories: Inventories;
  readonly #options: GatherOptions;
  readonly #wanted: Wanted;
  readonly #taker: Taker;
  readonly #insides: Insides;
  readonly #sink: EvidenceSink;
  #count = 0;

  constructor(options: GatherOptions, wanted: Wanted, taker: Taker) {
    this.#options = options;
    this.#wanted = wanted;
    this.#taker = taker;
    this.inventories = new Inventories(wanted.kinds, options.intents);
    this.#insides = new Insides(wanted.kinds, options.now);
    this.#sink = {
      object: (object) => this.#takeObject(object),
      problem: (problem) => void this.problems.push(problem),
      finished: (finished) => void this.evidence.push(finished),
    };
  }

  /** Reads everything; what cannot be read is in the problems, and stops nothing else. */
  async gather(): Promise<void> {
    const { paths, onProgress } = this.#options;
    for (const source of await findAllSources(paths, this.#sink)) {
      onProgress?.(source.name, this.#count);
      await collect(source, this.#options, this.#sink);
    }
    await this.#takeScans();
    await this.#takeFiles();
    await this.#takeTogether();
    this.#taker.sourcesDone?.();
    await this.#takeAll(this.inventories.namespaces());
    const { signatures = [] } = this.#options.files ?? {};
    await this.#takeAll(this.inventories.images(signatures.length > 0, this.#wanted.asked.has("image")));
    for (const { index, subject } of this.inventories.derive()) await this.#taker.derived(index, subject);
  }

  /** The index of the evidence that the settings are, once something is judged by them. */
  settingsEvidence({ file, sha256, bytes }: SettingsFile): number {
    const known = this.evidence.findIndex(({ kind }) => kind === "configuration");
    if (known !== -1) return known;
    const collector = { name: "touchstone", version: this.#options.version };
    const collected = { kind: "configuration", source: file, collector, collectedAt: this.#options.now } as const;
    this.evidence.push({ ...collected, sha256, bytes, documents: 1 });
    return this.evidence.length - 1;
  }

  #take(subject: Subject): Promise<void> | void {
    this.#count += 1;
    return this.#taker.take(subject);
  }

  async #takeAll(all: Iterable<Subject>): Promise<void> {
    for (const subject of all) await this.#take(subject);
  }

  /** What files say may be of images that workloads run. */
  async #takeSaid(all: Iterable<Subject>): Promise<void> {
    for (const subject of all) {
      this.inventories.hear(subject);
      await this.#take(subject);
    }
  }

  #takeObject(object: Parameters<EvidenceSink["object"]>[0]): Promise<void> | void {
    const { templates } = this.#options;
    const evidence = this.evidence.length;
    const found = normalise(object, evidence, { whole: this.#wanted.whole, ...(templates && { templates }) });
    this.inventories.add(found, this.#count);
    const taken = found.length === 1 ? this.#take(found[0]) : this.#takeAll(found);
    return this.#insides.reads(object) ? this.#takeInside(object, evidence, taken) : taken;
  }

  async #takeInside(
    object: Parameters<EvidenceSink["object"]>[0],
    evidence: number,
    before: Promise<void> | void,
  ): Promise<void> {
    await before;
    try {
      await this.#takeAll(await this.#insides.inside(object, evidence));
    } catch (thrown) {
      if (!(thrown instanceof TouchstoneError)) throw thrown;
      const location = object.locate([]);
      this.problems.push(problemOf(thrown, location.file, location));
    }
  }

  async #takeTogether(): Promise<void> {
    const all = await this.#insides.together();
    await this.#takeAll(all);
    const { settings } = this.#options;
    const isAsked = settings && this.#wanted.asked.has("alerts") && !all.some(({ kind }) => kind === "alerts");
    if (!isAsked) return;
    const { noAlertsSubject } = await import("./evidence/monitoring/index.ts");
    await this.#take(noAlertsSubject({ file: settings.file, line: 0, evidence: this.settingsEvidence(settings) }));
  }

  async #readFiles(kind: FileEvidence, collector: FileCollector): Promise<void> {
    for (const path of this.#paths(kind)) {
      this.#options.onProgress?.(path, this.#count);
      await collector.collect(path, this.#sink, () => this.evidence.length);
    }
  }

  #paths(kind: FileEvidence): readonly string[] {
    return this.#options.files?.[kind] ?? [];
  }

  #fileOptions(): { readonly now: string; readonly version: string; readonly fileBytes: number } {
    const { now, version, limits } = this.#options;
    return { now, version, fileBytes: limits.fileBytes };
  }

  async #takeFiles(): Promise<void> {
    const options = {
      ...this.#fileOptions(),
      signatureKeys: this.#options.signatureKeys ?? [],
      insides: this.#insides,
    };
    for (const kind of fileEvidence) {
      const load = kind === "sarif" ? undefined : fileCollectors[kind];
      if (!load || this.#paths(kind).length === 0) continue;
      const collector = await load(options);
      await this.#readFiles(kind, collector);
      await this.#takeSaid(collector.subjects());
    }
  }

  /** Runs of scanners are judged as a whole where there is one, or where the settings ask for any. */
  async #takeScans(): Promise<void> {
    const { settings } = this.#options;
    const isAsked = settings && this.#wanted.asked.has("scanners");
    if (this.#paths("sarif").length === 0 && !isAsked) return;
    const { ScanCollector } = await import("./evidence/sarif/index.ts");
    const scans = new ScanCollector(this.#fileOptions());
    await this.#readFiles("sarif", scans);
    // Where there is no run at all, the settings that ask for one are where that is told.
    const asked =
      isAsked && scans.isEmpty ? { file: settings.file, evidence: this.settingsEvidence(settings) } : undefined;
    await this.#takeSaid(scans.subjects(this.#wanted.categoriesOf, asked));
  }
}
