// What every inventory does: it sees all objects, one by one, and derives subjects of them at the end.
import type { Subject } from "../model/index.ts";

/** A derived subject, with the index of the subject that its observations belong to. */
export interface DerivedSubject {
  readonly index: number;
  readonly subject: Subject;
}

/** Keeps of each object only what its documents need. */
export interface Inventory {
  /** Takes the subjects of one object; `index` is that of the first. */
  add(subjects: readonly [Subject, ...Subject[]], index: number): void;
  /** In the order in which the objects came. An object that there is nothing to say of has no document. */
  derive(): readonly DerivedSubject[];
}
