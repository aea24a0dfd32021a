// OPA's own evaluator with Touchstone's own Rego, on one JSON document that was made beforehand.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { locateProgram } from "../locate-program.ts";
import { builtInChecks, denyQuery, writePolicyFolder } from "../rego/adapter.ts";
import type { Output, Tool } from "../tool.ts";

export const opa: Tool = {
  name: "opa",
  about: "Touchstone's resource checks, the same Rego, on JSON that was converted outside of the measured time",
  exitCodes: [0],
  find: () => locateProgram("opa", { args: ["version"], pattern: /^Version: v?(\d\S*)/m }),
  async prepare({ file }, corpus, folder) {
    const policy = join(folder, "policy");
    const input = join(folder, "input.json");
    await writePolicyFolder(policy, await builtInChecks());
    await writeFile(input, JSON.stringify(await corpus.readObjects()));
    return { file, args: ["eval", "--data", policy, "--input", input, "--format", "json", denyQuery] };
  },
  readOutput: readValue,
};

export function readValue(stdout: string): Output {
  const { result } = JSON.parse(stdout) as { result?: readonly { expressions: readonly { value: unknown }[] }[] };
  const value = result?.[0]?.expressions[0]?.value;
  if (!Array.isArray(value)) throw new Error("the query has no value");
  return { findings: value.length, sharedFindings: value.length };
}
