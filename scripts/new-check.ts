// Makes the folder of a new check: a policy that compiles, a fixture that passes and one that fails.
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./build-step.ts";
import { SetupError } from "./go.ts";

const word = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * `new-check GROUP NAME`, or `new-check GROUP/NAME`. `base` is the folder to write below.
 * @throws SetupError when the names are wrong or the check exists
 */
export async function newCheck(args: readonly string[], base = join(root, "policies")): Promise<string> {
  const [group = "", name = "", ...more] = args.flatMap((arg) => arg.split("/"));
  if (!word.test(group) || !word.test(name) || more.length > 0 || group === "lib") {
    throw new SetupError(
      "Usage: npm run new-check GROUP NAME\nBoth in lower case with hyphens, such as `npm run new-check workload host-users`.",
    );
  }
  const folder = join(base, group, name);
  if (existsSync(folder)) throw new SetupError(`the check ${group}/${name} exists: ${folder}`);
  const fixtures = join(folder, "fixtures");
  await mkdir(fixtures, { recursive: true });
  for (const [file, template] of [
    ["policy.rego", "policy.rego.txt"],
    ["fixtures/pass-orchestrator.yaml", "pass.yaml.txt"],
    ["fixtures/fail-orchestrator.yaml", "fail.yaml.txt"],
  ] as const) {
    const text = await readFile(join(import.meta.dirname, "new-check", template), "utf8");
    await writeFile(join(folder, file), text.replaceAll("GROUP", group).replaceAll("NAME", name), { flag: "wx" });
  }
  process.stdout.write(
    `made ${folder}\n\nNext:\n` +
      "  1. Write the rule and its METADATA in policy.rego; CONTRIBUTING.md says what each field means.\n" +
      "  2. Make the fixtures show what passes and what fails, edge cases included.\n" +
      `  3. Map ${group}/${name} in each file of mappings/, or list it there under unmapped with a reason.\n` +
      "  4. npm test\n",
  );
  return folder;
}
