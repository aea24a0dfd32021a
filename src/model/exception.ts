// Exceptions: findings that somebody may leave as they are for a time, and why an exception does or does not count.
import type { Location } from "./evidence.ts";
import type { Severity } from "./severity.ts";

export const exceptionTypes = [
  "risk-accepted",
  "false-positive",
  "operational-requirement",
  "compensating-control",
] as const;
export type ExceptionType = (typeof exceptionTypes)[number];

/** One object, exactly: there are no patterns. Cluster-scoped objects have an empty namespace. */
export interface ExceptionSubject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** What one entry of a file says. Times are UTC, ISO 8601; a date alone is its first second. */
export interface Exception {
  readonly id: string;
  readonly type: ExceptionType;
  /** Ids of checks, exactly. */
  readonly checks: readonly string[];
  readonly subjects: readonly ExceptionSubject[];
  readonly reason: string;
  readonly requestedBy: string;
  /** Somebody else. */
  readonly approvedBy: string;
  readonly approvedAt: string;
  /** From this second on it does not count. */
  readonly expiresAt: string;
  readonly ticket?: string;
  readonly location: Location;
}

export const exceptionStates = [
  "in-use",
  "unmatched",
  "expired",
  "not-yet-approved",
  "self-approved",
  "too-long",
] as const;
/** Only those in use count. The last four do not, whatever they match. */
export type ExceptionState = (typeof exceptionStates)[number];

/** An exception with what became of it. */
export interface ExceptionAssessment extends Exception {
  readonly state: ExceptionState;
  /** Why it does not count, or what it covers, as a sentence. */
  readonly message: string;
  /** Fingerprints of the findings that it names, whether it counts or not. */
  readonly findings: readonly string[];
}

/** The most days from approval to expiry, by the severity of a check (DESIGN: the compliance model). */
export const exceptionDays: Readonly<Record<Severity, number>> = { critical: 30, high: 90, medium: 180, low: 365 };
