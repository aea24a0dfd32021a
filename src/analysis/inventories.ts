// All inventories of a run, fed together: namespaces always, the others when a check reads what they derive.
import type { Intents, Pictures, Subject, SubjectKind, VainIntent } from "../model/index.ts";
import type { DerivedSubject, Inventory } from "./derived.ts";
import { ImageInventory } from "./images.ts";
import { NamespaceInventory } from "./namespaces.ts";
import { NetworkInventory } from "./network/network-inventory.ts";
import { AccessInventory } from "./rbac/access-inventory.ts";
import { defaultAccess } from "./rbac/defaults.ts";
import { RelationInventory } from "./relations.ts";

export class Inventories {
  readonly #namespaces = new NamespaceInventory();
  readonly #images: ImageInventory | undefined;
  readonly #relations: RelationInventory | undefined;
  readonly #network: NetworkInventory | undefined;
  readonly #access: AccessInventory | undefined;

  /** `kinds` are those that are wanted; `intents` are what was stated, if anything was. */
  constructor(kinds: ReadonlySet<SubjectKind>, intents?: Intents) {
    this.#images = kinds.has("image") ? new ImageInventory() : undefined;
    this.#relations = kinds.has("relation") ? new RelationInventory() : undefined;
    this.#network = kinds.has("network") ? new NetworkInventory(intents?.segmentation) : undefined;
    this.#access = kinds.has("access")
      ? new AccessInventory(defaultAccess, { intents: intents?.leastPrivilege ?? [] })
      : undefined;
  }

  /** Takes the subjects of one object; `index` is that of the first. */
  add(subjects: readonly [Subject, ...Subject[]], index: number): void {
    for (const subject of subjects) {
      this.#namespaces.add(subject);
      this.#images?.add(subject);
    }
    for (const inventory of this.#others()) inventory.add(subjects, index);
  }

  /** They are subjects of their own. */
  namespaces(): readonly Subject[] {
    return this.#namespaces.subjects();
  }

  /** Takes what a file of evidence says, once it is read. */
  hear(subject: Subject): void {
    this.#images?.hear(subject);
  }

  /** Subjects of their own, too: none unless something is said of any image, signatures were `given`, or images are `asked` for. */
  images(given: boolean, asked: boolean): readonly Subject[] {
    return this.#images?.subjects(given, asked) ?? [];
  }

  /** What belongs to subjects that are there already. */
  derive(): readonly DerivedSubject[] {
    return this.#others().flatMap((inventory) => inventory.derive());
  }

  /** Intents that select nothing. */
  vain(): readonly VainIntent[] {
    return [...(this.#network?.vain() ?? []), ...(this.#access?.vain() ?? [])];
  }

  /** What there is to draw. */
  pictures(): Pictures {
    const network = this.#network?.picture();
    const access = this.#access?.picture();
    return { ...(network && { network }), ...(access && { access }) };
  }

  #others(): readonly Inventory[] {
    return [this.#relations, this.#network, this.#access].filter((inventory) => inventory !== undefined);
  }
}
