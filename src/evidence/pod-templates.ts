// Where each kind of workload keeps its pod, and what in it the API server would refuse.
import type { PathStep } from "../model/index.ts";
import type { KubernetesObject } from "./collected.ts";

const podPaths: Readonly<Record<string, readonly string[]>> = {
  "v1/Pod": [],
  "v1/PodTemplate": ["template"],
  "v1/ReplicationController": ["spec", "template"],
  "apps/Deployment": ["spec", "template"],
  "apps/StatefulSet": ["spec", "template"],
  "apps/DaemonSet": ["spec", "template"],
  "apps/ReplicaSet": ["spec", "template"],
  "extensions/Deployment": ["spec", "template"],
  "extensions/DaemonSet": ["spec", "template"],
  "extensions/ReplicaSet": ["spec", "template"],
  "batch/Job": ["spec", "template"],
  "batch/CronJob": ["spec", "jobTemplate", "spec", "template"],
};

/** The lists of containers in a pod, in the order in which they start, with the type that policies know them by. */
export const containerLists = [
  ["initContainers", "init"],
  ["containers", "container"],
  ["ephemeralContainers", "ephemeral"],
] as const;

/** Path of the pod template, which is the object itself for a Pod; undefined for what is no workload. */
export function podPathOf({ apiVersion, kind }: KubernetesObject): readonly string[] | undefined {
  const slash = apiVersion.indexOf("/");
  return podPaths[`${slash === -1 ? apiVersion : apiVersion.slice(0, slash)}/${kind}`];
}

export interface Flaw {
  readonly path: readonly PathStep[];
  readonly message: string;
  readonly hint: string;
}

/** The first thing that keeps checks from seeing all containers of a workload: it must never look as if they had passed. */
export function findFlaw(object: KubernetesObject): Flaw | undefined {
  const { metadata } = object;
  if (!isAbsent(metadata) && !isMapping(metadata)) return flaw(["metadata"], "is not a mapping");
  const template = podPathOf(object);
  if (!template) return undefined;
  const specPath = [...template, "spec"];
  let value: unknown = object;
  for (const [index, step] of specPath.entries()) {
    value = (value as Readonly<Record<string, unknown>>)[step];
    if (!isMapping(value))
      return flaw(specPath.slice(0, index + 1), isAbsent(value) ? "is missing" : "is not a mapping");
  }
  const pod = value as Readonly<Record<string, unknown>>;
  for (const [list] of containerLists) {
    const found = flawOfList(pod[list], [...specPath, list], list === "containers");
    if (found) return found;
  }
  return undefined;
}

function flawOfList(items: unknown, path: readonly PathStep[], needed: boolean): Flaw | undefined {
  if (isAbsent(items)) return needed ? flaw(path, "is missing") : undefined;
  if (!Array.isArray(items)) return flaw(path, "is not a list");
  if (needed && items.length === 0) return flaw(path, "is empty");
  const wrong = items.findIndex((item) => !isMapping(item));
  return wrong === -1 ? undefined : flaw([...path, wrong], "is not a mapping");
}

function flaw(path: readonly PathStep[], what: string): Flaw {
  const hint =
    "The API server refuses such an object: correct the field, or leave the file out if it is only part of an object.";
  return { path, message: `${path.join(".")} ${what}`, hint };
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
