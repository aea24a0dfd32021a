// Runs one scanner over one folder, and says what became of it.
import { rmSync } from "node:fs";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Log } from "sarif";
import type { RunRecord } from "../model/index.ts";
import { countResults, finishedLog } from "./finish-log.ts";
import { findProgram } from "./find-program.ts";
import type { Target } from "./places.ts";
import { readLog } from "./read-log.ts";
import { lastLines, withoutSecrets } from "./redact.ts";
import { runProcess, type ProcessResult } from "./run-process.ts";
import { ScannerFault, type Scanner, type ScannerCall, type ScannerSettings } from "./scanner.ts";
import type { TargetTree } from "./target-tree.ts";
import { whenStopped } from "./when-stopped.ts";

export const scanStates = ["clean", "findings", "failed", "timed out", "not applicable", "missing"] as const;
export type ScanState = (typeof scanStates)[number];

export interface ScanOptions {
  readonly settings: ScannerSettings;
  readonly timeoutSeconds: number;
  /** Bytes of each stream, and of a report. */
  readonly outputLimit: number;
  readonly environment: NodeJS.ProcessEnv;
}

export interface Scan {
  readonly scanner: Scanner;
  readonly target: Target;
  readonly state: ScanState;
  /** Why it is not `clean` or `findings`: one line. */
  readonly reason: string;
  /** Empty when it is unknown. */
  readonly version: string;
  /** What it found that nobody suppressed; undefined when it did not run, or failed. */
  readonly results: number | undefined;
  /** What there is to keep, of a run that failed, too; undefined when it did not run. */
  readonly kept: { readonly log: Log; readonly run: RunRecord; readonly endedAt: Date } | undefined;
}

/** A version is asked for as long as this, in seconds. */
const versionTimeout = 60;
/** Of files that converters read. */
const largestFile = 64 * 1024 * 1024;

