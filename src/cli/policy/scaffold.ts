// Writes the folder of a new check, and nothing over what is there.
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { TouchstoneError, messageOf, type Severity } from "../../model/index.ts";
import { scaffoldFiles, type ScaffoldKind } from "./scaffold-files.ts";

const word = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Packages of Touchstone's own that are no groups. */
const reserved: ReadonlySet<string> = new Set(["lib", "run", "parameters", "target"]);

export interface ScaffoldOptions {
  /** The folder to write below. */
  readonly folder: string;
  readonly kind: ScaffoldKind;
  readonly severity: Severity;
  /** Whether there is to be a test in Rego beside the fixtures. */
  readonly test: boolean;
}

/**
 * Makes `<folder>/<group>/<name>/`; returns its files, by their whole names. It is there whole or not at all.
 * @throws TouchstoneError E_USAGE when the id is no check's, or the folder exists; E_OUTPUT
 */
export async function scaffoldCheck(id: string, options: ScaffoldOptions): Promise<readonly string[]> {
  const [group = "", name = "", ...more] = id.split("/");
  if (!word.test(group) || !word.test(name) || more.length > 0 || reserved.has(group)) {
    throw new TouchstoneError(
      "E_USAGE",
      `"${id}" is no name of a check`,
      "Give GROUP/NAME, both in lower case with hyphens, such as workload/named-owner; the groups lib and run are taken.",
    );
  }
  const folder = join(options.folder, group, name);
  if (existsSync(folder)) {
    throw new TouchstoneError("E_USAGE", `the check ${id} exists: ${folder}`, "Choose another name, or edit that one.");
  }
  const files = Object.entries(scaffoldFiles({ group, name, kind: options.kind, severity: options.severity })).filter(
    ([file]) => options.test || !file.endsWith("_test.rego"),
  );
  const part = `${folder}.${process.pid}.part`;
  try {
    for (const [file, text] of files) {
      await mkdir(dirname(join(part, file)), { recursive: true });
      await writeFile(join(part, file), text);
    }
    await rename(part, folder);
  } catch (cause) {
    await rm(part, { recursive: true, force: true }).catch(() => {});
    throw new TouchstoneError(
      "E_OUTPUT",
      `${folder} cannot be written: ${messageOf(cause)}`,
      "Check the folder and its permissions.",
      cause,
    );
  }
  return files.map(([file]) => join(folder, file));
}
