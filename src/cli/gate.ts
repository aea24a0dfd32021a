// `touchstone gate`: assess, report, and end with the gate's verdict as the exit code.
import { defaultThresholds, type Thresholds } from "../assessment/index.ts";
import { exitCodes } from "../model/index.ts";
import { mergeOptions, type CommonOptions } from "./options.ts";
import { runAssessment, unreadEvidence } from "./run-assessment.ts";
import { configFile } from "./config-file.ts";

export type GateOptions = CommonOptions & { readonly config?: string };

/** Returns the exit code. */
export async function gate(paths: readonly string[], options: GateOptions): Promise<number> {
  const { sources, merged, thresholds } = await configured(paths, options);
  const assessment = await runAssessment(sources, merged, thresholds, true);
  return unreadEvidence(assessment, merged.keepGoing) ?? exitCodes[assessment.gate.verdict];
}

/** What the command line and the configuration say together. touchstone.yaml in the working directory is the default. */
export async function configured(
  paths: readonly string[],
  options: GateOptions,
): Promise<{ readonly sources: readonly string[]; readonly merged: CommonOptions; readonly thresholds: Thresholds }> {
  const file = configFile(options);
  const config = file === undefined ? {} : await (await import("../config/index.ts")).loadConfig(file);
  return {
    sources: paths.length > 0 ? paths : (config.paths ?? []),
    merged: mergeOptions(options, config),
    thresholds: { ...defaultThresholds, ...config.gate },
  };
}
