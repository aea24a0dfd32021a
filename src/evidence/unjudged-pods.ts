// Looks for what could be a pod, or part of one, in objects whose kind is not known to carry any: it must not pass unseen.
import type { PathStep } from "../model/index.ts";
import type { KubernetesObject } from "./collected.ts";
import { isMapping } from "./json.ts";
import { valueAt } from "./pod-templates.ts";

/** Lists of containers in pods, in Argo's workflows and in Tekton's tasks. */
const lists = ["containers", "initContainers", "sidecars", "steps"] as const;
const singles = ["container", "script"] as const;
/** A definition describes pods, a revision keeps an old one. */
const exempt = new Set(["CustomResourceDefinition", "ControllerRevision"]);

/** Where they stand, but for those at and below `judged`; metadata and status are left out. */
export function findUnjudgedPods(
  object: KubernetesObject,
  judged: readonly (readonly PathStep[])[],
): readonly (readonly PathStep[])[] {
  if (exempt.has(object.kind)) return [];
  const found: (readonly PathStep[])[] = [];
  const known = new Set(judged.map((path) => valueAt(object, path)));
  const path: PathStep[] = [];
  const look = (step: PathStep, value: unknown): void => {
    if (typeof value !== "object" || value === null || known.has(value)) return;
    path.push(step);
    if (Array.isArray(value)) for (const [index, item] of value.entries()) look(index, item);
    else if (runsImages(value as Readonly<Record<string, unknown>>)) found.push([...path]);
    else for (const [key, inner] of Object.entries(value)) look(key, inner);
    path.pop();
  };
  for (const [key, value] of Object.entries(object)) if (key !== "metadata" && key !== "status") look(key, value);
  return found;
}

function runsImages(value: Readonly<Record<string, unknown>>): boolean {
  return (
    lists.some((list) => {
      const items = value[list];
      return Array.isArray(items) && items.some(hasImage);
    }) || singles.some((single) => hasImage(value[single]))
  );
}

function hasImage(value: unknown): boolean {
  return isMapping(value) && typeof value["image"] === "string";
}
