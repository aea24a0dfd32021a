// `touchstone gate`: assess, report, and end with the gate's verdict as the exit code.
import { existsSync } from "node:fs";
import { defaultThresholds } from "../assessment/index.ts";
import { exitCodes } from "../model/index.ts";
import { mergeOptions, type CommonOptions } from "./options.ts";
import { runAssessment, unreadEvidence } from "./run-assessment.ts";

const defaultConfig = "touchstone.yaml";

/** Returns the exit code. Without `--config`, touchstone.yaml in the working directory is taken when there is one. */
export async function gate(
  paths: readonly string[],
  options: CommonOptions & { readonly config?: string },
): Promise<number> {
  const file = options.config ?? (existsSync(defaultConfig) ? defaultConfig : undefined);
  const config = file === undefined ? {} : await (await import("../config/index.ts")).loadConfig(file);
  const merged = mergeOptions(options, config);
  const sources = paths.length > 0 ? paths : (config.paths ?? []);
  const assessment = await runAssessment(sources, merged, { ...defaultThresholds, ...config.gate }, true);
  return unreadEvidence(assessment, merged.keepGoing) ?? exitCodes[assessment.gate.verdict];
}
