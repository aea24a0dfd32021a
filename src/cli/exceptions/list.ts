// `touchstone exceptions list` and `check`: what each is for, whether it may count, and how long.
import { brokenRule } from "../../assessment/index.ts";
import { loadConfig, loadExceptions } from "../../config/index.ts";
import { TouchstoneError, exitCodes, type Check, type Exception, type ExceptionState } from "../../model/index.ts";
import { placeOf, textTable } from "../../report/index.ts";
import { additionsOf } from "../checks.ts";
import { openLibrary } from "../library.ts";
import type { PolicyOptions } from "../policy-options.ts";
import { printReport } from "../write-report.ts";
import { configFile } from "../config-file.ts";

export type ListOptions = PolicyOptions & {
  readonly asOf?: string;
  readonly config?: string;
  readonly format: "table" | "json";
};

const defaultFolder = "exceptions";

interface Listed extends Exception {
  /** What it would be if it named a finding; `unmatched` when no check has one of its ids. */
  readonly state: ExceptionState | "may-count";
  readonly message: string;
  /** Whole days until it expires, negative when it has. */
  readonly daysLeft: number;
}

/** Returns the exit code. */
export async function listExceptions(paths: readonly string[], options: ListOptions): Promise<number> {
  await print(await listed(paths, options), options.format);
  return exitCodes.passed;
}

/** Returns the exit code: 1 when one does not count, or will not within the days that were given. */
export async function checkExceptions(
  paths: readonly string[],
  { within, ...options }: ListOptions & { readonly within?: number },
): Promise<number> {
  const all = await listed(paths, options);
  const wrong = all.filter(
    ({ state, daysLeft }) => state !== "may-count" || (within !== undefined && daysLeft < within),
  );
  if (options.format === "json" || wrong.length > 0) await print(wrong, options.format);
  else await printReport([`All of ${all.length} may count.\n`]);
  return wrong.length > 0 ? exitCodes.failed : exitCodes.passed;
}

/** The first to expire first. */
async function listed(paths: readonly string[], options: ListOptions): Promise<readonly Listed[]> {
  const now = options.asOf ?? new Date().toISOString();
  const file = configFile(options);
  const configured = paths.length > 0 || file === undefined ? [] : ((await loadConfig(file)).exceptions ?? []);
  const sources = paths.length > 0 ? paths : configured.length > 0 ? configured : [defaultFolder];
  const exceptions = await loadExceptions(sources);
  const { bundle } = await openLibrary(await additionsOf({ ...options, ...(file !== undefined && { config: file }) }));
  const checks = new Map(bundle.checks.map((check) => [check.id, check]));
  return exceptions
    .map((exception) => statusOf(exception, checks, now))
    .toSorted(
      (left, right) => Date.parse(left.expiresAt) - Date.parse(right.expiresAt) || (left.id < right.id ? -1 : 1),
    );
}

function statusOf(exception: Exception, checks: ReadonlyMap<string, Check>, now: string): Listed {
  const known = exception.checks.flatMap((id) => checks.get(id) ?? []);
  const unknown = exception.checks.filter((id) => !checks.has(id));
  const daysLeft = Math.floor((Date.parse(exception.expiresAt) - Date.parse(now)) / 86_400_000);
  const broken = brokenRule(exception, known, now);
  if (broken) return { ...exception, ...broken, daysLeft };
  if (unknown.length > 0)
    return { ...exception, state: "unmatched", message: `there is no check ${unknown.join(", ")}`, daysLeft };
  return { ...exception, state: "may-count", message: `for ${daysLeft} more days`, daysLeft };
}

async function print(exceptions: readonly Listed[], format: ListOptions["format"]): Promise<void> {
  if (format === "json") return printReport([`${JSON.stringify({ exceptions }, null, 2)}\n`]);
  if (exceptions.length === 0) return printReport(["There are no exceptions.\n"]);
  const rows = exceptions.map(({ id, state, message, checks, subjects, expiresAt, approvedBy, location }) => [
    id,
    state,
    expiresAt,
    checks.join(", "),
    subjects.map((one) => `${one.kind} ${one.namespace === "" ? "" : `${one.namespace}/`}${one.name}`).join(", "),
    approvedBy,
    placeOf(location),
    message,
  ]);
  await printReport([textTable(["ID", "STATE", "EXPIRES", "CHECKS", "FOR", "APPROVED BY", "WHERE", ""], rows)]);
}

/** @throws TouchstoneError E_USAGE for a check that is not there */
export function requireCheck(id: string, checks: readonly Check[]): Check {
  const check = checks.find((one) => one.id === id);
  if (check) return check;
  throw new TouchstoneError("E_USAGE", `there is no check "${id}"`, "`touchstone checks` lists them.");
}
