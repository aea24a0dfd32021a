// `touchstone policy check`: what the compiler says of policies, and whether checks have complete METADATA.
import { CheckMistake, readCheck } from "../../library/check-metadata.ts";
import { exitCodes } from "../../model/index.ts";
import type { PolicyAnnotations, RegoProblem } from "../../toolchain/rego-toolchain.ts";
import { printReport } from "../write-report.ts";
import { readPolicyFiles } from "./policy-files.ts";
import { showProblems } from "./problems.ts";
import { wantsColour } from "./terminal.ts";
import { openToolchain, sharedRules } from "./toolchain.ts";

export interface CheckOptions {
  readonly strict?: boolean;
  readonly format: "table" | "json";
}

interface CheckAnswer {
  readonly problems: readonly RegoProblem[];
  readonly annotations: readonly PolicyAnnotations[];
}

export async function check(paths: readonly string[], { strict = false, format }: CheckOptions): Promise<number> {
  const { modules } = await readPolicyFiles(paths, { tests: true, data: false });
  const shared = await sharedRules(modules);
  const toolchain = await openToolchain();
  const answer = toolchain.ask({ op: "check", modules: { ...shared, ...modules }, strict }) as CheckAnswer;
  const described = answer.annotations.filter(({ file }) => Object.hasOwn(modules, file));
  const problems = [...answer.problems, ...described.flatMap(checkProblems)].toSorted(byPlace);
  const files = Object.keys(modules).length;
  if (format === "json") await printReport([`${JSON.stringify({ files, problems }, undefined, 2)}\n`]);
  else await printReport([showProblems(problems, modules, wantsColour(process.stdout)), summary(files, problems)]);
  return problems.length === 0 ? exitCodes.passed : exitCodes.failed;
}

/** A package of Touchstone's that should be a check: neither shared rules nor tests. */
function isCheck({ file, package: [root, group] }: PolicyAnnotations): boolean {
  return root === "touchstone" && group !== "lib" && !file.endsWith("_test.rego");
}

function checkProblems(described: PolicyAnnotations): readonly RegoProblem[] {
  if (!isCheck(described)) return [];
  try {
    readCheck(described);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof CheckMistake)) throw thrown;
    const { file, row } = described;
    return thrown.reasons.map((message) => ({ code: "check_error", message, file, row, col: 1 }));
  }
}

function byPlace(a: RegoProblem, b: RegoProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.row - b.row || a.col - b.col;
}

function summary(files: number, problems: readonly RegoProblem[]): string {
  const checked = files === 1 ? "1 file" : `${files} files`;
  if (problems.length === 0) return `${checked}, no problems\n`;
  return `\n${checked}, ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}\n`;
}
