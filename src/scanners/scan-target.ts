// Runs one scanner over one folder, and says what became of it.
import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Log } from "sarif";
import type { RunRecord } from "../model/index.ts";
import { countResults, finishedLog } from "./finish-log.ts";
import { findProgram } from "./find-program.ts";
import { judgeRun, type Answer, type Failure, type JudgeOptions } from "./judge-run.ts";
import type { Target } from "./places.ts";
import { runProcess, type ProcessResult } from "./run-process.ts";
import { ScannerFault, type Scanner, type ScannerCall, type ScannerSettings } from "./scanner.ts";
import type { TargetTree } from "./target-tree.ts";
import { whenStopped } from "./when-stopped.ts";

export const scanStates = ["clean", "findings", "failed", "timed out", "not applicable", "missing"] as const;
export type ScanState = (typeof scanStates)[number];

export interface ScanOptions extends JudgeOptions {
  readonly settings: ScannerSettings;
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
  const answer = await judgeRun(scanner, ended, call, target, options);
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
