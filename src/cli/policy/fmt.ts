// `touchstone policy fmt`: formats policies as `opa fmt` does: to standard output, in place, or only to see what differs.
import { TouchstoneError, exitCodes } from "../../model/index.ts";
import type { RegoProblem, RegoSources } from "../../toolchain/rego-toolchain.ts";
import { replaceFile } from "../replace-file.ts";
import { printReport } from "../write-report.ts";
import { diffLines } from "./diff-lines.ts";
import { readPolicyFiles } from "./policy-files.ts";
import { showProblems } from "./problems.ts";
import { wantsColour } from "./terminal.ts";
import { openToolchain } from "./toolchain.ts";

export interface FmtOptions {
  readonly write?: boolean;
  readonly check?: boolean;
  readonly list?: boolean;
  readonly diff?: boolean;
}

const standardInput = "-";

export async function fmt(paths: readonly string[], options: FmtOptions): Promise<number> {
  const { write = false, check = false, list = false, diff = false } = options;
  const sources = await readSources(paths, write);
  const toolchain = await openToolchain();
  const answer = toolchain.ask({ op: "format", modules: sources }) as {
    readonly formatted: RegoSources;
    readonly problems: readonly RegoProblem[];
  };
  const formatted = Object.entries(sources).flatMap(([file, before]) => {
    const after = answer.formatted[file];
    return after === undefined ? [] : [{ file, before, after }];
  });
  const changed = formatted.filter(({ before, after }) => before !== after);
  if (write) for (const { file, after } of changed) await replaceFile(file, after);
  if (diff) await printReport(changed.map((one) => diffLines(one.file, one.before, one.after)));
  else if (list || check) await printReport(changed.map(({ file }) => `${file}\n`));
  else if (!write) await printReport(formatted.map(({ after }) => after));
  process.stderr.write(showProblems(answer.problems, sources, wantsColour(process.stderr)));
  return answer.problems.length > 0 || (check && changed.length > 0) ? exitCodes.failed : exitCodes.passed;
}

async function readSources(paths: readonly string[], write: boolean): Promise<RegoSources> {
  if (!paths.includes(standardInput)) return (await readPolicyFiles(paths, { tests: true, data: false })).modules;
  if (paths.length > 1 || write) {
    throw new TouchstoneError(
      "E_USAGE",
      "standard input is formatted alone, to standard output",
      "Give `-` without other paths and without --write.",
    );
  }
  let text = "";
  for await (const piece of process.stdin.setEncoding("utf8")) text += piece;
  return { "standard input": text };
}
