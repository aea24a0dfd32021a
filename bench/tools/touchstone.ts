// Touchstone as it is published: the built program, started by the Node.js that runs this benchmark.
import { access, readFile } from "node:fs/promises";
import { packageFile } from "../../src/package-root.ts";
import type { Output, Tool } from "../tool.ts";

const program = packageFile("dist", "cli.js");

export const touchstone: Tool = {
  name: "touchstone",
  about: "every built-in check, inventory checks included, with scores and positive evidence",
  exitCodes: [0],
  async find() {
    const there = await access(program).then(
      () => true,
      () => false,
    );
    if (!there) return undefined;
    const { version } = JSON.parse(await readFile(packageFile("package.json"), "utf8")) as { version: string };
    return { file: program, version };
  },
  prepare: async ({ file }, { target }) => ({
    file: process.execPath,
    args: [file, "scan", target, "--format", "json"],
  }),
  readOutput: readAssessment,
};

/** The parts of the assessment that are counted. */
interface Counted {
  readonly evidence: readonly { readonly documents: number }[];
  readonly checks: readonly {
    readonly check: { readonly scope: string };
    readonly findings: readonly unknown[];
    readonly passed: readonly unknown[];
  }[];
}

export function readAssessment(stdout: string): Output {
  const { evidence, checks } = JSON.parse(stdout) as Counted;
  return {
    findings: sum(checks.map(({ findings }) => findings.length)),
    verdicts: sum(checks.map(({ findings, passed }) => findings.length + passed.length)),
    objects: sum(evidence.map(({ documents }) => documents)),
    sharedFindings: sum(checks.map(({ check, findings }) => (check.scope === "resource" ? findings.length : 0))),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
