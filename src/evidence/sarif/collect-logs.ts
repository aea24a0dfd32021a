// Collects SARIF logs as evidence, and makes subjects of what is in them: runs, weaknesses, and all runs together.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { messageOf, TouchstoneError, type Evidence, type Scan, type Subject } from "../../model/index.ts";
import { asObject, asText } from "../json.ts";
import { problemOf, type EvidenceSink } from "../collected.ts";
import { recordEnding } from "../find-sources.ts";
import { readChunks } from "../read-file.ts";
import type { WrittenRecord } from "../record.ts";
import { tooLarge } from "../size-limits.ts";
import { withExternalParts } from "./external.ts";
import { findLogs, type LogFile } from "./find-logs.ts";
import { mergeWeaknesses, type PlacedWeakness } from "./merge.ts";
import type { RawRun } from "./raw.ts";
import { readLog, wrongLog } from "./read-log.ts";
import { Rules } from "./rules.ts";
import { madeAtOf, scanOf, versionOf } from "./scan-of.ts";
import { scanSubjects, type CategoriesOf, type PlacedScan } from "./scan-subjects.ts";
import { traitsOf } from "./tools.ts";
import { weaknessOf, type FoundWeakness } from "./weaknesses-in.ts";

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

  /** Runs, weaknesses, and all runs as one: none at all without a run, unless `demanded` says where that would be told. */
  subjects(categoriesOf: CategoriesOf, demanded?: Pick<PlacedScan, "evidence" | "file">): readonly Subject[] {
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
    const hash = createHash("sha256");
    let bytes = 0;
    function* counted(): Generator<Buffer> {
      for (const chunk of readChunks(file.path, file.name, fileBytes)) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    }
    const isPacked = startsPacked(file);
    const { runs } = await readLog(isPacked ? unpacked(counted(), file.name, fileBytes) : counted(), file.name);
    const sha256 = hash.digest("hex");
    const record = await recordOf(file, sha256, now);
    const whole = runs.map((run) => withExternalParts(run, file.path, file.name));
    const evidence = next();
    const read = whole.map((run, index) => readRun(run, nameOf(file, run, index), file.name, record, now));
    for (const { scan, name, found } of read) {
      this.#scans.push({ scan, evidence, name, file: file.name });
      for (const one of found) this.#weaknesses.push({ found: one, evidence, file: file.name });
    }
    const [first] = read;
    const commit = read.every(({ scan }) => scan.commit === first?.scan.commit) ? first?.scan.commit : undefined;
    const madeAt = record?.madeAt ?? oldest(whole.map(madeAtOf));
    const tool = record?.tool ?? first?.scan.tool;
    sink.finished({
      kind: "sarif",
      source: file.name,
      collector: { name: "touchstone", version },
      collectedAt: now,
      sha256,
      bytes,
      documents: runs.length,
      ...(commit && { commit }),
      ...(madeAt !== undefined && { record: recordFor(madeAt, tool, record) }),
    });
  }
}

interface ReadRun {
  readonly scan: Scan;
  readonly name: string;
  readonly found: readonly FoundWeakness[];
}

function readRun(
  run: RawRun,
  name: (tool: string) => string,
  file: string,
  record: WrittenRecord | undefined,
  now: string,
): ReadRun {
  const driver = asObject(run.tool["driver"]);
  const label = asText(driver["name"]);
  if (label === "") throw wrongLog(file, "a run does not say which tool it is of");
  const tool = traitsOf(label);
  const rules = new Rules(run);
  const version = versionOf(driver);
  const found = (run.results ?? []).flatMap((result) => weaknessOf(result, { run, rules, tool, version }) ?? []);
  const scan = scanOf({ run, tool, version, rules: rules.count, found, record, now });
  return { scan, name: name(tool.name), found };
}

/** Unique in an assessment: the tool, the file, and which run of the file it is. */
function nameOf(file: LogFile, { automationId }: RawRun, index: number): (tool: string) => string {
  const part = index === 0 ? automationId : automationId === "" ? String(index + 1) : `${automationId} ${index + 1}`;
  return (tool) => `${tool} ${file.name}${part === "" ? "" : `#${part}`}`;
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

/** By its first two bytes, whatever its name. */
function startsPacked({ path, name }: LogFile): boolean {
  for (const chunk of readChunks(path, name, Infinity)) return chunk[0] === 0x1f && chunk[1] === 0x8b;
  return false;
}

async function* unpacked(chunks: Iterable<Buffer>, name: string, limit: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  const stream = pipeline(Readable.from(chunks), createGunzip(), () => {});
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge(name, "file", limit);
    yield chunk;
  }
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
