// Scores one control: the severity-weighted share of its checks that are satisfied.
import { checkStatuses, compareSeverity, severityWeight, type CheckStatus, type Severity } from "../model/index.ts";
import { counts } from "./check-status.ts";
import { rational, type Rational } from "./rational.ts";
import type { GradedCheck } from "./scope.ts";

/** `strict` ignores exceptions; `adjusted` honours them up to a tenth of a control's weight. */
export type Variant = "strict" | "adjusted";

/**
 * The satisfied weight over the weight of all the control's checks that count, assessed or not: what has no result counts
 * 0. 0 while a critical check is not satisfied; null when none of them counts. What a user maps to a built-in framework
 * counts only while it is not satisfied: it can lower a score and never raise one.
 */
export function controlShare(all: readonly GradedCheck[], variant: Variant): Rational | null {
  const checks = all.filter((check) => countsIn(check, variant));
  if (checks.length === 0) return null;
  const accepted = checks.filter(({ status }) => isAccepted(status, variant));
  const refused = checks.filter(({ status }) => !isAccepted(status, variant));
  if (refused.some(({ check }) => check.severity === "critical")) return rational(0n);

  const total = weightOf(checks);
  const satisfied = weightOf(accepted.filter(({ status }) => status === "satisfied"));
  const excepted = weightOf(accepted) - satisfied;
  // In tenths, so that a tenth of the total is a whole number.
  return rational(BigInt(10 * satisfied + Math.min(10 * excepted, total)), BigInt(10 * total));
}

/** Whether a check's weight is among all weight of a control. */
export function countsIn(check: GradedCheck, variant: Variant): boolean {
  return counts(check) && !(check.own && isAccepted(check.status, variant));
}

/** The weight of checks by their severity. */
export function weightOf(checks: readonly GradedCheck[]): number {
  return checks.reduce((sum, { check }) => sum + severityWeight[check.severity], 0);
}

/** The worst status of a control's checks that count, which is the control's own. */
export function worstStatus(checks: readonly GradedCheck[]): CheckStatus {
  const counting = checks.filter(counts);
  return (counting.length > 0 ? counting : checks)
    .map(({ status }) => status)
    .reduce((worst, status) => (checkStatuses.indexOf(status) < checkStatuses.indexOf(worst) ? status : worst));
}

/**
 * The highest severity of a control's checks, which weighs the control in its framework. It is that of all of them, whether
 * they count or not: a failure that made its control weigh more could raise the score of another. For the same reason
 * what a user maps to it weighs only where nothing else is mapped.
 */
export function highestSeverity(checks: readonly GradedCheck[]): Severity {
  const builtIn = checks.filter(({ own }) => !own);
  return (builtIn.length > 0 ? builtIn : checks)
    .map(({ check }) => check.severity)
    .reduce((highest, severity) => (compareSeverity(severity, highest) < 0 ? severity : highest));
}

function isAccepted(status: CheckStatus, variant: Variant): boolean {
  return status === "satisfied" || (status === "satisfied-with-exception" && variant === "adjusted");
}
