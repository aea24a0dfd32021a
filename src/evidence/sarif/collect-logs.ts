// Collects SARIF logs as evidence, and makes subjects of what is in them: runs, weaknesses, and all runs together.
import type { Scan, Subject } from "../../model/index.ts";
import type { EvidenceSink } from "../collected.ts";
import { collectFiles, recordBeside, recordFor, type FileCollector, type FileOptions } from "../collect-files.ts";
import { FileSource } from "../file-source.ts";
import type { FoundFile } from "../find-files.ts";
import { nameable } from "../own-subject.ts";
import type { WrittenRecord } from "../record.ts";
import { withExternalParts } from "./external.ts";
import { mergeWeaknesses, type PlacedWeakness } from "./merge.ts";
import type { RawResult, RawRun } from "./raw.ts";
import { readLog, wrongLog } from "./read-log.ts";
import { RunReader } from "./run-reader.ts";
import { madeAtOf } from "./scan-of.ts";
import { scanSubjects, type CategoriesOf, type PlacedScan } from "./scan-subjects.ts";

const logs = {
  ending: /\.sarif(?:\.json)?(?:\.gz)?$/i,
  what: "SARIF log",
  hint: "Name a file, a folder with files that end in .sarif, or a pattern such as 'results/*.sarif'.",
};

/** Reads logs one after the other; the subjects come at the end, because two tools may have found the same. */
export class ScanCollector implements FileCollector {
  readonly #options: FileOptions;
  readonly #scans: PlacedScan[] = [];
  readonly #weaknesses: PlacedWeakness[] = [];

  constructor(options: FileOptions) {
    this.#options = options;
  }

  /** Whether no run was read. */
  get isEmpty(): boolean {
    return this.#scans.length === 0;
  }

  /** Runs, weaknesses, and all runs as one: none at all without a run, unless `demanded` says where that would be told. */
  subjects(categoriesOf: CategoriesOf, demanded?: Pick<PlacedScan, "evidence" | "file">): Iterable<Subject> {
    return scanSubjects(this.#scans, mergeWeaknesses(this.#weaknesses), categoriesOf, demanded);
  }

  async collect(path: string, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    await collectFiles(path, logs, sink, (file) => this.#collectFile(file, sink, next));
  }

  async #collectFile(file: FoundFile, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    const { version, now, fileBytes } = this.#options;
    const { readers, sha256, bytes, record } = await readFile(file, fileBytes, now);
    const evidence = next();
    const read = readers.map((reader, index) => ({ reader, scan: reader.scan(record), index }));
    for (const { reader, scan, index } of read) {
      this.#scans.push({ scan, evidence, name: nameOf(scan, file, reader.run, index), file: file.name });
      for (const found of reader.found) this.#weaknesses.push({ found, evidence, file: file.name });
    }
    const [first] = read;
    const commit = read.every(({ scan }) => scan.commit === first?.scan.commit) ? first?.scan.commit : undefined;
    const madeAt = record?.madeAt ?? oldest(readers.map(({ run }) => madeAtOf(run)));
    const tool = record?.tool ?? first?.scan.tool;
    sink.finished({
      kind: "sarif",
      source: file.name,
      collector: { name: "touchstone", version },
      collectedAt: now,
      sha256,
      bytes,
      documents: readers.length,
      ...(commit && { commit }),
      ...(madeAt !== undefined && { record: recordFor(madeAt, tool, record) }),
    });
  }
}

/** Logs with more results are read twice: first what their runs say, then the results, which so need not be kept as they are. */
const mostKept = 5_000;

interface ReadFile {
  readonly readers: readonly RunReader[];
  readonly sha256: string;
  readonly bytes: number;
  readonly record: WrittenRecord | undefined;
}

async function readFile(file: FoundFile, limit: number, now: string): Promise<ReadFile> {
  const kept: { readonly result: RawResult; readonly run: number }[] = [];
  let isLarge = false;
  const source = new FileSource(file, limit);
  const runs = await readLog(source.chunks(), file.name, (result, run) => {
    if (isLarge) return;
    kept.push({ result, run });
    isLarge = kept.length > mostKept;
    if (isLarge) kept.length = 0;
  });
  const { sha256, bytes } = source.identity();
  const record = await recordBeside(file, sha256, now);
  const whole = runs.map((run) => withExternalParts(run, file.path, file.name));
  const readers = whole.map(({ run }) => new RunReader(run, file.name, now));
  const take = (result: RawResult, run: number): void => readers[run]?.take(result);
  if (isLarge) {
    const again = new FileSource(file, limit);
    await readLog(again.chunks(), file.name, take);
    if (again.identity().sha256 !== sha256) throw wrongLog(file.name, "it was changed while it was read");
  }
  for (const { result, run } of kept) take(result, run);
  for (const [run, { results }] of whole.entries()) for (const result of results) take(result, run);
  return { readers, sha256, bytes, record };
}

/** Unique in an assessment: the tool, the file, and which run of the file it is. */
function nameOf({ tool }: Scan, file: FoundFile, { automationId }: RawRun, index: number): string {
  const part = index === 0 ? automationId : automationId === "" ? String(index + 1) : `${automationId}:${index + 1}`;
  return nameable(`${tool.name}:${file.name}${part === "" ? "" : `#${part}`}`);
}

/** All of them have to say a time. */
function oldest(times: readonly (string | undefined)[]): string | undefined {
  const said = times.filter((time) => time !== undefined);
  return said.length === times.length ? said.toSorted()[0] : undefined;
}
