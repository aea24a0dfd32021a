// Everything that CI checks beside the tests: formatting, types, lint, layers, unused code, Rego, generated pages, the package.
import { globSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { startRegoToolchain } from "../src/toolchain/rego-toolchain.ts";
import { root } from "./build-step.ts";
import { stalePages } from "./generate.ts";
import { SetupError } from "./go.ts";

const programs: readonly (readonly [string, ...string[]])[] = [
  ["prettier", "--check", "--log-level=warn", "."],
  ["tsc", "-p", "."],
  ["oxlint", "--type-aware", "--deny-warnings", "src", "test", "scripts", "bench"],
  ["knip", "--no-progress"],
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
  if (!(await layersAreKept())) failed.push("dependency-cruiser");
  process.stdout.write("opa fmt policies\n");
  if (!(await regoIsFormatted())) failed.push("opa fmt");
  process.stdout.write("pages in docs/checks\n");
  const stale = await stalePages();
  for (const line of stale) process.stdout.write(`${line}\n`);
  if (stale.length > 0) failed.push("docs/checks");
  if (failed.length > 0) throw new SetupError(`not ready: ${failed.join(", ")}`);
}

/**
 * dependency-cruiser does not read this version of TypeScript, so it reads what the compiler makes of it: imports of types,
 * which rooms may exchange freely, are gone there. A cruise that saw next to nothing is a failure.
 */
async function layersAreKept(): Promise<boolean> {
  const folder = join(root, ".cache/layers");
  process.stdout.write("dependency-cruiser src\n");
  await rm(folder, { recursive: true, force: true });
  await execa("tsc", ["-p", "tsconfig.layers.json"], { cwd: root, preferLocal: true, stdio: "inherit" });
  const args = ["src", "--config", join(root, ".dependency-cruiser.cjs"), "--output-type", "json"];
  const { stdout } = await execa("depcruise", args, {
    cwd: folder,
    preferLocal: true,
    localDir: root,
    reject: false,
    maxBuffer: 1e9,
  });
  const { summary } = JSON.parse(stdout) as CruiseResult;
  for (const { rule, from, to } of summary.violations) process.stdout.write(`${rule.name}: ${from} -> ${to}\n`);
  process.stdout.write(`${summary.totalCruised} modules, ${summary.violations.length} violations\n`);
  return summary.violations.length === 0 && summary.totalCruised > 50;
}

interface CruiseResult {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
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
