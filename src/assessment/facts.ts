// What the assessment is made from: everything that was observed, and what it is measured against.
import type {
  Applicability,
  Attestation,
  Baseline,
  Check,
  Evidence,
  EvidenceProblem,
  Exception,
  Finding,
  Framework,
  Mapping,
  Pictures,
  SubjectRecord,
  RequiredEvidence,
} from "../model/index.ts";

/** Every observation of one check, sorted by outcome; each list in the order of the subjects. */
export interface CheckObservations {
  readonly check: Check;
  /** False when the user left the check out: it then has no observations, and stays in scope all the same. */
  readonly selected: boolean;
  readonly passed: readonly number[];
  readonly findings: readonly Finding[];
  readonly notApplicable: readonly { readonly subject: number; readonly reason: string }[];
  readonly errors: readonly { readonly subject: number; readonly message: string }[];
  /** How many of `notApplicable` passed on evidence that does not count; absent when none did. */
  readonly doubted?: number;
}

/** What a gate asks of evidence. */
export interface EvidenceDemands {
  readonly required: readonly RequiredEvidence[];
  /** All evidence has to be of it. */
  readonly commit?: string;
}

/** What the gate asks for, in percent; decimals are allowed. */
export interface Thresholds {
  /** The adjusted scores have to be over this. */
  readonly score: number;
  /** The coverage has to be at least this. */
  readonly coverage: number;
}

export const defaultThresholds: Thresholds = { score: 90, coverage: 95 };

/** What people decided, and what they ask for; all of it may be absent. */
export interface Governance {
  /** Those of the user's files, whatever their state. */
  readonly exceptions?: readonly Exception[];
  readonly applicability?: readonly Applicability[];
  readonly attestations?: readonly Attestation[];
  /** What the gate asks of evidence, beyond that it can be read. */
  readonly demands?: EvidenceDemands;
  /** What was so before is known, and fails no gate. */
  readonly baseline?: Baseline;
}

export interface AssessmentFacts extends Governance {
  readonly toolVersion: string;
  /** UTC, ISO 8601. */
  readonly assessedAt: string;
  readonly bundleDigest: string;
  /** The version that the checks judged for, such as `1.34`. */
  readonly kubernetes: string;
  readonly evidence: readonly Evidence[];
  readonly problems: readonly EvidenceProblem[];
  readonly subjects: readonly SubjectRecord[];
  /** One for each check of the bundle, whether it was selected or not. */
  readonly observations: readonly CheckObservations[];
  /** The frameworks in scope, in the order in which they are reported. */
  readonly frameworks: readonly Framework[];
  /** Those of other frameworks are ignored. */
  readonly mappings: readonly Mapping[];
  readonly thresholds: Thresholds;
  /** Shown as they are: no score rests on them. */
  readonly pictures?: Pictures;
}
