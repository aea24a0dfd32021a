// `touchstone policy new`: the folder of a new check, complete enough to be tested and scanned with.
import { exitCodes, type Severity } from "../../model/index.ts";
import { printReport } from "../write-report.ts";
import { scaffoldCheck } from "./scaffold.ts";
import type { ScaffoldKind } from "./scaffold-files.ts";

export interface NewOptions {
  readonly folder: string;
  readonly kind: ScaffoldKind;
  readonly severity: Severity;
}

export async function newPolicy(id: string, { folder, kind, severity }: NewOptions): Promise<number> {
  const files = await scaffoldCheck(id, { folder, kind, severity, test: true });
  await printReport([
    ...files.map((file) => `wrote ${file}\n`),
    `
Next:
  1. Write the rule and its METADATA; docs/policies.md and CONTRIBUTING.md say what each field means.
  2. Make the fixtures show what passes and what fails.
  3. touchstone policy check --strict ${folder}
  4. touchstone policy test ${folder}
  5. touchstone scan ${folder}/${id}/fixtures --policy ${folder} --checks ${id}
`,
  ]);
  return exitCodes.passed;
}
