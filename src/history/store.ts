// The history of assessments: what a store keeps of each, whatever keeps it.
import type { ControlStatus, ExactPair, Gate, Severity } from "../model/index.ts";

/** The score of a framework, or of one of its controls. */
export interface StoredScore extends ExactPair {
  readonly framework: string;
  /** Absent for the framework itself. */
  readonly control?: string;
  /** Of a control. */
  readonly status?: ControlStatus;
}

/** An assessment in a list. */
export interface StoredRun extends ExactPair {
  /** sha256 of the document: lower-case hex. The same assessment has the same, and is kept once. */
  readonly id: string;
  /** What was assessed: trends are of one name. */
  readonly name: string;
  /** UTC, ISO 8601. */
  readonly assessedAt: string;
  readonly toolVersion: string;
  readonly bundle: string;
  readonly kubernetes: string;
  /** Of the evidence, when all that has one has the same. */
  readonly commit: string | null;
  readonly coverage: string | null;
  readonly verdict: Gate["verdict"];
  /** Findings without an exception that counts, by severity. */
  readonly findings: Readonly<Record<Severity, number>>;
}

/** What is put in: the run, its scores, and the assessment as JSON. */
export interface NewRun extends StoredRun {
  readonly scores: readonly StoredScore[];
  /** The text as `--format json` prints it. */
  readonly document: string;
}

export interface RunFilter {
  readonly name?: string;
  /** UTC, ISO 8601: only runs from then on. */
  readonly since?: string;
  /** The newest so many. */
  readonly limit?: number;
}

/** A place that keeps assessments. All of it throws TouchstoneError E_HISTORY. */
export interface HistoryStore {
  /** Whole or not at all; waits while others write. */
  add(run: NewRun): Promise<void>;
  /** The newest first. */
  list(filter: RunFilter): Promise<readonly StoredRun[]>;
  /** Runs whose id begins so. */
  find(prefix: string): Promise<readonly StoredRun[]>;
  /** The scores of a framework, or of one of its controls, by run. */
  scores(framework: string, control: string | undefined): Promise<ReadonlyMap<string, StoredScore>>;
  /** The assessment as it was put in. */
  document(id: string): Promise<string>;
  close(): Promise<void>;
}
