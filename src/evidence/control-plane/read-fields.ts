// Reads fields of a configuration under the names of the flags that mean the same.
import type { PathStep } from "../../model/index.ts";
import { isMapping, type JsonObject } from "../json.ts";
import { mayHoldSecret, withoutSecrets } from "./flag-table.ts";
import type { Flag, Flags } from "./parse-flags.ts";

export type FieldType = "boolean" | "number" | "text" | "list" | "switches";

/** The keys to a field joined by dots, the flag, and what it holds. */
export type FieldRow = readonly [path: string, flag: string, type: FieldType];

/** Stands for a value that the component would refuse. */
export const invalid = "invalid";

/** Fields that are absent or null are not there; what has the wrong type, or hangs on something of the wrong type, is invalid. */
export function readFields(value: JsonObject, rows: readonly FieldRow[], at: readonly PathStep[]): Flags {
  const flags = new Map<string, Flag>();
  for (const [path, flag, type] of rows) {
    const found = fieldAt(value, path.split("."), type);
    if (found !== undefined && !mayHoldSecret(flag))
      flags.set(flag, { value: found, path: [...at, ...path.split(".")] });
  }
  return flags;
}

function fieldAt(value: unknown, keys: readonly string[], type: FieldType): string | undefined {
  let current = value;
  for (const key of keys) {
    if (current === undefined || current === null) return undefined;
    if (!isMapping(current)) return invalid;
    current = Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return current === undefined || current === null ? undefined : withoutSecrets(textOf(current, type));
}

function textOf(value: unknown, type: FieldType): string {
  if (type === "boolean") return typeof value === "boolean" ? String(value) : invalid;
  if (type === "number") return isNumber(value) ? String(value) : invalid;
  if (type === "text") return typeof value === "string" ? value : invalid;
  if (type === "list")
    return Array.isArray(value) && value.every((item) => typeof item === "string") ? value.join(",") : invalid;
  return switchesOf(value);
}

function isNumber(value: unknown): boolean {
  return (typeof value === "number" && Number.isFinite(value)) || typeof value === "bigint";
}

/** Names that are on or off, as the flag has them: `A=true,B=false`. */
function switchesOf(value: unknown): string {
  if (!isMapping(value)) return invalid;
  const entries = Object.entries(value);
  if (!entries.every(([, on]) => typeof on === "boolean")) return invalid;
  return entries.map(([name, on]) => `${name}=${String(on)}`).join(",");
}
