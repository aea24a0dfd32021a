// Where the package's own files are: policies, controls, templates, and what was built into dist/.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder above this file with a package.json, from the sources as well as from dist/. */
export const packageRoot: string = findRoot(import.meta.dirname);

function findRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("Touchstone's package.json is missing");
  return findRoot(parent);
}

/** A file of the package. */
export function packageFile(...steps: readonly string[]): string {
  return join(packageRoot, ...steps);
}
