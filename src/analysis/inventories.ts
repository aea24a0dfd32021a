// All inventories of a run, fed together: namespaces always, the others when a check reads what they derive.
import type { Subject, SubjectKind } from "../model/index.ts";
import type { DerivedSubject, Inventory } from "./derived.ts";
import { NamespaceInventory } from "./namespaces.ts";
import { NetworkInventory } from "./network/network-inventory.ts";
import { AccessInventory } from "./rbac/access-inventory.ts";
import { defaultAccess } from "./rbac/defaults.ts";
import { RelationInventory } from "./relations.ts";

export class Inventories {
  readonly #namespaces = new NamespaceInventory();
  readonly #others: readonly Inventory[];

  /** `kinds` are those that are wanted. */
  constructor(kinds: ReadonlySet<SubjectKind>) {
    this.#others = [
      ...(kinds.has("relation") ? [new RelationInventory()] : []),
      ...(kinds.has("network") ? [new NetworkInventory()] : []),
      ...(kinds.has("access") ? [new AccessInventory(defaultAccess)] : []),
    ];
  }

  /** Takes the subjects of one object; `index` is that of the first. */
  add(subjects: readonly [Subject, ...Subject[]], index: number): void {
    for (const subject of subjects) this.#namespaces.add(subject);
    for (const inventory of this.#others) inventory.add(subjects, index);
  }

  /** They are subjects of their own. */
  namespaces(): readonly Subject[] {
    return this.#namespaces.subjects();
  }

  /** What belongs to subjects that are there already. */
  derive(): readonly DerivedSubject[] {
    return this.#others.flatMap((inventory) => inventory.derive());
  }
}
