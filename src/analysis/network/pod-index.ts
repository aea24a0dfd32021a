// Finds the pods that a selector means without looking at all of them: by namespace, then by one of the labels.
import { asList, asObject } from "../json.ts";
import { matchesSelector, type Labels } from "../label-selectors.ts";
import { push } from "../resolver.ts";

interface Indexed {
  readonly namespace: string;
  readonly labels: Labels;
}

interface Place<Pod> {
  readonly all: Pod[];
  readonly byLabel: Map<string, Pod[]>;
}

export class PodIndex<Pod extends Indexed> {
  readonly namespaces: readonly string[];
  readonly #places = new Map<string, Place<Pod>>();

  constructor(pods: readonly Pod[]) {
    for (const pod of pods) {
      let place = this.#places.get(pod.namespace);
      if (!place) this.#places.set(pod.namespace, (place = { all: [], byLabel: new Map() }));
      place.all.push(pod);
      for (const [key, value] of pod.labels) push(place.byLabel, labelOf(key, value), pod);
    }
    this.namespaces = [...this.#places.keys()];
  }

  /** In the order in which they came, namespace by namespace. */
  select(namespaces: readonly string[], selector: unknown): readonly Pod[] {
    const lookups = lookupsOf(selector);
    return namespaces.flatMap((name) => {
      const place = this.#places.get(name);
      if (!place) return [];
      const candidates = lookups
        .map((labels) => labels.flatMap((label) => place.byLabel.get(label) ?? []))
        .reduce((least, some) => (some.length < least.length ? some : least), place.all);
      return [...new Set(candidates)].filter(({ labels }) => matchesSelector(selector, labels));
    });
  }
}

/** For each part of a selector that demands a label with one of some values: those labels. */
function lookupsOf(selector: unknown): readonly (readonly string[])[] {
  const { matchLabels, matchExpressions } = asObject(selector);
  const exact = Object.entries(asObject(matchLabels)).map(([key, value]) => [labelOf(key, value)]);
  const among = asList(matchExpressions).flatMap((item) => {
    const { key, operator, values } = asObject(item);
    return operator === "In" ? [asList(values).map((value) => labelOf(key, value))] : [];
  });
  return [...exact, ...among];
}

function labelOf(key: unknown, value: unknown): string {
  return JSON.stringify([key, value]);
}