/** Whatever the scanner does, there is an answer. */
export async function scanTarget(
  scanner: Scanner,
  target: Target,
  tree: TargetTree,
  options: ScanOptions,
): Promise<Scan> {
  const idle = { scanner, target, version: "", results: undefined, kept: undefined };
  const inapplicable = scanner.inapplicable?.(tree, options.settings);
  if (inapplicable !== undefined) return { ...idle, state: "not applicable", reason: inapplicable };
  const file = await findProgram(scanner.program, options.environment["PATH"] ?? "");
  if (file === undefined) return { ...idle, state: "missing", reason: scanner.install };
  const folder = await mkdtemp(join(tmpdir(), "touchstone-scan-"));
  const forget = whenStopped(() => rmSync(folder, { recursive: true, force: true }));
  try {
    return await runScanner(scanner, target, tree, options, file, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    forget();
  }
}

async function runScanner(
  scanner: Scanner,
  target: Target,
  tree: TargetTree,
  options: ScanOptions,
  file: string,
  folder: string,
): Promise<Scan> {
  const environment = { ...options.environment, NO_COLOR: "1", FORCE_COLOR: undefined, ...scanner.environment };
  const start = (args: readonly string[], timeoutSeconds: number): Promise<ProcessResult> =>
    runProcess({ file, args, cwd: target.folder, environment, timeoutSeconds, outputLimit: options.outputLimit });

  const version = versionIn(await start(scanner.versionArguments, Math.min(versionTimeout, options.timeoutSeconds)));
  const settings = {
    // A bare name could be one of Semgrep's registry.
    semgrepConfig: options.settings.semgrepConfig.map((path) =>
      path === "auto" ? path : relative(target.folder, path).replace(/^(?!\.\.?(?:\/|$)|\/)/, "./"),
    ),
  };
  const call: ScannerCall = { version, folder, tree, settings };
  const args = scanner.arguments(call);
  const ended = await start(args, options.timeoutSeconds);
  const answer = await readAnswer(scanner, ended, call, target, options);
  if (answer === "not applicable")
    return {
      scanner,
      target,
      version,
      state: "not applicable",
      reason: "it found nothing that it could scan",
      results: undefined,
      kept: undefined,
    };

  const updatedAt = await databaseTime(scanner, answer.report ?? "", start, options);
  const facts = { scanner, version, target, startedAt: ended.startedAt, endedAt: ended.endedAt };
  const exitCode = ended.ending === "exited" ? ended.exitCode : undefined;
  const { log, failure } = finish(answer, (log, failure) =>
    finishedLog(log, { ...facts, exitCode, failure: failure?.text }),
  );
  const { open } = countResults(log);
  return {
    scanner,
    target,
    version,
    state:
      failure !== undefined ? (ended.ending === "timed out" ? "timed out" : "failed") : open > 0 ? "findings" : "clean",
    reason: failure?.reason ?? "",
    results: failure === undefined ? open : undefined,
    kept: {
      log,
      endedAt: ended.endedAt,
      run: {
        command: [scanner.program, ...args.map((argument) => argument.replaceAll(folder, "OUTPUT"))],
        exitCode: ended.exitCode,
        startedAt: ended.startedAt.toISOString(),
        seconds: Math.round((ended.endedAt.getTime() - ended.startedAt.getTime()) / 100) / 10,
        classes: scanner.classes,
        target: { path: target.path, ...(tree.sha256 !== undefined && { sha256: tree.sha256 }) },
        ...(updatedAt !== undefined && { database: { updatedAt } }),
      },
    },
  };
}

interface Answer {
  readonly log: Log | undefined;
  readonly failure: Failure | undefined;
  /** Of a run that went well. */
  readonly report?: string;
}

interface Failure {
  /** What went wrong, in one line. */
  readonly reason: string;
  /** The same, with the end of what was printed to standard error. */
  readonly text: string;
}

/** A log that cannot be brought into the form that is kept is a failure, too. */
function finish(
  answer: Answer,
  finished: (log: Log | undefined, failure: Failure | undefined) => Log,
): Answer & { readonly log: Log } {
  try {
    return { log: finished(answer.log, answer.failure), failure: answer.failure };
  } catch (thrown) {
    const isOurs = thrown instanceof ScannerFault;
    const reason = isOurs ? thrown.message : "what it wrote is a SARIF log of a shape that cannot be read";
    const failure = { reason, text: reason };
    return { log: finished(undefined, failure), failure };
  }
}

async function readAnswer(
  scanner: Scanner,
  ended: ProcessResult,
  { version, folder }: ScannerCall,
  target: Target,
  options: ScanOptions,
): Promise<Answer | "not applicable"> {
  const { clean, findings, inapplicable = [] } = scanner.exitCodes;
  const { exitCode, ending } = ended;
  if (ending === "exited" && inapplicable.includes(exitCode)) return "not applicable";
  const tail = lastLines(withoutSecrets(ended.stderr, options.environment), 20);
  const failed = (what: string, log?: Log, reason = what): Answer => ({
    log,
    failure: { reason, text: tail === "" ? what : `${what}\n${tail}` },
  });
  const withLast = (what: string): string => (tail === "" ? what : `${what}: ${lastLines(tail, 1)}`);
  const isRun = [...clean, ...findings].includes(exitCode);
  const badEnd = `it ended with exit code ${exitCode}`;
  const endedBadly = (log?: Log): Answer => failed(badEnd, log, withLast(badEnd));
  if (ending === "timed out") return failed(`it took longer than ${options.timeoutSeconds} seconds and was stopped`);
  if (ending === "printed too much") return failed(`it printed more than ${options.outputLimit} bytes and was stopped`);
  if (ending === "did not start") return failed("it could not be started");
  try {
    const report = await readReport(scanner, ended, folder, options.outputLimit);
    if (report.trim() === "" && isRun) return failed("it wrote no report", undefined, withLast("it wrote no report"));
    const context = { version, readFile: (name: string) => readSmallFile(join(target.folder, name)) };
    const log = await (scanner.convert?.(report, context) ?? readLog(report));
    const isOwnFailure = log.runs.some(({ invocations }) =>
      invocations?.some(({ executionSuccessful }) => !executionSuccessful),
    );
    if (!isRun) return endedBadly(log);
    if (isOwnFailure) return failed("it says that it did not succeed", log);
    if (!clean.includes(exitCode) && countResults(log).all === 0)
      return failed(`it ended with exit code ${exitCode}, for findings, and reported none`, log);
    return { log, failure: undefined, report };
  } catch (thrown) {
    // A report of an unexpected shape makes a converter stumble; that is the scanner's failure, and none of the command.
    const what = thrown instanceof ScannerFault ? thrown.message : "what it wrote could not be read";
    return isRun ? failed(what) : endedBadly();
  }
}

async function readReport(scanner: Scanner, ended: ProcessResult, folder: string, limit: number): Promise<string> {
  if (typeof scanner.output === "string") return ended[scanner.output];
  const file = join(folder, scanner.output.file);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return "";
  if (found.size > limit) throw new ScannerFault(`it wrote a report of more than ${limit} bytes`);
  return readFile(file, "utf8");
}

async function readSmallFile(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() && found.size <= largestFile ? readFile(file, "utf8").catch(() => undefined) : undefined;
}

function versionIn({ ending, stdout, stderr }: ProcessResult): string {
  if (ending !== "exited") return "";
  return /(?<![\w.])v?(\d+\.\d+(?:\.\d+)?(?:[-+][\w.]+)?)/.exec(`${stdout}\n${stderr}`)?.[1] ?? "";
}

/** UTC, ISO 8601. */
async function databaseTime(
  { database }: Scanner,
  report: string,
  start: (args: readonly string[], timeoutSeconds: number) => Promise<ProcessResult>,
  { timeoutSeconds }: ScanOptions,
): Promise<string | undefined> {
  if (!database) return undefined;
  const said = database.arguments
    ? (await start(database.arguments, Math.min(versionTimeout, timeoutSeconds))).stdout
    : report;
  const time = Date.parse(database.pattern.exec(said)?.[1] ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
