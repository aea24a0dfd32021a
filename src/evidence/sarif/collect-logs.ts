// Collects SARIF logs as evidence, and makes subjects of what is in them: runs, weaknesses, and all runs together.
import { existsSync } from "node:fs";
import { messageOf, TouchstoneError, type Evidence, type Scan, type Subject } from "../../model/index.ts";
import { problemOf, type EvidenceSink } from "../collected.ts";
import { recordEnding } from "../find-sources.ts";
import type { WrittenRecord } from "../record.ts";
import { withExternalParts } from "./external.ts";
import { findLogs, type LogFile } from "./find-logs.ts";
import { LogSource } from "./log-source.ts";
import { mergeWeaknesses, type PlacedWeakness } from "./merge.ts";
import type { RawResult, RawRun } from "./raw.ts";
import { readLog, wrongLog } from "./read-log.ts";
import { RunReader } from "./run-reader.ts";
import { madeAtOf } from "./scan-of.ts";
import { scanSubjects, type CategoriesOf, type PlacedScan } from "./scan-subjects.ts";

export interface LogOptions {
  readonly version: string;
  /** UTC, ISO 8601. */
  readonly now: string;
  /** Of a file, and of what is unpacked from it. */
  readonly fileBytes: number;
}

/** Reads logs one after the other; the subjects come at the end, because two tools may have found the same. */
export class ScanCollector {
  readonly #options: LogOptions;
  readonly #scans: PlacedScan[] = [];
  readonly #weaknesses: PlacedWeakness[] = [];

  constructor(options: LogOptions) {
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

  /** What lies at a path, its evidence numbered from `next()` on. What cannot be read is a problem, and gives nothing else. */
  async collect(path: string, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    const files = await findLogs(path).catch((error: unknown) => {
      if (!(error instanceof TouchstoneError)) throw error;
      sink.problem(problemOf(error, path));
      return [];
    });
    for (const file of files) {
      try {
        await this.#collectFile(file, sink, next);
      } catch (thrown) {
        sink.problem(problemOf(asProblem(thrown, file.name), file.name));
      }
    }
  }

  async #collectFile(file: LogFile, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    const { version, now, fileBytes } = this.#options;
    const { readers, sha256, bytes, record } = await readFile(file, fileBytes, now);
    const evidence = next();
    const read = readers.map((reader, index) => ({ reader, scan: reader.scan(record, now), index }));
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

async function readFile(file: LogFile, limit: number, now: string): Promise<ReadFile> {
  const kept: { readonly result: RawResult; readonly run: number }[] = [];
  let isLarge = false;
  const source = new LogSource(file, limit);
  const runs = await readLog(source.chunks(), file.name, (result, run) => {
    if (isLarge) return;
    kept.push({ result, run });
    isLarge = kept.length > mostKept;
    if (isLarge) kept.length = 0;
  });
  const { sha256, bytes } = source.identity();
  const record = await recordOf(file, sha256, now);
  const whole = runs.map((run) => withExternalParts(run, file.path, file.name));
  const readers = whole.map(({ run }) => new RunReader(run, file.name));
  const take = (result: RawResult, run: number): void => readers[run]?.take(result);
  if (isLarge) {
    const again = new LogSource(file, limit);
    await readLog(again.chunks(), file.name, take);
    if (again.identity().sha256 !== sha256) throw wrongLog(file.name, "it was changed while it was read");
  }
  for (const { result, run } of kept) take(result, run);
  for (const [run, { results }] of whole.entries()) for (const result of results) take(result, run);
  return { readers, sha256, bytes, record };
}

/** Unique in an assessment: the tool, the file, and which run of the file it is. */
function nameOf({ tool }: Scan, file: LogFile, { automationId }: RawRun, index: number): string {
  const part = index === 0 ? automationId : automationId === "" ? String(index + 1) : `${automationId}:${index + 1}`;
  return `${tool.name}:${file.name}${part === "" ? "" : `#${part}`}`.replaceAll(/[\s*?]+/g, "-");
}

function recordFor(
  madeAt: string,
  tool: { readonly name: string; readonly version?: string } | undefined,
  record: WrittenRecord | undefined,
): NonNullable<Evidence["record"]> {
  const { name = "", version = "" } = tool ?? {};
  return {
    madeAt,
    ...(name !== "" && { tool: { name, ...(version !== "" && { version }) } }),
    ...(record?.run && { run: record.run }),
  };
}

async function recordOf(file: LogFile, sha256: string, now: string): Promise<WrittenRecord | undefined> {
  if (!existsSync(`${file.path}${recordEnding}`)) return undefined;
  const { readRecord } = await import("../record.ts");
  return readRecord(file.path, sha256, now);
}

/** All of them have to say a time. */
function oldest(times: readonly (string | undefined)[]): string | undefined {
  const said = times.filter((time) => time !== undefined);
  return said.length === times.length ? said.toSorted()[0] : undefined;
}

function asProblem(thrown: unknown, name: string): TouchstoneError {
  if (thrown instanceof TouchstoneError) return oneLine(thrown);
  const isOfSystem = thrown instanceof Error && "code" in thrown;
  if (!isOfSystem) throw thrown;
  const hint = "Check that it is there, whole, and may be read.";
  return new TouchstoneError("E_UNREADABLE", `${name} cannot be read: ${messageOf(thrown)}`, hint, thrown);
}

/** A problem is one line, and may name several places. */
function oneLine(error: TouchstoneError): TouchstoneError {
  return new TouchstoneError(error.code, error.message.replaceAll("\n", "; "), error.hint, error);
}
