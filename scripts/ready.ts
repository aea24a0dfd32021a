// Everything that CI checks beside the tests: formatting, types, lint, layers, unused code, Rego, the package.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { startRegoToolchain } from "../src/toolchain/rego-toolchain.ts";
import { root } from "./build-step.ts";
import { SetupError } from "./go.ts";

const programs: readonly (readonly [string, ...string[]])[] = [
  ["prettier", "--check", "--log-level=warn", "."],
  ["tsc", "-p", "."],
  ["oxlint", "--type-aware", "--deny-warnings", "src", "test", "scripts", "bench"],
  ["depcruise", "src", "--config", ".dependency-cruiser.cjs"],
  ["knip"],
  ["publint", "--strict"],
];

/** @throws SetupError when something is not as it should be */
export async function ready(): Promise<void> {
  const failed: string[] = [];
  for (const [program, ...args] of programs) {
    process.stdout.write(`${program} ${args.join(" ")}\n`);
    const { exitCode } = await execa(program, args, { cwd: root, preferLocal: true, stdio: "inherit", reject: false });
    if (exitCode !== 0) failed.push(program);
  }
  process.stdout.write("opa fmt policies\n");
  if (!(await regoIsFormatted())) failed.push("opa fmt");
  if (failed.length > 0) throw new SetupError(`not ready: ${failed.join(", ")}`);
}

/** Says which policy files the formatter would change. */
async function regoIsFormatted(): Promise<boolean> {
  const files = globSync("policies/**/*.rego", { cwd: root }).toSorted();
  const sources = Object.fromEntries(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
  const toolchain = await startRegoToolchain(join(root, "dist/toolchain/rego.wasm"));
  const formatted = toolchain.format(sources);
  const wrong = files.filter((file) => formatted[file] !== sources[file]);
  for (const file of wrong) process.stdout.write(`${file} is not formatted as \`opa fmt\` would\n`);
  return wrong.length === 0;
}
