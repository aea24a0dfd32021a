// Whether a scanner's run went well, and what it reported.
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Log } from "sarif";
import { countResults } from "./finish-log.ts";
import type { Target } from "./places.ts";
import { readLog } from "./read-log.ts";
import { lastLines, withoutSecrets } from "./redact.ts";
import type { ProcessResult } from "./run-process.ts";
import { ScannerFault, type Scanner, type ScannerCall } from "./scanner.ts";

export interface Answer {
  readonly log: Log | undefined;
  readonly failure: Failure | undefined;
  /** Of a run that went well. */
  readonly report?: string;
}

export interface Failure {
  /** What went wrong, in one line. */
  readonly reason: string;
  /** The same, with the end of what was printed to standard error. */
  readonly text: string;
}

export interface JudgeOptions {
  readonly timeoutSeconds: number;
  /** Bytes of each stream, and of a report. */
  readonly outputLimit: number;
  /** Values of secret variables are taken out of what is kept. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Of files that converters read. */
const largestFile = 64 * 1024 * 1024;

/**
 * Whether a scanner that has ended did what it should, and its log. What decides is its exit code, whether its report is whole, what
 * it says of itself, and whether code and report agree.
 */
export async function judgeRun(
  scanner: Scanner,
  ended: ProcessResult,
  { version, folder }: ScannerCall,
  target: Target,
  options: JudgeOptions,
): Promise<Answer | "not applicable"> {
  const { clean, findings, inapplicable = [] } = scanner.exitCodes;
  const { exitCode, ending } = ended;
  if (ending === "exited" && inapplicable.includes(exitCode)) return "not applicable";
  const plain = (text: string): string => withoutSecrets(text, options.environment);
  const tail = lastLines(plain(scanner.output === "stderr" ? besideReport(ended.stderr) : ended.stderr), 20);
  const failed = (what: string, log?: Log, reason = what): Answer => ({
    log,
    failure: { reason: plain(reason).split("\n")[0] ?? "", text: plain(tail === "" ? what : `${what}\n${tail}`) },
  });
  const withLast = (what: string): string => (tail === "" ? what : `${what}: ${lastLines(tail, 1)}`);
  const isRun = [...clean, ...findings].includes(exitCode);
  const badEnd = `it ended with exit code ${exitCode}`;
  const endedBadly = (log?: Log): Answer => failed(badEnd, log, withLast(badEnd));
  if (ending === "timed out") return failed(`it took longer than ${options.timeoutSeconds} s and was stopped`);
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

/** What was printed between the lines of JSON. */
function besideReport(text: string): string {
  return text
    .split("\n")
    .filter((line) => !line.startsWith("{"))
    .join("\n");
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
