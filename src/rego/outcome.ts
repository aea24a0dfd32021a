// Reads what an entrypoint answered for a check. Anything that is not what a check may answer is an error, never a pass.
import type { Failure, Fix, Outcome, PathStep } from "../model/index.ts";

/** An outcome that is not a pass. */
export type Deviation = Exclude<Outcome, { readonly status: "pass" }>;

/** `[failures, reasons]` as an outcome; undefined stands for a pass. */
export function readOutcome(value: unknown): Deviation | undefined {
  if (!Array.isArray(value) || value.length !== 2) return error("the check answered nothing");
  const [failures, reasons] = value as readonly unknown[];
  // What a check cannot judge it may say itself, as text in place of the set.
  if (typeof failures === "string") return error(failures);
  if (!Array.isArray(failures)) return error("`fail` is not a set");
  if (!Array.isArray(reasons)) return error("`not_applicable` is not a set");
  if (reasons.length > 0) {
    if (!reasons.every((reason) => typeof reason === "string"))
      return error("`not_applicable` holds something other than text");
    return { status: "not-applicable", reason: reasons.toSorted().join("; ") };
  }
  if (failures.length === 0) return undefined;
  const read: Failure[] = [];
  for (const failure of failures) {
    if (!isFailure(failure)) return error("`fail` holds something other than {path, details}");
    const { path, details = {}, fix: written } = failure;
    const fix = written === undefined ? undefined : readFix(written, path);
    if (fix === null) return error('the `fix` of a failure is neither {"set": value} nor {"remove": true}');
    read.push({ path, details: sortKeys(details) as Failure["details"], ...(fix && { fix }) });
  }
  return { status: "fail", failures: read.length === 1 ? read : read.toSorted(compareFailures) };
}

/** A WASM module lists the keys of an object in the order of their hashes too. Integers beyond 2^53 become their digits. */
function sortKeys(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sortKeys(entry)]));
}

/** A WASM module lists a set in the order of its hashes; by path, then by details, it is the same for every engine. */
function compareFailures(left: Failure, right: Failure): number {
  for (const [index, step] of left.path.entries()) {
    const other = right.path[index];
    if (other === undefined) return 1;
    if (step === other) continue;
    if (typeof step === "number" && typeof other === "number") return step - other;
    return String(step) < String(other) ? -1 : 1;
  }
  if (left.path.length < right.path.length) return -1;
  const [a, b] = [JSON.stringify(left.details), JSON.stringify(right.details)];
  return a === b ? 0 : a < b ? -1 : 1;
}

function error(message: string): Deviation {
  return { status: "error", message };
}

function isFailure(value: unknown): value is { path: PathStep[]; details?: Record<string, unknown>; fix?: unknown } {
  if (!isMapping(value)) return false;
  const { path, details } = value;
  return isPath(path) && (details === undefined || isMapping(details));
}

/** An edit at the failure's own path, or at one that it names; null for anything else. */
function readFix(value: unknown, failed: readonly PathStep[]): Fix | null {
  if (!isMapping(value)) return null;
  const { path = failed, set, remove, ...others } = value;
  if (!isPath(path) || Object.keys(others).length > 0) return null;
  if (remove === undefined) return set === undefined ? null : { path, set: sortKeys(set) };
  return remove === true && set === undefined ? { path, remove } : null;
}

function isPath(value: unknown): value is PathStep[] {
  return Array.isArray(value) && value.every((step) => typeof step === "string" || typeof step === "number");
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
