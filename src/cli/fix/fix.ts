// `touchstone fix`: fixes manifests, prints a patch, or says what to change in a chart.
import { readFile } from "node:fs/promises";
import { fixablesOf } from "../../apply-fixes.ts";
import { defaultThresholds } from "../../assessment/index.ts";
import { changed, fixPaths, type FixedFile } from "../../fix-paths.ts";
import { TouchstoneError, exitCodes } from "../../model/index.ts";
import { painter } from "../../report/index.ts";
import { suggestValues } from "../../suggest-values.ts";
import { wantsColour } from "../policy/terminal.ts";
import { noFileOptions } from "../file-options.ts";
import { mergeOptions, type CommonOptions } from "../options.ts";
import { prepareAssessment } from "../prepare-assessment.ts";
import { replaceFile } from "../replace-file.ts";
import { tellProblems, unreadEvidence } from "../run-assessment.ts";
import { printReport } from "../write-report.ts";
import { fixJson } from "./json.ts";
import { patchOf } from "./patch.ts";
import type { FixReport } from "./report.ts";
import { fixTable } from "./table.ts";
import { configFile } from "../config-file.ts";

/** What commander parsed; the options of reports are not among them. */
export type FixCommandOptions = Omit<
  CommonOptions,
  "format" | "output" | "framework" | "catalogue" | "mapping" | "exceptions"
> & {
  readonly diff?: boolean;
  readonly format: "table" | "json";
  readonly config?: string;
};

/** Returns the exit code. */
export async function fix(paths: readonly string[], options: FixCommandOptions): Promise<number> {
  const { diff = false, format } = options;
  if (paths.includes("-")) refuseWithInput(paths, options);
  const merged = await withConfig(options);
  const prepared = await prepareAssessment(paths, merged, defaultThresholds);
  const report = await reportOf(prepared).finally(prepared.done);
  if (!diff) await write(report.files);
  const { problems } = report.before;
  tellProblems({ problems });
  if (format === "json") await printReport(fixJson(report, diff));
  else if (paths.includes("-")) await printInput(report);
  else if (diff) {
    await printReport(report.files.map(patchOf));
    process.stderr.write(fixTable(report, { written: false, paint: painter(false) }));
  } else await printReport([fixTable(report, { written: true, paint: painter(wantsColour(process.stdout)) })]);
  const isLeft = report.refused.length > 0 || report.charts.length > 0 || report.kustomizations.length > 0;
  return unreadEvidence({ problems }, merged.keepGoing) ?? (isLeft ? exitCodes.failed : exitCodes.passed);
}

async function withConfig(options: FixCommandOptions): Promise<CommonOptions> {
  const file = configFile(options);
  const config = file === undefined ? {} : await (await import("../../config/index.ts")).loadConfig(file);
  const { catalogues: _, mappings: __, frameworks: ___, output: ____, ...own } = config;
  return mergeOptions(
    {
      ...options,
      format: [],
      output: [],
      framework: [],
      catalogue: [],
      mapping: [],
      exceptions: [],
      soa: [],
      attestations: [],
      ...noFileOptions,
    },
    own,
  );
}

async function reportOf(prepared: Awaited<ReturnType<typeof prepareAssessment>>): Promise<FixReport> {
  const result = await fixPaths(prepared.options);
  const { after } = result;
  const { selected } = prepared.options;
  const rendered = fixablesOf(after, "rendered").filter(({ finding }) => selected.has(finding.check));
  const isChart = ({ subject }: (typeof rendered)[number]): boolean =>
    after.evidence[subject.evidence]?.kind === "chart";
  const charts = await suggestValues(
    { ...prepared.options, renderWith: prepared.renderWith },
    rendered.filter(isChart),
  );
  return { ...result, charts, kustomizations: rendered.filter((fixable) => !isChart(fixable)), selected };
}

/** Standard output takes one thing, and standard input is no file that a patch could be for. */
function refuseWithInput(paths: readonly string[], { diff, format }: FixCommandOptions): void {
  if (paths.length === 1 && diff !== true && format !== "json") return;
  const hint = "Give `-` without other paths, and without --diff and --format json.";
  throw new TouchstoneError("E_USAGE", "standard input is fixed alone, to standard output", hint);
}

/** @throws TouchstoneError E_OUTPUT; E_UNREADABLE for a file that has changed since it was assessed */
async function write(files: readonly FixedFile[]): Promise<void> {
  const own = files.filter(({ source }) => source !== "-");
  for (const { source, before } of own) if (!(await readFile(source)).equals(before)) throw changed(source);
  for (const { source, after } of own) await replaceFile(source, after);
}

/** The whole text, fixed or not; nothing of a text that could not be read. */
async function printInput(report: FixReport): Promise<void> {
  const text = report.files.find(({ source }) => source === "-")?.after ?? report.input;
  if (text && report.before.problems.length === 0) await printReport([text.toString("utf8")]);
  process.stderr.write(fixTable(report, { written: true, paint: painter(false) }));
}
