// Finds the files that a path of one kind of evidence stands for: a file, those in a folder and below it, or those of a pattern.
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { TouchstoneError } from "../model/index.ts";
import { displayName, recordEnding } from "./find-sources.ts";

export interface FoundFile {
  readonly path: string;
  /** What reports call it. */
  readonly name: string;
}

/** A kind of files: how their names end in a folder, and how an error speaks of them. */
export interface FileKind {
  readonly ending: RegExp;
  /** Such as `SARIF log`. */
  readonly what: string;
  readonly hint: string;
}

/**
 * In the order of their names. A `*` in the last part of a path stands for any characters.
 * @throws TouchstoneError E_PATH_MISSING when there is none: what was meant to be evidence is missing
 */
export async function findFiles(path: string, kind: FileKind): Promise<readonly FoundFile[]> {
  const paths = basename(path).includes("*") ? await matching(path) : await below(path, kind.ending);
  if (paths.length === 0) {
    throw new TouchstoneError("E_PATH_MISSING", `there is no ${kind.what} at ${path}`, kind.hint);
  }
  return paths.toSorted().map((one) => ({ path: one, name: displayName(one) }));
}

async function matching(pattern: string): Promise<readonly string[]> {
  const folder = dirname(pattern);
  const parts = basename(pattern)
    .split("*")
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const name = new RegExp(`^${parts.join(".*")}$`);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && name.test(entry.name) && !entry.name.endsWith(recordEnding))
    .map((entry) => join(folder, entry.name));
}

/** A file may have any name; in a folder its name has to end as those of its kind do. */
async function below(path: string, ending: RegExp): Promise<readonly string[]> {
  const information = await stat(path).catch(() => undefined);
  if (!information) return [];
  if (!information.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
