// Shows what is wrong with policies: the place, the message, the line, and a caret under the column.
import { RegoError, type RegoProblem, type RegoSources } from "../../toolchain/rego-toolchain.ts";
import { exitCodes } from "../../model/index.ts";
import { painter, printable, type Paint } from "../../report/index.ts";
import { wantsColour } from "./terminal.ts";

/** The text for people, one block for each problem. */
export function showProblems(problems: readonly RegoProblem[], sources: RegoSources, colour: boolean): string {
  const paint = painter(colour);
  return problems.map((problem) => `${showProblem(problem, sources, paint)}\n`).join("");
}

function showProblem({ code, message, file, row, col }: RegoProblem, sources: RegoSources, paint: Paint): string {
  const place = [file || "policies", row, col].filter((part) => part !== 0).join(":");
  const said = `${code === "error" ? "" : `${code}: `}${message}`;
  const heading = `${paint("bold", printable(place))}: ${said.split("\n").map(printable).join("\n")}`;
  const source = sources[file];
  if (source === undefined || row === 0) return heading;
  const { line, column } = findLine(source.split("\n"), row, col);
  if (line.trim() === "") return heading;
  const shown = line.split("\t").map(printable).join("\t");
  // A tab stays a tab, so that the caret stands under its character however wide tabs are.
  const before = Array.from(line)
    .slice(0, column - 1)
    .map((one) => (one === "\t" ? "\t" : " ".repeat(printable(one).length)));
  return `${heading}\n  ${shown}\n  ${before.join("")}${paint("red", "^")}`;
}

/** The line that a place is in. What is missing at the end of a file is missing after its last line that has text. */
function findLine(lines: readonly string[], row: number, col: number): { line: string; column: number } {
  const line = (lines[row - 1] ?? "").replace(/\r$/, "");
  if (line.trim() !== "" || col > 1) return { line, column: Math.max(col, 1) };
  const last = lines.slice(0, row).findLast((one) => one.trim() !== "") ?? "";
  const text = last.trimEnd();
  return { line: text, column: Array.from(text).length + 1 };
}

/**
 * Runs what needs policies that compile. When they do not, tells why on standard error, and the exit code is 1: the
 * policies are at fault, not the command line.
 */
export async function tellingProblems(sources: RegoSources, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof RegoError)) throw thrown;
    process.stderr.write(showProblems(thrown.problems, sources, wantsColour(process.stderr)));
    return exitCodes.failed;
  }
}
