// Scores frameworks and all of them together, and says how much of what is in scope was assessed.
import { severityWeight, type Score } from "../model/index.ts";
import { counts, isAssessed } from "./check-status.ts";
import { controlShare, highestSeverity, weightOf, type Variant } from "./control-score.ts";
import { floorPercent, mean, rational, type Rational } from "./rational.ts";
import type { FrameworkScope, GradedCheck } from "./scope.ts";

/** The mean over a framework's controls that have a score, each weighted by its highest severity; null when none has. */
export function frameworkShare({ controls }: FrameworkScope, variant: Variant): Rational | null {
  const shares = controls.flatMap(({ checks }) => {
    const value = controlShare(checks, variant);
    return value === null ? [] : [{ value, weight: severityWeight[highestSeverity(checks)] }];
  });
  return shares.length === 0 ? null : mean(shares);
}

/** The plain mean over the frameworks that have a control in scope; null when none has. */
export function overallShare(scopes: readonly FrameworkScope[], variant: Variant): Rational | null {
  const shares = scopes.map((scope) => frameworkShare(scope, variant)).filter((share) => share !== null);
  return shares.length === 0 ? null : mean(shares.map((value) => ({ value, weight: 1 })));
}

/**
 * Of the weight of all these checks that count, the weight of those with a result; null when there are none. The caller lists
 * each check once, however many controls it is mapped to, for a framework as for all of them: what is covered is
 * evidence, and the evidence of a check is there or it is not. What a user maps to a built-in framework counts only while
 * it is missing.
 */
export function coverageShare(all: readonly GradedCheck[]): Rational | null {
  const checks = all.filter((check) => counts(check) && !(check.own && isAssessed(check.status)));
  if (checks.length === 0) return null;
  const assessed = checks.filter(({ status }) => isAssessed(status));
  return rational(BigInt(weightOf(assessed)), BigInt(weightOf(checks)));
}

/** A share as the assessment records it. */
export function toScore(share: Rational): Score {
  return { exact: `${share.numerator}/${share.denominator}`, percent: floorPercent(share) };
}
