// Writes a path of an object for people: list items go by their names.
import type { PathStep } from "../model/index.ts";

/** `spec.containers[redis].securityContext`; an item without a name by its index. */
export function placeText(root: unknown, path: readonly PathStep[]): string {
  let text = "";
  let value = root;
  for (const step of path) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
    if (typeof step === "number") text += `[${nameOf(value) ?? step}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(step)) text += `${text === "" ? "" : "."}${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null || !("name" in item)) return undefined;
  return typeof item.name === "string" && item.name !== "" ? item.name : undefined;
}
