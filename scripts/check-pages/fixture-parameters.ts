// The values of parameters under which all the fixtures of a check are run: fixtures/parameters.yaml, by the parameter's name.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { applyParameters } from "../../src/library/apply-parameters.ts";
import type { Bundle } from "../../src/model/index.ts";
import { readYamlFile } from "../../src/yaml/index.ts";
import { root } from "../build-step.ts";

export const parametersFile = "parameters.yaml";

/** The file's text; none when the check's fixtures are run with the defaults. */
export async function fixtureParameters(id: string): Promise<string | undefined> {
  const file = fileOf(id);
  return existsSync(file) ? readFile(file, "utf8") : undefined;
}

/**
 * The bundle as the fixtures of its checks want it.
 * @throws TouchstoneError E_CONFIG when a file names an unknown parameter or has a value that it does not take
 */
export async function withFixtureParameters(bundle: Bundle): Promise<Bundle> {
  const values: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const { id } of bundle.checks) {
    if (existsSync(fileOf(id))) values[id] = (await readYamlFile(fileOf(id))).value as Record<string, unknown>;
  }
  return applyParameters(bundle, { values, locate: ([, id]) => ({ file: fileOf(String(id)) }) });
}

function fileOf(id: string): string {
  return join(root, "policies", id, "fixtures", parametersFile);
}
