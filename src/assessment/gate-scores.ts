// The gate's conditions on numbers: adjusted scores and coverage, compared exactly and displayed floored.
import { compareSeverity, type CheckAssessment, type GateCondition } from "../model/index.ts";
import { counts, hasAnyResult, isAssessed } from "./check-status.ts";
import { coverageShare, overallShare, toScore } from "./framework-score.ts";
import { compare, divide, fromDecimal, type Rational } from "./rational.ts";
import { checksIn, type FrameworkScope, type ScopedCheck } from "./scope.ts";
import { listed } from "./words.ts";

/** One condition for the overall score, and one for each framework in scope. */
export function scoreConditions(
  checks: readonly CheckAssessment[],
  scopes: readonly FrameworkScope[],
  threshold: number,
): readonly GateCondition[] {
  const anyResult = hasAnyResult(checks);
  return [
    scoreCondition("score", "overall", scopes, anyResult, threshold),
    ...scopes.map((scope) =>
      scoreCondition(`score:${scope.framework.id}`, scope.framework.title, [scope], anyResult, threshold),
    ),
  ];
}

/**
 * A score that is not over the threshold is a failure when no missing result could change that; otherwise it is
 * incomplete.
 */
function scoreCondition(
  id: string,
  label: string,
  scopes: readonly FrameworkScope[],
  anyResult: boolean,
  threshold: number,
): GateCondition {
  const score = overallShare(scopes, "adjusted");
  const attainable = overallShare(scopes.map(withMissingResultsSatisfied), "adjusted");
  if (score === null || attainable === null)
    return { id, verdict: "incomplete", message: `no ${label} adjusted score: no check is mapped to a control` };
  if (!anyResult) return { id, verdict: "incomplete", message: `no ${label} adjusted score: nothing was assessed` };

  const wanted = percentage(threshold);
  const shown = `${label} adjusted score ${display(score)}`;
  if (compare(score, wanted) > 0) return { id, verdict: "pass", message: `${shown} is over ${threshold}%` };
  const message = `${shown} is not over ${threshold}%`;
  if (compare(attainable, wanted) <= 0) return { id, verdict: "fail", message };
  const hope = `it would be ${display(attainable)} if every check without a result were satisfied`;
  return { id, verdict: "incomplete", message: `${message}; ${hope}` };
}

/** Whether enough of the checks in scope, by weight, have a result. */
export function coverageCondition(scopes: readonly FrameworkScope[], threshold: number): GateCondition {
  const id = "coverage";
  const checks = checksIn(scopes);
  const coverage = coverageShare(checks);
  if (coverage === null) return { id, verdict: "incomplete", message: "no coverage: no check is mapped to a control" };

  const shown = `coverage ${display(coverage)}`;
  if (compare(coverage, percentage(threshold)) >= 0)
    return { id, verdict: "pass", message: `${shown} is at least ${threshold}%` };
  const missing = checks
    .filter((check) => counts(check) && !isAssessed(check.status))
    .map(({ check }) => check)
    .toSorted((left, right) => compareSeverity(left.severity, right.severity) || (left.id < right.id ? -1 : 1));
  const message = `${shown} is less than ${threshold}%; without a result: ${listed(missing.map(({ id }) => id))}`;
  return { id, verdict: "incomplete", message };
}

function withMissingResultsSatisfied(scope: FrameworkScope): FrameworkScope {
  const assume = (check: ScopedCheck): ScopedCheck =>
    isAssessed(check.status) || !counts(check) ? check : { ...check, status: "satisfied" };
  return { ...scope, controls: scope.controls.map(({ control, checks }) => ({ control, checks: checks.map(assume) })) };
}

function percentage(percent: number): Rational {
  return divide(fromDecimal(percent), fromDecimal(100));
}

function display(share: Rational): string {
  const { exact, percent } = toScore(share);
  return `${percent.toFixed(1)}% (exact ${exact})`;
}
