// What the collectors hand to normalisation: one evidence, its documents in order, and what could not be read.
import type { ErrorCode, Evidence, EvidenceProblem, Location, PathStep, TouchstoneError } from "../model/index.ts";

/** A Kubernetes object as it was collected. */
export interface CollectedObject {
  readonly value: KubernetesObject;
  readonly locate: (path: readonly PathStep[]) => Location;
  /** Namespace of objects that name none. */
  readonly defaultNamespace: string;
}

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: unknown;
  readonly [field: string]: unknown;
}

/** Objects are delivered one by one, so that a large file is never held whole; no more are read while `object`'s promise is open. */
export interface EvidenceSink {
  object(object: CollectedObject): void | Promise<void>;
  problem(problem: EvidenceProblem): void;
  finished(evidence: Evidence): void;
}

export function problemOf(
  error: TouchstoneError,
  source: string,
  location: Location = { file: source },
): EvidenceProblem {
  return problem(error.code, source, location, error.message, error.hint);
}

export function problem(
  code: ErrorCode,
  source: string,
  location: Location,
  message: string,
  hint: string,
): EvidenceProblem {
  return { code, source, location, message, hint };
}
