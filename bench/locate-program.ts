// Finds a peer: the one that `bench install` put into .cache/tools, else the first on the PATH.
import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { packageFile } from "../src/package-root.ts";
import type { Program } from "./tool.ts";

/** Where `bench install` puts programs. */
export const toolsFolder: string = packageFile(".cache", "tools");
/** Checkov's virtual environment, which the tests install, too. */
export const environmentFolder: string = packageFile(".cache", "scanners", "checkov");

export interface VersionQuery {
  readonly args: readonly string[];
  /** Its first group is the version. */
  readonly pattern: RegExp;
}

export async function locateProgram(name: string, version: VersionQuery): Promise<Program | undefined> {
  const file = await findExecutable(name);
  return file === undefined ? undefined : { file, version: await askVersion(file, version) };
}

export async function findExecutable(name: string): Promise<string | undefined> {
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const folder of [toolsFolder, join(environmentFolder, "bin"), ...path]) {
    const file = join(folder, name);
    const found = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return file;
  }
  return undefined;
}

/** As the tool says it; a Go program that was built from its module does not know, but carries it in its build record. */
async function askVersion(file: string, { args, pattern }: VersionQuery): Promise<string> {
  const said = await execa(file, args, { reject: false, all: true });
  const version = pattern.exec(said.all ?? "")?.[1];
  if (version !== undefined) return version;
  const { stdout } = await execa("go", ["version", "-m", file], { reject: false });
  return /^\tmod\t\S+\tv(\S+)/m.exec(stdout ?? "")?.[1] ?? "unknown";
}
