// The main job on the example: judged as it was before anybody looked, and hardened.
import { join, relative } from "node:path";
import { execa } from "execa";
import { root } from "./build-step.ts";
import { SetupError } from "./go.ts";

interface Run {
  readonly title: string;
  readonly values: string;
  readonly report: string;
  /** The gate's exit code that the example is made to show. */
  readonly exitCode: number;
}

const runs: readonly Run[] = [
  {
    title: "before: the chart as many are installed",
    values: "values-before.yaml",
    report: "touchstone-report-before.html",
    exitCode: 1,
  },
  {
    title: "hardened: the same chart, ready for production",
    values: "values-hardened.yaml",
    report: "touchstone-report.html",
    exitCode: 0,
  },
];

/** @throws SetupError when the example does not show what it is made to show */
export async function demo(): Promise<void> {
  for (const { title, values, report, exitCode } of runs) {
    const args = [
      "gate",
      "examples/agents",
      "--namespace",
      "agents",
      "-f",
      `examples/agents/${values}`,
      "--output",
      report,
    ];
    process.stdout.write(`\n== ${title}\n$ touchstone ${args.join(" ")}\n\n`);
    const result = await execa(process.execPath, [join(root, "dist/cli.js"), ...args], {
      cwd: root,
      stdout: "inherit",
      stderr: "inherit",
      reject: false,
    });
    process.stdout.write(`\nexit code ${result.exitCode}\n`);
    if (result.exitCode !== exitCode) {
      throw new SetupError(`the example with ${values} should end with ${exitCode}: please report this`);
    }
  }
  const paths = runs.map(({ report }) => `  ${relative(process.cwd(), join(root, report))}`);
  process.stdout.write(
    `\nbefore: gate failed; hardened: gate passed. Reports to open in a browser:\n${paths.join("\n")}\n`,
  );
}
