// Derives, for each object that refers to others, selects them or is selected, one subject that says what there is of them.
import type { PathStep, Subject } from "../model/index.ts";
import { creationsOf } from "./creations.ts";
import { entryOf, keyOf, type Entry, type Place } from "./inventory.ts";
import { detached, type JsonObject } from "./json.ts";
import { Resolver, nameOf, push } from "./resolver.ts";

/** So many objects may keep the text of their documents alive: a few dozen megabytes. */
const attachedEntries = 10_000;

/** A derived subject, with the index of the subject that its observations belong to. */
export interface Relation {
  readonly index: number;
  readonly subject: Subject;
}

/** Gathers objects one by one, keeps of each only what relations need, and derives the documents at the end. */
export class RelationInventory {
  readonly #entries: Entry[] = [];
  readonly #byName = new Map<string, Entry[]>();
  readonly #kinds = new Set<string>();
  readonly #created = new Set<string>();

  /** Takes the subjects of one object; `index` is that of the first. */
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
  relations(): readonly Relation[] {
    const resolver = new Resolver(this.#entries, this.#byName, this.#kinds, this.#created);
    return this.#entries.flatMap((entry) => {
      const input = resolver.documentOf(entry);
      return input ? [{ index: entry.subject, subject: subjectOf(entry, input) }] : [];
    });
  }
}

function subjectOf(entry: Entry, input: JsonObject): Subject {
  const { resource, evidence, location, places } = entry;
  const placeOf = (path: readonly PathStep[]): Place | undefined => {
    for (let length = path.length; length > 0; length--) {
      const place = places.get(keyOf(path.slice(0, length)));
      if (place) return place;
    }
    return undefined;
  };
  return {
    kind: "relation",
    resource,
    evidence,
    location,
    input,
    locate: (path) => placeOf(path)?.location ?? location,
    namePath: (path) => places.get(keyOf(path))?.name ?? path.join("/"),
  };
}
