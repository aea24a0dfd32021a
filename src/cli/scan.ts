// `touchstone scan`: assess and report.
import { defaultThresholds } from "../assessment/index.ts";
import { exitCodes } from "../model/index.ts";
import type { CommonOptions } from "./options.ts";
import { runAssessment, unreadEvidence } from "./run-assessment.ts";

/** Returns the exit code: findings are no reason to fail a scan; that is the gate's work. */
export async function scan(paths: readonly string[], options: CommonOptions): Promise<number> {
  const assessment = await runAssessment(paths, options, defaultThresholds, false);
  return unreadEvidence(assessment, options.keepGoing) ?? exitCodes.passed;
}
