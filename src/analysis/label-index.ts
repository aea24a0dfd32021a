// Finds what may have the labels of a selector without looking at everything: by namespace, then by one of the labels.
import type { Entry } from "./inventory.ts";
import { asObject } from "./json.ts";
import type { Labels } from "./label-selectors.ts";

interface Namespace {
  readonly all: Set<Entry>;
  readonly byLabel: Map<string, Set<Entry>>;
}

export class LabelIndex {
  readonly #namespaces = new Map<string, Namespace>();

  get size(): number {
    return this.#namespaces.size;
  }

  add(namespace: string, labels: Labels, entry: Entry): void {
    let place = this.#namespaces.get(namespace);
    if (!place) this.#namespaces.set(namespace, (place = { all: new Set(), byLabel: new Map() }));
    place.all.add(entry);
    for (const [key, value] of labels) {
      const label = labelOf(key, value);
      const entries = place.byLabel.get(label);
      if (entries) entries.add(entry);
      else place.byLabel.set(label, new Set([entry]));
    }
  }

  /** Whatever can have all of these labels: everything that has the rarest of them. `null` stands for all namespaces. */
  candidates(namespaces: readonly string[] | null, labels: unknown): readonly Entry[] {
    const wanted = Object.entries(asObject(labels)).map(([key, value]) => labelOf(key, value));
    return (namespaces ?? [...this.#namespaces.keys()]).flatMap((name) => {
      const place = this.#namespaces.get(name);
      if (!place) return [];
      const sets = wanted.map((label) => place.byLabel.get(label) ?? new Set<Entry>());
      return [...sets.reduce((least, set) => (set.size < least.size ? set : least), place.all)];
    });
  }
}

function labelOf(key: string, value: unknown): string {
  return JSON.stringify([key, value]);
}
