// Writes a path so that it stays the same when list items move: the basis of fingerprints.
import type { PathStep } from "./evidence.ts";

/**
 * `spec/template/spec/containers[name=web]/securityContext`: items of a list go by their `name`, or by their index when they
 * have none. A name that came earlier in the same list is counted (`[name=web,2]`), so that two places never read the same.
 * `~`, `/`, `[`, `]` and `,` inside keys and names are written as `~0` to `~4`.
 */
export function namePathOf(root: unknown, path: readonly PathStep[]): string {
  let text = "";
  let value = root;
  for (const step of path) {
    if (typeof step === "string") text += `${text === "" ? "" : "/"}${escape(step)}`;
    else text += `[${Array.isArray(value) ? itemName(value, step) : step}]`;
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
  }
  return text;
}

function itemName(list: readonly unknown[], index: number): string {
  const name = nameOf(list[index]);
  if (name === undefined) return String(index);
  let count = 1;
  for (let before = 0; before < index; before++) if (nameOf(list[before]) === name) count++;
  return `name=${escape(name)}${count === 1 ? "" : `,${count}`}`;
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null || !("name" in item)) return undefined;
  return typeof item.name === "string" && item.name !== "" ? item.name : undefined;
}

function escape(text: string): string {
  return /[~/[\],]/.test(text)
    ? text.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("[", "~2").replaceAll("]", "~3").replaceAll(",", "~4")
    : text;
}
