// The assessment: one immutable value that every report, and the gate, is rendered from.
import type { AssessedApplicability } from "./applicability.ts";
import type { AssessedAttestation } from "./attestation.ts";
import type { BaselineComparison, BaselineState } from "./baseline.ts";
import type { Check, Fix } from "./check.ts";
import type { Mapping } from "./control.ts";
import type { ExceptionAssessment } from "./exception.ts";
import type { Evidence, EvidenceProblem, Location, PathStep, ResourceIdentity, SubjectKind } from "./evidence.ts";
import type { Pictures } from "./picture.ts";
import type { Severity } from "./severity.ts";
import type { CheckStatus, ControlStatus } from "./status.ts";

/** A subject as the assessment records it. Findings refer to it by its index. */
export interface SubjectRecord {
  readonly kind: SubjectKind;
  readonly resource: ResourceIdentity;
  readonly evidence: number;
  readonly location: Location;
  readonly pod?: string;
  readonly unjudgedPods?: readonly string[];
}

/** A failing observation that someone must act on. */
export interface Finding {
  /** Stable across runs, line shifts and container order: sha256 hex of check, resource and named path. */
  readonly fingerprint: string;
  readonly check: string;
  readonly severity: Severity;
  /** Index into `subjects`. */
  readonly subject: number;
  readonly path: readonly PathStep[];
  readonly location: Location;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** The edit that mends it, when the policy knows one. */
  readonly fix?: Fix;
  /** The id of the exception that covers it; absent when none that counts does. */
  readonly exception?: string;
  /** Whether the baseline has it; absent without a baseline. */
  readonly baseline?: BaselineState;
}

/** Every observation of one check, folded into its status. */
export interface CheckAssessment {
  readonly check: Check;
  readonly status: CheckStatus;
  /** Why the check was not assessed; absent otherwise. */
  readonly reason?: string;
  /** An optional check that found nothing of its kind: it counts in no score and no coverage. */
  readonly notRequired?: true;
  /** Mapping edges of this check to the frameworks in scope. */
  readonly mappings: readonly Mapping[];
  /** Indexes of the subjects that passed: the positive evidence. */
  readonly passed: readonly number[];
  readonly findings: readonly Finding[];
  readonly notApplicable: readonly { readonly subject: number; readonly reason: string }[];
  readonly errors: readonly { readonly subject: number; readonly message: string }[];
}

/** An exact share between 0 and 1, and the same as a percentage floored to one decimal for display. */
export interface Score {
  /** `numerator/denominator`, in lowest terms. */
  readonly exact: string;
  /** Percent, floored: 90.0 exactly is never shown for 89.99. */
  readonly percent: number;
}

/** `strict` ignores exceptions, `adjusted` honours them. `null`: nothing was assessed, so there is no score. */
export interface ScorePair {
  readonly strict: Score | null;
  readonly adjusted: Score | null;
}

export interface ControlAssessment {
  readonly id: string;
  readonly title: string;
  readonly status: ControlStatus;
  /** Why, where it is not for the checks to say: as the Statement of Applicability or the attestation has it. */
  readonly reason?: string;
  readonly score: ScorePair;
  /** Highest severity among its checks; the control's weight in its framework. Absent where there are none. */
  readonly severity?: Severity;
  readonly checks: readonly string[];
}

export interface FrameworkAssessment {
  readonly id: string;
  readonly title: string;
  readonly score: ScorePair;
  readonly coverage: Score | null;
  /** Controls that at least one check gives evidence for, of all controls of the framework. */
  readonly reach: { readonly assessable: number; readonly total: number };
  /**
   * The controls that some check is mapped to, and those that the Statement of Applicability or an attestation speaks of.
   */
  readonly controls: readonly ControlAssessment[];
}

/**
 * One condition of the gate with its own verdict. `incomplete`: evidence is missing. `known`: it would not pass, and did not
 * in the baseline either.
 */
export interface GateCondition {
  readonly id: string;
  readonly verdict: "pass" | "fail" | "incomplete" | "known";
  readonly message: string;
}

export interface Gate {
  readonly verdict: "passed" | "failed" | "incomplete";
  readonly conditions: readonly GateCondition[];
}

/** The whole. Serialised as JSON under `schemas/assessment.schema.json`. */
export interface Assessment {
  readonly schemaVersion: "1.0";
  readonly tool: { readonly name: "touchstone"; readonly version: string };
  /** UTC, ISO 8601; passed in, so that the same evidence gives the same bytes. */
  readonly assessedAt: string;
  /** What judged; `kubernetes` is the version that it judged for, such as `1.34`. */
  readonly bundle: { readonly digest: string; readonly checks: number; readonly kubernetes: string };
  readonly evidence: readonly Evidence[];
  readonly problems: readonly EvidenceProblem[];
  readonly subjects: readonly SubjectRecord[];
  readonly checks: readonly CheckAssessment[];
  /** Those of the user's files, in the order of their ids; absent when there are none. */
  readonly exceptions?: readonly ExceptionAssessment[];
  /** The Statement of Applicability, in its own order; absent when there is none. */
  readonly applicability?: readonly AssessedApplicability[];
  /** Those of the user's files, in the order of their ids; absent when there are none. */
  readonly attestations?: readonly AssessedAttestation[];
  /** What is new, fixed and worse since the baseline; absent without one. */
  readonly baseline?: BaselineComparison;
  readonly frameworks: readonly FrameworkAssessment[];
  readonly score: ScorePair;
  readonly coverage: Score | null;
  readonly gate: Gate;
  /** Who reaches whom, and who may become what, where there is anything to draw. */
  readonly pictures?: Pictures;
}
