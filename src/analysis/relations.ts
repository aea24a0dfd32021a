// Derives, for each object that refers to others, selects them or is selected, one subject that says what there is of them.
import type { Subject } from "../model/index.ts";
import { creationsOf } from "./creations.ts";
import type { DerivedSubject, Inventory } from "./derived.ts";
import { entryOf, type Entry } from "./inventory.ts";
import { detached } from "./json.ts";
import { subjectAt } from "./places.ts";
import { Resolver, nameOf, push } from "./resolver.ts";

/** So many objects may keep the text of their documents alive: a few dozen megabytes. */
const attachedEntries = 10_000;

/** Gathers objects one by one, keeps of each only what relations need, and derives the documents at the end. */
export class RelationInventory implements Inventory {
  readonly #entries: Entry[] = [];
  readonly #byName = new Map<string, Entry[]>();
  readonly #kinds = new Set<string>();
  readonly #created = new Set<string>();

  add(subjects: readonly [Subject, ...Subject[]], index: number): void {
    const entry = entryOf(subjects, index, this.#entries.length >= attachedEntries);
    const { group, resource } = entry;
    this.#entries.push(entry);
    push(this.#byName, nameOf(group, resource.kind, resource.namespace, resource.name), entry);
    this.#kinds.add(`${group}/${resource.kind}`);
    for (const { kind, namespace, name } of creationsOf(subjects[0]))
      this.#created.add(detached(nameOf("", kind, namespace ?? "*", name)));
  }

  /** In the order in which the objects came. An object without relations has no document. */
  derive(): readonly DerivedSubject[] {
    const resolver = new Resolver(this.#entries, this.#byName, this.#kinds, this.#created);
    return this.#entries.flatMap((entry) => {
      const input = resolver.documentOf(entry);
      return input ? [{ index: entry.subject, subject: subjectAt("relation", entry, input) }] : [];
    });
  }
}
