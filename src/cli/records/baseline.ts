// `touchstone baseline write`: assess, and keep what a later gate is to be held against.
import { assessPaths } from "../../assess.ts";
import { baselineOf } from "../../assessment/index.ts";
import { writtenBaseline } from "../../config/index.ts";
import { exitCodes, TouchstoneError } from "../../model/index.ts";
import { loadGovernance } from "../governance.ts";
import { configured, type GateOptions } from "../gate.ts";
import { namesEvidenceFiles } from "../file-options.ts";
import { nothingToAssess, prepareAssessment } from "../prepare-assessment.ts";
import { tellProblems } from "../run-assessment.ts";
import { writeWhole } from "../write-report.ts";

/** What commander parsed; no report is written. */
export type BaselineOptions = Omit<GateOptions, "format" | "output" | "verbose" | "history" | "historyName"> & {
  readonly output: string;
};

/**
 * Returns the exit code.
 * @throws TouchstoneError E_BASELINE when evidence could not be read, or a check ended with an error: later runs would be
 * held against what nobody knows
 */
export async function writeBaseline(
  paths: readonly string[],
  { output, ...options }: BaselineOptions,
): Promise<number> {
  const { sources, merged, thresholds } = await configured(paths, { ...options, format: [], output: [] });
  if (sources.length === 0 && !namesEvidenceFiles(merged)) throw nothingToAssess();
  const prepared = await prepareAssessment(sources, merged, thresholds);
  // It stands for what is there, and is not held against an older one.
  const { baseline: _, ...alone } = merged;
  const governance = await loadGovernance(alone, prepared.options.library.frameworks);
  const assessment = await assessPaths({ ...prepared.options, governance }).finally(prepared.done);
  tellProblems(assessment);
  const erring = assessment.checks.filter(({ errors }) => errors.length > 0).map(({ check }) => check.id);
  if (assessment.problems.length > 0 || erring.length > 0) {
    const what = erring.length > 0 ? `checks ended with errors: ${erring.join(", ")}` : "evidence could not be read";
    throw new TouchstoneError("E_BASELINE", `no baseline was written: ${what}`, "Mend that first.");
  }
  const content = baselineOf(assessment);
  await writeWhole("baseline", output, [writtenBaseline(content)]);
  process.stderr.write(`wrote ${output}: ${content.findings.length} findings, bundle ${content.bundle}\n`);
  return exitCodes.passed;
}
