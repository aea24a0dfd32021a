// Native OPA on the same checks: `opa bench` prepares the query once and evaluates it again and again, for one subject.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { readPolicySources } from "../src/library/policy-sources.ts";
import type { Bundle } from "../src/model/index.ts";
import { packageFile } from "../src/package-root.ts";
import { writeEntrypoints, type EvaluationItem } from "../src/rego/index.ts";
import { BenchError } from "./bench-error.ts";

export interface OpaBench {
  /** Nanoseconds for all checks of the subject. */
  measure(item: EvaluationItem): Promise<number>;
}

/** Writes the policies and the rule that asks all of them; `file` is the program. */
export async function prepareOpaBench(file: string, folder: string, { checks }: Bundle): Promise<OpaBench> {
  const policies = join(folder, "policies");
  const sources = await readPolicySources(packageFile("policies"), "policies");
  const run = writeEntrypoints(checks, (id) => /^not_applicable /m.test(sources[`policies/${id}/policy.rego`] ?? ""));
  await mkdir(policies, { recursive: true });
  for (const [index, text] of [...Object.values(sources), run.source].entries())
    await writeFile(join(policies, `${index}.rego`), text);
  const input = join(folder, "input.json");
  return {
    async measure(item) {
      await writeFile(input, item.input);
      const query = `data.touchstone.run.${item.kind}`;
      const args = ["bench", "--data", policies, "--input", input, "--metrics=false", "--benchmem=false"];
      const { stdout } = await execa(file, [...args, "--format=json", query]);
      const { N: times, T: nanoseconds } = JSON.parse(stdout) as { readonly N?: number; readonly T?: number };
      if (!times || !nanoseconds) throw new BenchError(`opa bench says nothing of its time: ${stdout.slice(0, 200)}`);
      return nanoseconds / times;
    },
  };
}
