// What scan and gate have in common: load the library, assess the paths, write the reports, tell what could not be read.
import { assessPaths } from "../assess.ts";
import type { Thresholds } from "../assessment/index.ts";
import { exitCodes, type Assessment } from "../model/index.ts";
import { packageFile } from "../package-root.ts";
import { placeOf, printable, renderPieces, type ReportContext } from "../report/index.ts";
import { loadGovernance } from "./governance.ts";
import { planOutputs } from "./outputs.ts";
import { namesEvidenceFiles } from "./file-options.ts";
import type { CommonOptions } from "./options.ts";
import { nothingToAssess, prepareAssessment } from "./prepare-assessment.ts";
import { unjudgedNote } from "./unjudged-note.ts";
import { printReport, writeReport } from "./write-report.ts";

/**
 * Runs the whole pipeline for a command and returns the assessment, with its reports written.
 * @throws TouchstoneError for anything but evidence that cannot be read, which is in the assessment
 */
export async function runAssessment(
  paths: readonly string[],
  options: CommonOptions,
  thresholds: Thresholds,
  gate: boolean,
): Promise<Assessment> {
  if (paths.length === 0 && !namesEvidenceFiles(options)) throw nothingToAssess();
  const plan = planOutputs(options.format, options.output);
  const { frameworks, ...prepared } = await prepareAssessment(paths, options, thresholds);
  const governance = await loadGovernance(options, prepared.options.library.frameworks);
  const assessment = await assessPaths({ ...prepared.options, governance }).finally(prepared.done);

  const context: ReportContext = {
    colour: false,
    width: 100,
    verbose: options.verbose ?? false,
    frameworks,
    gate,
    templatesFolder: packageFile("reports"),
  };
  for (const { format, file } of plan.files) {
    await writeReport(file, await renderPieces(format, assessment, context));
    process.stderr.write(`wrote ${file}\n`);
  }
  if (plan.print !== undefined) {
    const terminal = { colour: wantsColour(), width: Math.min(process.stdout.columns ?? 100, 140) };
    await printReport(await renderPieces(plan.print, assessment, { ...context, ...terminal }));
  }
  if (plan.print !== "table") tellProblems(assessment);
  process.stderr.write(unjudgedNote(assessment));
  if (options.history !== undefined) {
    const { keep } = await import("./history/keep.ts");
    await keep(assessment, options.history, options.historyName ?? paths.join(", "));
  }
  return assessment;
}

/** The exit code for evidence that could not be read; undefined when all of it was, or the user wants to go on. */
export function unreadEvidence(
  { problems }: Pick<Assessment, "problems">,
  keepGoing: boolean | undefined,
): number | undefined {
  if (problems.length === 0 || keepGoing === true) return undefined;
  process.stderr.write(
    `error: ${problems.length === 1 ? "one source" : `${problems.length} places`} could not be read; ` +
      "the rest was assessed. With --keep-going this alone does not end with exit code 3.\n",
  );
  return exitCodes.usage;
}

/** The table shows problems itself; beside any other format they go to standard error. */
export function tellProblems({ problems }: Pick<Assessment, "problems">): void {
  for (const { code, location, message, hint } of problems) {
    process.stderr.write(`error: ${placeOf(location)}: ${printable(message)} [${code}]\n  ${printable(hint)}\n`);
  }
}

function wantsColour(): boolean {
  return process.stdout.isTTY && process.stdout.hasColors() && !process.argv.includes("--no-color");
}
