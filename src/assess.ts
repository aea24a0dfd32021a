// The pipeline, in order: collect, normalise, evaluate, assess. The file to read first.
import { assess, type Governance, type Thresholds } from "./assessment/index.ts";
import { Inventories } from "./analysis/inventories.ts";
import { Batches } from "./batches.ts";
import {
  collect,
  findAllSources,
  normalise,
  type CollectOptions,
  type EvidenceSink,
  type FileCollector,
} from "./evidence/index.ts";
import {
  showKubernetesVersion,
  type Assessment,
  type Check,
  type Evidence,
  type EvidenceProblem,
  type Intents,
  type SettingsFile,
  type Subject,
  type SubjectRecord,
} from "./model/index.ts";
import { categoryLookup, type Library } from "./library/index.ts";
import { ObservationLog } from "./observation-log.ts";
import { looseParameters, vainIntents } from "./setting-faults.ts";
import { createEvaluator, type EvaluatorOptions } from "./rego/index.ts";

/** Checks that are not in `selected` stay in scope as not assessed. */
export interface AssessOptions extends CollectOptions, EvaluatorOptions {
  /** Charts, manifests, folders, kustomizations; `-` is standard input. */
  readonly paths: readonly string[];
  /** SARIF logs, folders of them, and patterns. */
  readonly sarif?: readonly string[];
  /** Bills of materials, folders of them, and patterns. */
  readonly sbom?: readonly string[];
  readonly library: Library;
  /** Ids of the frameworks in scope, in the order of the report. */
  readonly frameworks: readonly string[];
  readonly thresholds: Thresholds;
  /** Whether what people decided counts is for the assessment to say. */
  readonly governance?: Governance;
  /** What is stated of the system; the library has a check for each. */
  readonly intents?: Intents;
  /** The file that sets parameters and states intents, if one does. */
  readonly settings?: SettingsFile;
  /** Told what is being collected, for a progress line. */
  readonly onProgress?: (source: string, subjects: number) => void;
}

/**
 * Judges everything at the paths. What cannot be read is in the assessment's problems and stops nothing else.
 * @throws TouchstoneError E_TOOLCHAIN when the evaluator itself fails
 */
