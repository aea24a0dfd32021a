// Scores frameworks and all of them together, and says how much of what is in scope was assessed.
import { severityWeight, type ExactPair, type Score, type ScorePair } from "../model/index.ts";
import { counts, isAssessed } from "./check-status.ts";
import { controlShare, highestSeverity, weightOf, type Variant } from "./control-score.ts";
import { floorPercent, mean, rational, type Rational } from "./rational.ts";
import type { FrameworkScope, GradedCheck } from "./scope.ts";

/** A share and what it weighs in a mean. */
export interface WeightedShare {
  readonly value: Rational;
  readonly weight: number;
}

/** The shares of a framework's controls that have a score, each weighted by its highest severity. */
export function controlShares({ controls }: FrameworkScope, variant: Variant): readonly WeightedShare[] {
  return controls.flatMap(({ checks }) => {
    const value = controlShare(checks, variant);
    return value === null ? [] : [{ value, weight: severityWeight[highestSeverity(checks)] }];
  });
}

/** The mean over a framework's controls that have a score; null when none has. */
export function frameworkShare(scope: FrameworkScope, variant: Variant): Rational | null {
  return meanOrNull(controlShares(scope, variant));
}

/** The shares of the frameworks that have a control in scope: they weigh alike. */
export function frameworkShares(scopes: readonly FrameworkScope[], variant: Variant): readonly WeightedShare[] {
  const shares = scopes.map((scope) => frameworkShare(scope, variant)).filter((share) => share !== null);
  return shares.map((value) => ({ value, weight: 1 }));
}

/** The plain mean over the frameworks that have a control in scope; null when none has. */
export function overallShare(scopes: readonly FrameworkScope[], variant: Variant): Rational | null {
  return meanOrNull(frameworkShares(scopes, variant));
}

function meanOrNull(shares: readonly WeightedShare[]): Rational | null {
  return shares.length === 0 ? null : mean(shares);
}

/**
 * Whether a check is among those whose evidence is to be there. What a user maps to a built-in framework is only while it
 * is missing.
 */
export function isCovered(check: GradedCheck): boolean {
  return counts(check) && !(check.own && isAssessed(check.status));
}

/**
 * Of the weight of all these checks that count, the weight of those with a result; null when there are none. The caller lists
 * each check once, however many controls it is mapped to, for a framework as for all of them: what is covered is
 * evidence, and the evidence of a check is there or it is not.
 */
export function coverageShare(all: readonly GradedCheck[]): Rational | null {
  const checks = all.filter(isCovered);
  if (checks.length === 0) return null;
  const assessed = checks.filter(({ status }) => isAssessed(status));
  return rational(BigInt(weightOf(assessed)), BigInt(weightOf(checks)));
}

/** Both variants as baselines and histories record them. */
export function exactPair({ strict, adjusted }: ScorePair): ExactPair {
  return { strict: strict?.exact ?? null, adjusted: adjusted?.exact ?? null };
}

/** A share as the assessment records it. */
export function toScore(share: Rational): Score {
  return { exact: `${share.numerator}/${share.denominator}`, percent: floorPercent(share) };
}
