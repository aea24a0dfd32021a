// Folds every observation of one check into its status: a total table, of which the first row that fits decides.
import type { CheckStatus, Finding } from "../model/index.ts";
import type { CheckObservations } from "./facts.ts";
import { count } from "./words.ts";

/** A check's status, and why when it was not assessed. */
export interface StatusWithReason {
  readonly status: CheckStatus;
  readonly reason?: string;
}

/**
 * | observations | status |
 * | --- | --- |
 * | a finding without an exception | not-satisfied |
 * | an error | error |
 * | a finding with an exception | satisfied-with-exception |
 * | a pass | satisfied |
 * | only not-applicable, or none at all | not-assessed |
 *
 * `excepted` are those of the check's findings that an exception covers.
 */
export function foldObservations(observations: CheckObservations, excepted: readonly Finding[] = []): StatusWithReason {
  const { findings, errors, passed } = observations;
  const covered = new Set(excepted);
  if (findings.some((finding) => !covered.has(finding))) return { status: "not-satisfied" };
  if (errors.length > 0) return { status: "error" };
  if (findings.length > 0) return { status: "satisfied-with-exception" };
  if (passed.length > 0) return { status: "satisfied" };
  return { status: "not-assessed", reason: reasonOf(observations) };
}

/** Whether the observations were enough to say if the check is satisfied. */
export function isAssessed(status: CheckStatus): boolean {
  return status !== "not-assessed" && status !== "error";
}

/** Whether any check has a result, be it an error: without one there is no score, not even 0. */
export function hasAnyResult(checks: readonly { readonly status: CheckStatus }[]): boolean {
  return checks.some(({ status }) => status !== "not-assessed");
}

function reasonOf({ check, selected, notApplicable }: CheckObservations): string {
  if (!selected) return "not selected";
  if (notApplicable.length > 0) return `not applicable to any of ${count(notApplicable.length, "subject")}`;
  return `no ${check.kinds.map((kind) => `${kind}s`).join(" or ")} in the evidence`;
}
