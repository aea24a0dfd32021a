// conftest with Touchstone's own Rego.
import { join } from "node:path";
import { locateProgram } from "../locate-program.ts";
import { builtInChecks, writePolicyFolder } from "../rego/adapter.ts";
import type { Output, Tool } from "../tool.ts";

export const conftest: Tool = {
  name: "conftest",
  about: "Touchstone's resource checks, the same Rego; no inventory checks and no scores",
  exitCodes: [0, 1],
  find: () => locateProgram("conftest", { args: ["--version"], pattern: /^Conftest: v?(\d\S*)/m }),
  async prepare({ file }, { target }, folder) {
    const policy = join(folder, "policy");
    await writePolicyFolder(policy, await builtInChecks());
    return { file, args: ["test", "--policy", policy, "--output", "json", target] };
  },
  readOutput: readResults,
};

/** conftest has one entry for each file. */
export function readResults(stdout: string): Output {
  const results = JSON.parse(stdout) as readonly {
    readonly successes: number;
    readonly failures?: readonly unknown[];
  }[];
  const findings = results.reduce((total, { failures }) => total + (failures?.length ?? 0), 0);
  const successes = results.reduce((total, result) => total + result.successes, 0);
  return { findings, verdicts: findings + successes, sharedFindings: findings };
}
