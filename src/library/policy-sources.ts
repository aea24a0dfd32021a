// Finds the Rego of a policy folder: checks and shared rules, without tests and fixtures.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { TouchstoneError, messageOf } from "../model/index.ts";

/** Rego source by the name that messages show. */
export type PolicySources = Readonly<Record<string, string>>;

/**
 * Reads every `.rego` file below a folder, in the order of their names. `shown` is what messages call the folder.
 * @throws TouchstoneError E_PATH_MISSING, E_UNREADABLE; E_POLICY when there is no policy in it
 */
export async function readPolicySources(folder: string, shown: string): Promise<PolicySources> {
  const names = await readdir(folder, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT")
      throw new TouchstoneError(
        "E_PATH_MISSING",
        `the policy folder ${shown} does not exist`,
        "Check the path after --policy.",
        cause,
      );
    if (cause.code === "ENOTDIR")
      throw new TouchstoneError(
        "E_UNREADABLE",
        `${shown} is not a folder`,
        "Name the folder that holds the .rego files.",
        cause,
      );
    throw new TouchstoneError(
      "E_UNREADABLE",
      `the policy folder ${shown} cannot be read: ${messageOf(cause)}`,
      "Check its permissions.",
      cause,
    );
  });
  const sources: Record<string, string> = {};
  for (const name of names.map((entry) => entry.replaceAll("\\", "/")).toSorted()) {
    if (!name.endsWith(".rego") || name.endsWith("_test.rego")) continue;
    sources[`${shown}/${name}`] = await readFile(join(folder, name), "utf8");
  }
  if (Object.keys(sources).length === 0) {
    throw new TouchstoneError(
      "E_POLICY",
      `there is no .rego file in ${shown}`,
      "Name the folder that holds the policies.",
    );
  }
  return sources;
}
