// Finds the pods of an object, whichever kind carries them, and what in them the API server would refuse.
import { TouchstoneError, type PathStep, type PodTemplateSetting } from "../model/index.ts";
import type { KubernetesObject } from "./collected.ts";
import {
  flaw,
  follow,
  isAbsent,
  podPathPattern,
  readPodPath,
  type Findings,
  type Flaw,
  type PodPath,
} from "./pod-path.ts";
import { podTemplateTable, type Completion } from "./pod-template-table.ts";
import { isMapping } from "./json.ts";

/** The lists of containers in a pod, in the order in which they start, with the type that policies know them by. */
export const containerLists = [
  ["initContainers", "init"],
  ["containers", "container"],
  ["ephemeralContainers", "ephemeral"],
] as const;

/** The pods of one object. */
export interface Pods {
  /** Where each pod's spec stands in the object. */
  readonly paths: readonly (readonly PathStep[])[];
  /** Whether objects of this kind may have more than one, so that each has to be named. */
  readonly several: boolean;
  readonly runsToCompletion: Completion | undefined;
  /** Keys of the object's spec that lead to pods. */
  readonly owned: ReadonlySet<string>;
}

interface Rule {
  readonly paths: PodPath[];
  readonly runsToCompletion: Completion | undefined;
  readonly owned: Set<string>;
  readonly unless?: string;
  readonly oneOf: boolean;
}

/** The kinds that carry pods: those of the table, and those that a user names. */
export class PodTemplates {
  readonly #rules = new Map<string, Rule>();

  /** @throws TouchstoneError E_USAGE for a setting that does not name a group, a kind and a path */
  constructor(settings: readonly PodTemplateSetting[] = []) {
    for (const { group, kinds, paths, runsToCompletion, unless, oneOf = false } of podTemplateTable) {
      for (const kind of kinds) {
        const rule: Rule = {
          paths: [],
          runsToCompletion,
          owned: new Set(),
          ...(unless !== undefined && { unless }),
          oneOf,
        };
        this.#rules.set(`${group === "" ? "v1" : group}/${kind}`, rule);
        for (const path of paths) addPath(rule, readPodPath(path));
      }
    }
    for (const { group, kind, path, type } of settings) {
      if (!isPodTemplateSetting({ group, kind, path })) {
        const message = `${group}/${kind}=${path} does not say where a custom resource keeps its pods`;
        const hint = "Name a group with a dot, a kind, and keys that are joined by dots, such as spec.template.";
        throw new TouchstoneError("E_USAGE", message, hint);
      }
      const key = `${group}/${kind}`;
      const rule = this.#rules.get(key) ?? {
        paths: [],
        runsToCompletion: "by-restart-policy",
        owned: new Set(),
        oneOf: false,
      };
      this.#rules.set(key, rule);
      addPath(rule, readPodPath(path, type));
    }
  }

  /** Every kind that may carry pods. */
  kinds(): readonly { readonly group: string; readonly kind: string }[] {
    return [...this.#rules.keys()].map((key) => {
      const [group = "", kind = ""] = key.split("/");
      return { group: group === "v1" ? "" : group, kind };
    });
  }

  /** Undefined for what carries none. Pods that cannot be read are among them as one without containers. */
  podsOf(object: KubernetesObject): Pods | undefined {
    const rule = this.#ruleOf(object);
    if (!rule) return undefined;
    const { pods, flaws } = foundBy(rule, object);
    const paths = pods.length === 0 ? flaws.slice(0, 1).map(({ path }) => path) : pods;
    if (paths.length === 0) return undefined;
    const several = rule.paths.length > 1 || rule.paths.some(({ branches }) => branches);
    return { paths, several, runsToCompletion: rule.runsToCompletion, owned: rule.owned };
  }

  /** The first thing that keeps checks from seeing all containers of an object: it must never look as if they had passed. */
  findFlaw(object: KubernetesObject): Flaw | undefined {
    const { metadata } = object;
    if (!isAbsent(metadata) && !isMapping(metadata)) return flaw(["metadata"], "is not a mapping");
    const rule = this.#ruleOf(object);
    if (!rule) return undefined;
    const { pods, flaws } = foundBy(rule, object);
    return flaws[0] ?? firstOf(pods, (path) => flawOfPod(object, path));
  }

  #ruleOf({ apiVersion, kind }: KubernetesObject): Rule | undefined {
    const slash = apiVersion.indexOf("/");
    return this.#rules.get(`${slash === -1 ? apiVersion : apiVersion.slice(0, slash)}/${kind}`);
  }
}

/** Whether it says where a custom resource keeps its pods: Kubernetes' own groups, which have no dot, are known. */
export function isPodTemplateSetting({ group, kind, path }: PodTemplateSetting): boolean {
  return group.includes(".") && kind !== "" && podPathPattern.test(path);
}

/** Those of the table alone. */
export const knownPodTemplates = new PodTemplates();

function addPath({ paths, owned }: Rule, path: PodPath): void {
  const same = JSON.stringify(path);
  if (paths.some((other) => JSON.stringify(other) === same)) return;
  paths.push(path);
  const [first, second] = path.steps;
  if (first?.key === "spec" && second) owned.add(second.key);
}

function foundBy({ paths, unless, oneOf }: Rule, object: KubernetesObject): Findings {
  const found: Findings = { pods: [], flaws: [] };
  for (const path of paths) follow(object, path, found);
  if (unless !== undefined && isMapping(valueAt(object, unless.split(".")))) {
    const written = found.pods.filter((path) => isMapping(valueAt(object, path)));
    if (written.length === 0 && found.flaws.every(({ message }) => message.endsWith("is missing")))
      return { pods: [], flaws: [] };
  }
  if (oneOf && found.pods.length === 0 && found.flaws.length === 0)
    found.flaws.push(flaw(["spec", "template"], "holds no template of a kind that is known"));
  return found;
}

function flawOfPod(object: KubernetesObject, path: readonly PathStep[]): Flaw | undefined {
  const pod = valueAt(object, path);
  if (!isMapping(pod)) return flaw(path, isAbsent(pod) ? "is missing" : "is not a mapping");
  return firstOf(containerLists, ([list]) => flawOfList(pod[list], [...path, list], list === "containers"));
}

function flawOfList(items: unknown, path: readonly PathStep[], needed: boolean): Flaw | undefined {
  if (isAbsent(items)) return needed ? flaw(path, "is missing") : undefined;
  if (!Array.isArray(items)) return flaw(path, "is not a list");
  if (needed && items.length === 0) return flaw(path, "is empty");
  const wrong = items.findIndex((item) => !isMapping(item));
  return wrong === -1 ? undefined : flaw([...path, wrong], "is not a mapping");
}

function firstOf<Item>(items: readonly Item[], look: (item: Item) => Flaw | undefined): Flaw | undefined {
  for (const item of items) {
    const found = look(item);
    if (found) return found;
  }
  return undefined;
}

/** What stands at a path; undefined when there is nothing. */
export function valueAt(root: unknown, path: readonly PathStep[]): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<PathStep, unknown>>)[step];
  }
  return value;
}
