// Says what there is of everything that an object refers to, selects, or is meant by.
import { comesWithKubernetes } from "./creations.ts";
import type { Entry } from "./inventory.ts";
import { asObject, compare, type JsonObject } from "./json.ts";
import { LabelIndex } from "./label-index.ts";
import { matchesLabels, matchesSelector } from "./label-selectors.ts";
import type { Reference } from "./reference.ts";
import type { Selection } from "./selections.ts";

/** How many of the objects that are selected the document names. */
const namedMatches = 20;

/** Knows the whole inventory. */
export class Resolver {
  readonly #byName: ReadonlyMap<string, readonly Entry[]>;
  readonly #kinds: ReadonlySet<string>;
  readonly #created: ReadonlySet<string>;
  readonly #pods = new LabelIndex();
  readonly #services = new LabelIndex();
  /** Namespaces where a controller of custom resources runs pods, with labels of its own choice. */
  readonly #foreign = new Set<string>();
  readonly #selectedBy = new Map<Entry, Entry[]>();
  readonly #scaledBy = new Map<Entry, Entry[]>();
  readonly #claims = new Map<string, Entry[]>();
  readonly #matches = new Map<Selection, readonly Entry[]>();

  constructor(
    entries: readonly Entry[],
    byName: ReadonlyMap<string, readonly Entry[]>,
    kinds: ReadonlySet<string>,
    created: ReadonlySet<string>,
  ) {
    this.#byName = byName;
    this.#kinds = kinds;
    this.#created = created;
    for (const entry of entries) {
      const { resource, pods, group } = entry;
      for (const { labels } of pods) this.#pods.add(resource.namespace, labels, entry);
      if (pods.length > 0 && isForeign(group)) this.#foreign.add(resource.namespace);
      if (group === "" && resource.kind === "Service") this.#services.add(resource.namespace, entry.labels, entry);
      for (const claim of claimsOf(entry)) push(this.#claims, claim.key, entry);
    }
    for (const entry of entries) {
      for (const selection of entry.selections) {
        const selected = this.#select(selection);
        this.#matches.set(selection, selected);
        for (const one of selected) push(this.#selectedBy, one, entry);
      }
      for (const reference of entry.references) {
        if (reference.role !== "scale-target") continue;
        for (const target of this.#targets(reference)) push(this.#scaledBy, target, entry);
      }
    }
  }

  documentOf(entry: Entry): JsonObject | undefined {
    const { resource, references, selections, routes, spec, pods } = entry;
    const duplicates = this.#duplicatesOf(entry);
    const isRelated = references.length + selections.length + routes.length + pods.length + duplicates.length > 0;
    if (!isRelated) return undefined;
    return {
      apiVersion: resource.apiVersion,
      kind: resource.kind,
      metadata: { name: resource.name, namespace: resource.namespace },
      spec,
      references: references.map((reference) => this.#resolve(reference)),
      selections: selections.map((selection) => this.#describe(selection)),
      ...(entry.ports.length > 0 && { ports: this.#portsOf(entry) }),
      ...(routes.length > 0 && { rivals: this.#rivalsOf(entry) }),
      ...(pods.length > 0 && {
        selectedBy: (this.#selectedBy.get(entry) ?? []).map(identify),
        scaledBy: (this.#scaledBy.get(entry) ?? []).map(identify),
      }),
      ...(duplicates.length > 0 && { duplicates }),
    };
  }

  #targets({ group, kind, namespace, name }: Reference): readonly Entry[] {
    return this.#byName.get(nameOf(group, kind, namespace, name)) ?? [];
  }

  #resolve(reference: Reference): JsonObject {
    const { role, path, group, kind, namespace, name, optional, keys, port } = reference;
    const targets = this.#targets(reference);
    const isCreated =
      group === "" && [namespace, "*"].some((place) => this.#created.has(nameOf("", kind, place, name)));
    const found = targets.length > 0 || isCreated || comesWithKubernetes(kind, name);
    // Keys of what a controller makes are its own affair.
    const hasKey = (key: string): boolean =>
      isCreated || targets.length === 0 || targets.some((target) => target.keys?.includes(key) ?? true);
    return {
      role,
      path,
      kind,
      namespace,
      name,
      optional,
      found,
      known: this.#kinds.has(`${group}/${kind}`),
      ...(keys.length > 0 && { keys: keys.map((item) => ({ ...item, found: hasKey(item.key) })) }),
      ...(port && {
        port: { ...port, found: targets.length === 0 || targets.some((target) => hasPort(target, port.port)) },
      }),
      ...(targets[0] && { target: { spec: targets[0].spec } }),
    };
  }

  #select({ of, form, selector, namespaces }: Selection): readonly Entry[] {
    const index = of === "pods" ? this.#pods : this.#services;
    const matches = form === "labels" ? matchesLabels : matchesSelector;
    const wanted = form === "labels" ? selector : asObject(selector)["matchLabels"];
    return index
      .candidates(namespaces, wanted)
      .filter(({ labels, pods }) =>
        of === "pods" ? pods.some((pod) => matches(selector, pod.labels)) : matches(selector, labels),
      );
  }

  #describe(selection: Selection): JsonObject {
    const matches = this.#matches.get(selection) ?? [];
    return {
      of: selection.of,
      path: selection.path,
      known: this.#isKnown(selection),
      count: matches.length,
      matches: matches.slice(0, namedMatches).map((entry) => ({
        ...identify(entry),
        scaledBy: (this.#scaledBy.get(entry) ?? []).map(identify),
      })),
    };
  }

  /** Whether everything that could be selected is in the evidence, as far as one can tell. */
  #isKnown({ of, namespaces }: Selection): boolean {
    if (of === "services") return this.#services.size > 0;
    const isForeignPlace =
      namespaces === null ? this.#foreign.size > 0 : namespaces.some((name) => this.#foreign.has(name));
    return this.#pods.size > 0 && !isForeignPlace;
  }

  /** The ports of a Service that name a port of its pods; numbers need not be declared there. */
  #portsOf({ ports, selections }: Entry): readonly JsonObject[] {
    const [selection] = selections;
    const pods = (selection ? (this.#matches.get(selection) ?? []) : []).flatMap((entry) => entry.pods);
    return ports.flatMap(({ path, targetPort }) => {
      if (typeof targetPort !== "string" || !selection || pods.length === 0) return [];
      const found = pods.some((pod) => pod.ports.includes(targetPort));
      return [{ path: [...path, "targetPort"], port: targetPort, found }];
    });
  }

  /** The routes that another Ingress of the same class claims as well. */
  #rivalsOf(entry: Entry): readonly JsonObject[] {
    return claimsOf(entry).map(({ key, path, host, url }) => {
      const others = (this.#claims.get(key) ?? []).filter((other) => !isSame(other, entry));
      const names = [...new Set(others.map(({ resource }) => `${resource.namespace}/${resource.name}`))];
      return { path, host, url, others: names.toSorted(compare) };
    });
  }

  /** Other objects of the same source with the same name: the last one takes the place of the others without a word. */
  #duplicatesOf(entry: Entry): readonly JsonObject[] {
    if (!entry.isNamed) return [];
    const { kind, namespace, name } = entry.resource;
    const all = this.#byName.get(nameOf(entry.group, kind, namespace, name)) ?? [];
    return all
      .filter(
        (other) =>
          other !== entry &&
          other.isNamed &&
          other.evidence === entry.evidence &&
          other.resource.apiVersion === entry.resource.apiVersion,
      )
      .map(({ location }) => ({ file: location.file, line: location.line ?? 0 }));
  }
}

function claimsOf({ resource, routes, spec, annotations }: Entry) {
  const named = spec["ingressClassName"] ?? annotations["kubernetes.io/ingress.class"] ?? "";
  return routes.map((route) => ({ ...route, key: JSON.stringify([named, route.host, route.url, resource.kind]) }));
}

/**
 * Whether pods of this API group have labels that nobody can tell. Argo's Rollouts give their pods the labels of their
 * template; of other custom resources nobody can say.
 */
export function isForeign(group: string): boolean {
  return group.includes(".") && !group.endsWith(".k8s.io") && group !== "argoproj.io" && group !== "apps.openshift.io";
}

/** Overlays of one Ingress are no rivals. */
function isSame(left: Entry, right: Entry): boolean {
  return left.resource.name === right.resource.name && left.resource.namespace === right.resource.namespace;
}

function hasPort({ ports, spec }: Entry, port: string | number): boolean {
  if (spec["type"] === "ExternalName") return true;
  return ports.some((one) => (typeof port === "number" ? one.port === port : one.name === port));
}

function identify({ resource, spec }: Entry): JsonObject {
  const { kind, namespace, name } = resource;
  return { kind, namespace, name, spec };
}

/** The name of an object among all. */
export function nameOf(group: string, kind: string, namespace: string, name: string): string {
  return JSON.stringify([group, kind, namespace, name]);
}

/** Appends to the list of a key. */
export function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
