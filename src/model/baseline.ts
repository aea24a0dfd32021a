// A baseline: what an earlier assessment found and how its controls stood, so that a gate can fail on what is new only.
import type { CheckStatus, ControlStatus } from "./status.ts";
import type { Location } from "./evidence.ts";
import type { Severity } from "./severity.ts";

/** Exact shares, `numerator/denominator`; null where there was no score. */
export interface ExactPair {
  readonly strict: string | null;
  readonly adjusted: string | null;
}

/** A finding of then. */
export interface BaselineFinding {
  readonly fingerprint: string;
  readonly check: string;
  readonly severity: Severity;
  readonly location: Location;
  readonly message: string;
}

export interface BaselineControl {
  readonly id: string;
  readonly status: ControlStatus;
  readonly score: ExactPair;
}

export interface Baseline {
  readonly schemaVersion: "1.0";
  readonly tool: { readonly name: "touchstone"; readonly version: string };
  /** When what it holds was assessed: UTC, ISO 8601. */
  readonly assessedAt: string;
  readonly bundle: string;
  readonly score: ExactPair;
  readonly coverage: string | null;
  readonly frameworks: readonly {
    readonly id: string;
    readonly score: ExactPair;
    readonly controls: readonly BaselineControl[];
  }[];
  /** The checks that were not satisfied, with their status. */
  readonly checks: readonly { readonly id: string; readonly status: CheckStatus }[];
  readonly namespaces: readonly string[];
  readonly findings: readonly BaselineFinding[];
  /** Of all the above, as canonical JSON: lower-case hex. */
  readonly sha256: string;
}

export const baselineStates = ["new", "unchanged"] as const;
/** Whether the baseline has a finding, by its fingerprint. */
export type BaselineState = (typeof baselineStates)[number];

/** A control that stands worse than in the baseline. */
export interface RegressedControl {
  readonly framework: string;
  readonly control: string;
  readonly message: string;
}

/** An assessment held against a baseline. */
export interface BaselineComparison {
  readonly sha256: string;
  readonly assessedAt: string;
  /** How many findings the baseline does not have; those with an exception that counts are not among them. */
  readonly new: number;
  readonly unchanged: number;
  /** Findings of the baseline that are there no more. */
  readonly fixed: readonly BaselineFinding[];
  readonly regressed: readonly RegressedControl[];
  /** Namespaces of the baseline that nothing is in any more. */
  readonly gone: readonly string[];
}
