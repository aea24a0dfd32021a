// Folds every observation of one check into its status: a total table, of which the first row that fits decides.
import type { CheckStatus, Finding } from "../model/index.ts";
import type { CheckObservations } from "./facts.ts";
import { count } from "./words.ts";

/** A check's status, and why when it was not assessed. */
export interface StatusWithReason {
  readonly status: CheckStatus;
  readonly reason?: string;
  readonly notRequired?: true;
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
 * What passed on evidence that is stale or of another commit is not applicable, and then the check is required.
 * In the last row a check that METADATA calls optional is not required, unless it was left out: leaving out is the
 * user's doing and says nothing of what there is. `excepted` are those of the check's findings that an exception covers.
 */
export function foldObservations(observations: CheckObservations, excepted: readonly Finding[] = []): StatusWithReason {
  const { check, selected, findings, errors, passed, doubted = 0 } = observations;
  const covered = new Set(excepted);
  if (findings.some((finding) => !covered.has(finding))) return { status: "not-satisfied" };
  if (errors.length > 0) return { status: "error" };
  if (findings.length > 0) return { status: "satisfied-with-exception" };
  if (passed.length > 0) return { status: "satisfied" };
  const notRequired = check.optional && selected && doubted === 0 && { notRequired: true as const };
  return { status: "not-assessed", reason: reasonOf(observations), ...notRequired };
}

/** Whether the check counts: all do but optional ones that found nothing of their kind. */
export function counts({ notRequired }: { readonly notRequired?: true }): boolean {
  return !notRequired;
}

/** Whether the observations were enough to say if the check is satisfied. */
export function isAssessed(status: CheckStatus): boolean {
  return status !== "not-assessed" && status !== "error";
}

/** Whether any check has a result, be it an error: without one there is no score, not even 0. */
export function hasAnyResult(checks: readonly { readonly status: CheckStatus }[]): boolean {
  return checks.some(({ status }) => status !== "not-assessed");
}

function reasonOf({ check, selected, notApplicable, doubted = 0 }: CheckObservations): string {
  if (doubted > 0) return "its evidence does not count: it is stale, or of another commit";
  if (!selected) return "not selected";
  if (check.optional) return "nothing of its kind in the evidence, and none is required";
  if (notApplicable.length > 0) return `not applicable to any of ${count(notApplicable.length, "subject")}`;
  return `no ${(check.resources ?? check.kinds.map((kind) => `${kind}s`)).join(" or ")} in the evidence`;
}
