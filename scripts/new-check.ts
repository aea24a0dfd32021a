// Makes the folder of a new check of this repository: a policy that compiles, a fixture that passes and one that fails.
import { join } from "node:path";
import { scaffoldCheck } from "../src/cli/policy/scaffold.ts";
import { TouchstoneError } from "../src/model/index.ts";
import { root } from "./build-step.ts";
import { SetupError } from "./go.ts";

/**
 * `new-check GROUP NAME`, or `new-check GROUP/NAME`. `base` is the folder to write below.
 * @throws SetupError when the names are wrong or the check exists
 */
export async function newCheck(args: readonly string[], base = join(root, "policies")): Promise<string> {
  const id = args.join("/");
  try {
    await scaffoldCheck(id, { folder: base, kind: "workload", severity: "low", test: false });
  } catch (thrown) {
    if (!(thrown instanceof TouchstoneError)) throw thrown;
    throw new SetupError(`${thrown.message}\nUsage: npm run new-check GROUP NAME\n${thrown.hint}`);
  }
  const folder = join(base, id);
  process.stdout.write(
    `made ${folder}\n\nNext:\n` +
      "  1. Write the rule and its METADATA in policy.rego; CONTRIBUTING.md says what each field means.\n" +
      "  2. Make the fixtures show what passes and what fails, edge cases included.\n" +
      `  3. Map ${id} in each file of mappings/, or list it there under unmapped with a reason.\n` +
      "  4. npm run generate, which writes the check's page below docs/checks\n" +
      "  5. npm test\n",
  );
  return folder;
}