export async function assessPaths(options: AssessOptions): Promise<Assessment> {
  const { library, selected, templates, sarif = [], sbom = [] } = options;
  const evidence: Evidence[] = [];
  const problems: EvidenceProblem[] = [];
  const subjects: SubjectRecord[] = [];
  const log = new ObservationLog(library.bundle.checks, selected);
  const kinds = new Set(library.bundle.checks.filter(({ id }) => selected.has(id)).flatMap((check) => check.kinds));
  const inventories = new Inventories(kinds, options.intents);
  const evaluator = await createEvaluator(library.bundle, options);
  // Only a user's own policies may look at a workload as it is written.
  const whole = library.bundle.modules.some(({ origin }) => origin !== "built-in");
  const batches = new Batches(evaluator, log, kinds, 2 + 2 * evaluator.workers);

  function take(subject: Subject): Promise<void> | void {
    const { kind, resource, evidence: source, location, pod, unjudgedPods } = subject;
    // Names are slices of their document, and would keep the whole of its text alive: copies do not.
    const names = copyOf({
      resource,
      ...(pod !== undefined && { pod }),
      ...(unjudgedPods && { unjudgedPods }),
    });
    subjects.push({ kind, evidence: source, location, ...names });
    return batches.add(subjects.length - 1, subject);
  }
  async function takeAll(all: Iterable<Subject>): Promise<void> {
    for (const subject of all) await take(subject);
  }
  /** The index of the evidence that the settings are, once something is judged by them. */
  function settingsEvidence({ file, sha256, bytes }: SettingsFile): number {
    const known = evidence.findIndex(({ kind }) => kind === "configuration");
    if (known !== -1) return known;
    const collector = { name: "touchstone", version: options.version };
    const collected = { kind: "configuration", source: file, collector, collectedAt: options.now } as const;
    evidence.push({ ...collected, sha256, bytes, documents: 1 });
    return evidence.length - 1;
  }
  const fileOptions = { now: options.now, version: options.version, fileBytes: options.limits.fileBytes };
  async function readFiles(paths: readonly string[], collector: FileCollector): Promise<void> {
    for (const path of paths) {
      options.onProgress?.(path, subjects.length);
      await collector.collect(path, sink, () => evidence.length);
    }
  }
  /** Runs of scanners are judged as a whole where there is one, or where the settings ask for any. */
  async function takeScans(): Promise<void> {
    const { settings } = options;
    const isAsked = settings && asksForScanners(library.bundle.checks);
    if (sarif.length === 0 && !isAsked) return;
    const { ScanCollector } = await import("./evidence/sarif/index.ts");
    const scans = new ScanCollector(fileOptions);
    await readFiles(sarif, scans);
    // Where there is no run at all, the settings that ask for one are where that is told.
    const asked = isAsked && scans.isEmpty ? { file: settings.file, evidence: settingsEvidence(settings) } : undefined;
    await takeAll(scans.subjects(categoryLookup(library.frameworks), asked));
  }
  async function takeBills(): Promise<void> {
    if (sbom.length === 0) return;
    const { BillCollector } = await import("./evidence/sbom/index.ts");
    const bills = new BillCollector(fileOptions);
    await readFiles(sbom, bills);
    await takeAll(bills.subjects());
  }
  /** Whoever switches a check off in all but name has a finding for it, in the file that does. */
  function judgeSettings(): void {
    const { settings, intents } = options;
    const selectedChecks = library.bundle.checks.filter(({ id }) => selected.has(id));
    const faults = [
      ...looseParameters(selectedChecks),
      ...(intents ? vainIntents(inventories.vain(), intents) : []).filter(({ check }) => selected.has(check)),
    ];
    if (faults.length === 0 || !settings) return;
    const { file } = settings;
    const resource = { apiVersion: "touchstone/v1", kind: "Configuration", namespace: "", name: file };
    subjects.push({ kind: "object", resource, evidence: settingsEvidence(settings), location: { file } });
    for (const fault of faults) log.recordSetting(fault, subjects.length - 1, resource);
  }
  const sink: EvidenceSink = {
    object(object) {
      const found = normalise(object, evidence.length, { whole, ...(templates && { templates }) });
      inventories.add(found, subjects.length);
      return found.length === 1 ? take(found[0]) : takeAll(found);
    },
    problem: (problem) => void problems.push(problem),
    finished: (finished) => void evidence.push(finished),
  };

  try {
    for (const source of await findAllSources(options.paths, sink)) {
      options.onProgress?.(source.name, subjects.length);
      await collect(source, options, sink);
    }
    await takeScans();
    await takeBills();
    evaluator.lendHand();
    await takeAll(inventories.namespaces());
    for (const { index, subject } of inventories.derive()) await batches.add(index, subject);
    await batches.finish();
    judgeSettings();
  } finally {
    await evaluator.close();
  }

  const pictures = inventories.pictures();
  const catalogues = new Map(library.frameworks.map((framework) => [framework.id, framework]));
  return assess({
    toolVersion: options.version,
    assessedAt: options.now,
    bundleDigest: library.bundle.digest,
    kubernetes: showKubernetesVersion(library.target),
    evidence,
    problems,
    subjects,
    observations: log.observations(evaluator.stopped),
    frameworks: options.frameworks.flatMap((id) => catalogues.get(id) ?? []),
    mappings: library.mappings,
    thresholds: options.thresholds,
    ...options.governance,
    ...(Object.keys(pictures).length > 0 && { pictures }),
  });
}

/** Whether somebody sets a parameter of a check of scanners: that it is not met has to be told even without any run. */
function asksForScanners(checks: readonly Check[]): boolean {
  return checks.some(
    ({ kinds, parameters = [] }) =>
      kinds.includes("scanners") &&
      parameters.some(({ value, default: usual }) => JSON.stringify(value) !== JSON.stringify(usual)),
  );
}

/** Through JSON, which is several times as fast as a structured clone. */
function copyOf<T>(names: T): T {
  return JSON.parse(JSON.stringify(names)) as T;
}
