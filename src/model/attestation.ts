// Attestations: what a person states of controls that no check judges, and why a statement does or does not count.
import type { Location } from "./evidence.ts";

/** A control of a framework. */
export interface ControlReference {
  readonly framework: string;
  readonly control: string;
}

/** A file that belongs to a statement, relative to the file that names it. */
export interface AttachedFile {
  readonly path: string;
  /** Lower-case hex, as the attestation says it. */
  readonly sha256: string;
  /** What the file really has; absent when it cannot be read. */
  readonly found?: string;
}

/** What one entry of a file says. Times are UTC, ISO 8601; a date alone is its first second. */
export interface Attestation {
  readonly id: string;
  readonly controls: readonly ControlReference[];
  readonly statement: string;
  readonly attestedBy: string;
  readonly attestedAt: string;
  /** From this second on it does not count. */
  readonly expiresAt: string;
  readonly files: readonly AttachedFile[];
  readonly location: Location;
}

export const attestationStates = [
  "in-use",
  "not-needed",
  "expired",
  "not-yet-made",
  "too-long",
  "file-differs",
] as const;
/** Only those in use count. Those that are not needed speak of controls that checks judge, or of none in scope. */
export type AttestationState = (typeof attestationStates)[number];

/** An attestation with what became of it. */
export interface AssessedAttestation extends Attestation {
  readonly state: AttestationState;
  /** Why it does not count, or what it is for, as a sentence. */
  readonly message: string;
}

/** The most days from a statement to its expiry. */
export const attestationDays = 366;
