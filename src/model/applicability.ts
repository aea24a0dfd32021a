// The Statement of Applicability: which controls of a framework apply to the system, as somebody decided.
import type { Location } from "./evidence.ts";

/** One control and the decision on it. Times are UTC, ISO 8601; a date alone is its first second. */
export interface Applicability {
  readonly framework: string;
  readonly control: string;
  /** A control that is not applicable is in no score and no coverage; one that is needs checks or an attestation. */
  readonly applicable: boolean;
  readonly reason: string;
  readonly approvedBy: string;
  readonly approvedAt: string;
  /** From this second on it does not count, until somebody decides again. */
  readonly reviewBy?: string;
  readonly location: Location;
}

export const applicabilityStates = ["in-force", "not-yet-approved", "overdue"] as const;
/** Only what is in force counts: a control that somebody excluded is assessed all the same while it is not. */
export type ApplicabilityState = (typeof applicabilityStates)[number];

export interface AssessedApplicability extends Applicability {
  readonly state: ApplicabilityState;
  /** Why it is not in force, or what follows from it, as a sentence. */
  readonly message: string;
}
