// What it takes to read what stands inside of Kubernetes objects: a certificate in a Secret, a server's settings in a ConfigMap.
import type { Subject, SubjectKind } from "../../model/index.ts";
import type { CollectedObject, KubernetesObject } from "../collected.ts";

export interface Insider<R extends InsideReader = InsideReader> {
  /** Kinds of subjects that it gives: it is asked only when a check reads one of them. */
  readonly gives: readonly SubjectKind[];
  /** Whether it may find anything in an object; asked of every object, so cheap. */
  readonly reads: (object: KubernetesObject) => boolean;
  /** Loads the reader, with the first object that it reads; one reader serves a whole run. */
  readonly load: () => Promise<R>;
}

export interface InsideReader {
  /**
   * The subjects that stand inside of an object, in their order.
   * @throws TouchstoneError for what had to be readable and is not
   */
  inside(object: CollectedObject, at: InsideContext): readonly Subject[];
  /** What all objects of a run give together, once all evidence is read. */
  together?(): readonly Subject[];
}

export interface InsideContext {
  /** Index of the evidence. */
  readonly evidence: number;
  /** UTC, ISO 8601. */
  readonly now: string;
}
