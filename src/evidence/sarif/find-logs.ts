// Finds the SARIF logs that a path stands for: a file, those in a folder and below it, or those of a pattern.
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { TouchstoneError } from "../../model/index.ts";
import { displayName } from "../find-sources.ts";

export interface LogFile {
  readonly path: string;
  /** What reports call it. */
  readonly name: string;
}

const ending = /\.sarif(?:\.json)?(?:\.gz)?$/i;

/**
 * In the order of their names. A `*` in the last part of a path stands for any characters.
 * @throws TouchstoneError E_PATH_MISSING when there is none: what was meant to be evidence is missing
 */
export async function findLogs(path: string): Promise<readonly LogFile[]> {
  const paths = basename(path).includes("*") ? await matching(path) : await below(path);
  if (paths.length === 0) {
    const hint = "Name a file, a folder with files that end in .sarif, or a pattern such as 'results/*.sarif'.";
    throw new TouchstoneError("E_PATH_MISSING", `there is no SARIF log at ${path}`, hint);
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
  return entries.filter((entry) => entry.isFile() && name.test(entry.name)).map((entry) => join(folder, entry.name));
}

/** A file may have any name; in a folder its name has to end as that of a log. */
async function below(path: string): Promise<readonly string[]> {
  const information = await stat(path).catch(() => undefined);
  if (!information) return [];
  if (!information.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
