// Reads values of manifests that nobody has validated.
import type { PathStep } from "../model/index.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** The mapping, or an empty one for anything else. */
export function asObject(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** The list, or an empty one for anything else. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text when it says something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Every value that a pattern such as `spec.rules.*.host` leads to, with its path; `*` stands for each item of a list. */
export function valuesAt(root: unknown, pattern: string): readonly { path: readonly PathStep[]; value: unknown }[] {
  let found: { path: readonly PathStep[]; value: unknown }[] = [{ path: [], value: root }];
  for (const step of pattern.split(".")) {
    found = found.flatMap(({ path, value }) => {
      if (step === "*") return asList(value).map((item, index) => ({ path: [...path, index], value: item }));
      const object = asObject(value);
      return Object.hasOwn(object, step) ? [{ path: [...path, step], value: object[step] }] : [];
    });
  }
  return found;
}

/** A copy that shares no text with the document: a slice of it would keep the whole of it alive. */
export function detached<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
