// kube-score with its own checks, all files in one call.
import { locateProgram } from "../locate-program.ts";
import type { Output, Tool } from "../tool.ts";

export const kubeScore: Tool = {
  name: "kube-score",
  about: "its own checks, those that are on by default",
  exitCodes: [0, 1],
  find: () => locateProgram("kube-score", { args: ["version"], pattern: /version: v?(\d[^,\s]*)/ }),
  prepare: async ({ file }, { files }) => ({ file, args: ["score", "--output-format", "json", ...files] }),
  readOutput: readScores,
};

/** Grades: 1 critical, 5 warning, 7 almost ok, 10 ok. */
const highestFailingGrade = 5;

interface ScoredObject {
  readonly checks: readonly { readonly grade: number; readonly skipped: boolean }[] | null;
}

export function readScores(stdout: string): Output {
  const objects = JSON.parse(stdout) as readonly ScoredObject[];
  const verdicts = objects.flatMap(({ checks }) => checks ?? []).filter(({ skipped }) => !skipped);
  const findings = verdicts.filter(({ grade }) => grade <= highestFailingGrade);
  return { findings: findings.length, verdicts: verdicts.length, objects: objects.length };
}
