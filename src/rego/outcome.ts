// Reads what an entrypoint answered for a check. Anything that is not what a check may answer is an error, never a pass.
import type { Failure, Outcome, PathStep } from "../model/index.ts";

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
    read.push({ path: failure.path, details: sortKeys(failure.details ?? {}) as Failure["details"] });
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

function isFailure(value: unknown): value is { path: PathStep[]; details?: Record<string, unknown> } {
  if (typeof value !== "object" || value === null) return false;
  const { path, details } = value as Record<string, unknown>;
  const steps = Array.isArray(path) && path.every((step) => typeof step === "string" || typeof step === "number");
  return (
    steps && (details === undefined || (typeof details === "object" && details !== null && !Array.isArray(details)))
  );
}
