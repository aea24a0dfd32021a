// Follows a path with `*` and `?` through an object to the pods that it holds, and says what is wrong on the way.
import type { PathStep } from "../model/index.ts";
import { isMapping } from "./json.ts";

/** A path to the spec of a pod, read once. */
export interface PodPath {
  readonly steps: readonly Step[];
  /** Whether it may lead to more than one pod. */
  readonly branches: boolean;
}

interface Step {
  readonly key: string;
  readonly optional: boolean;
}

export interface Flaw {
  readonly path: readonly PathStep[];
  readonly message: string;
  readonly hint: string;
}

/** What a path leads to; a pod that is missing where it has to be is in both lists. */
export interface Findings {
  /** Where the specs of pods stand. */
  readonly pods: (readonly PathStep[])[];
  readonly flaws: Flaw[];
}

/** As `schemas/touchstone.schema.json` has it. */
export const podPathPattern = /^[A-Za-z_][\w-]*\??(?:\.(?:\*|[A-Za-z_][\w-]*\??))*$/;

export function readPodPath(path: string, type: "template" | "spec" = "template"): PodPath {
  const written = path === "" ? [] : path.split(".");
  const steps = [...written, ...(type === "template" ? ["spec"] : [])].map((step) =>
    step.endsWith("?") ? { key: step.slice(0, -1), optional: true } : { key: step, optional: false },
  );
  return { steps, branches: steps.some(({ key }) => key === "*") };
}

/** Adds to `found` the pods that `path` leads to. */
export function follow(object: Readonly<Record<string, unknown>>, { steps }: PodPath, found: Findings): void {
  walk(object, steps, 0, [], found);
}

/** `at` is the index of the next step. */
function walk(
  value: Readonly<Record<string, unknown>>,
  steps: readonly Step[],
  at: number,
  path: readonly PathStep[],
  found: Findings,
): void {
  const step = steps[at];
  if (!step) return void found.pods.push(path);
  const inner: unknown = Object.hasOwn(value, step.key) ? value[step.key] : undefined;
  if (isAbsent(inner) && step.optional) return;
  const place = [...path, step.key];
  if (steps[at + 1]?.key === "*") return walkAll(inner, steps, at + 2, place, found);
  if (isMapping(inner)) return walk(inner, steps, at + 1, place, found);
  refuse(place, isAbsent(inner) ? "is missing" : "is not a mapping", steps.slice(at + 1), found);
}

/** Each of `items`, which the step before the `*` led to. */
function walkAll(items: unknown, steps: readonly Step[], at: number, path: readonly PathStep[], found: Findings): void {
  if (!isMapping(items) && !Array.isArray(items)) {
    found.flaws.push(flaw(path, isAbsent(items) ? "is missing" : "is not a list or a mapping"));
    return;
  }
  const entries: readonly (readonly [PathStep, unknown])[] = Array.isArray(items)
    ? [...(items as readonly unknown[]).entries()]
    : Object.entries(items);
  if (entries.length === 0 && steps[at - 2]?.optional !== true) found.flaws.push(flaw(path, "is empty"));
  for (const [key, item] of entries) {
    if (isMapping(item)) walk(item, steps, at, [...path, key], found);
    else refuse([...path, key], "is not a mapping", steps.slice(at), found);
  }
}

/** The pod counts all the same, when it is known where it would be: as one that nothing can be said of. */
function refuse(path: readonly PathStep[], what: string, rest: readonly Step[], { pods, flaws }: Findings): void {
  flaws.push(flaw(path, what));
  if (rest.every(({ key, optional }) => key !== "*" && !optional)) pods.push([...path, ...rest.map(({ key }) => key)]);
}

export function flaw(path: readonly PathStep[], what: string): Flaw {
  const hint =
    "The API server refuses such an object: correct the field, or leave the file out if it is only part of an object.";
  return { path, message: `${path.join(".")} ${what}`, hint };
}

export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
