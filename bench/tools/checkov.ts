// checkov with its own Kubernetes checks, without the network.
import { locateProgram } from "../locate-program.ts";
import type { Output, Tool } from "../tool.ts";

export const checkov: Tool = {
  name: "checkov",
  about: "its own checks for Kubernetes",
  exitCodes: [0, 1],
  find: () => locateProgram("checkov", { args: ["--version"], pattern: /^v?(\d\S*)/m }),
  async prepare({ file }, { folder }) {
    const quietly = ["--framework", "kubernetes", "--compact", "--quiet", "--skip-download", "--output", "json"];
    return { file, args: ["--directory", folder, ...quietly] };
  },
  readOutput: readSummary,
};

interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly resource_count: number;
}

export function readSummary(stdout: string): Output {
  const { summary } = JSON.parse(stdout) as { summary: Summary };
  return { findings: summary.failed, verdicts: summary.passed + summary.failed, objects: summary.resource_count };
}
