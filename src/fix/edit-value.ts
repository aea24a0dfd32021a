// Makes an edit on a document's value: what the edited text has to say afterwards.
import type { Fix } from "../model/index.ts";
import { Refusal } from "./refusal.ts";

/**
 * The value with exactly this change; nothing of `value` itself changes. Mappings that are missing on the way are made, and
 * an item may be set right after the last one of a list.
 * @throws Refusal when the path leads through what is no list or mapping, or to nothing that could be removed
 */
export function editValue(value: unknown, fix: Fix, at = 0): unknown {
  const step = fix.path[at];
  if (step === undefined) {
    if ("remove" in fix) throw new Refusal("the whole document cannot be removed");
    return fix.set;
  }
  const last = at === fix.path.length - 1;
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    if (typeof step !== "number") throw new Refusal(`there is a list where a mapping with ${step} belongs`);
    if (step > list.length || (step === list.length && "remove" in fix))
      throw new Refusal(`there is no item ${step} in its list`);
    if (last && "remove" in fix) return list.toSpliced(step, 1);
    return step === list.length
      ? [...list, editValue(undefined, fix, at + 1)]
      : list.with(step, editValue(list[step], fix, at + 1));
  }
  if (typeof step === "number") throw new Refusal(`there is no list to find item ${step} in`);
  if (value !== null && value !== undefined && typeof value !== "object")
    throw new Refusal(`there is ${describe(value)} where a mapping with ${step} belongs`);
  const mapping = (value ?? {}) as Readonly<Record<string, unknown>>;
  const has = Object.hasOwn(mapping, step);
  if ("remove" in fix) {
    if (!has) throw new Refusal(`there is no ${step} to remove`);
    if (last) return Object.fromEntries(Object.entries(mapping).filter(([key]) => key !== step));
  }
  return withEntry(mapping, step, editValue(has ? mapping[step] : undefined, fix, at + 1));
}

/** Not by spreading: a key may be `__proto__`. */
function withEntry(mapping: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  const entries = new Map(Object.entries(mapping));
  entries.set(key, value);
  return Object.fromEntries(entries);
}

function describe(value: unknown): string {
  return typeof value === "string" ? "text" : `a ${typeof value}`;
}
