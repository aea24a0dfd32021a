// What files of exceptions, attestations and applicability have in common: folders of them, and times.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { TouchstoneError } from "../model/index.ts";

/** A day, or a second of one, UTC. */
export const timeSchema = {
  type: "string",
  pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$",
} as const;

export const textSchema = { type: "string", pattern: "\\S" } as const;

export const idSchema = { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$" } as const;

/** A day that there is: 2026-02-30 is none, though the calendar would carry it over. */
export function isTime(written: string): boolean {
  const value = new Date(written);
  return !Number.isNaN(value.getTime()) && value.toISOString().startsWith(written.slice(0, 10));
}

/**
 * The files that paths name: themselves, and the YAML files in folders, in the order of their names.
 * @throws TouchstoneError E_UNREADABLE for a folder that cannot be read
 */
export async function filesAt(paths: readonly string[]): Promise<readonly string[]> {
  return (await Promise.all(paths.map(filesOf))).flat();
}

async function filesOf(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return [path];
  const entries = await readdir(path).catch((cause: unknown) => {
    throw new TouchstoneError("E_UNREADABLE", `${path} cannot be read`, "Check its permissions.", cause);
  });
  return entries
    .filter((name) => /\.ya?ml$/.test(name))
    .toSorted()
    .map((name) => join(path, name));
}
