// What scan and gate have in common: load the library, assess the paths, write the reports, tell what could not be read.
import { assessPaths } from "../assess.ts";
import type { Thresholds } from "../assessment/index.ts";
import { PodTemplates } from "../evidence/index.ts";
import { requireChecks, selectChecks } from "../library/index.ts";
import { TouchstoneError, exitCodes, parseKubernetesVersion, type Assessment } from "../model/index.ts";
import { packageFile } from "../package-root.ts";
import { defaultTimeLimitMs } from "../rego/index.ts";
import { placeOf, printable, renderPieces, type ReportContext } from "../report/index.ts";
import { frameworksInScope, openLibrary } from "./library.ts";
import { allowedBuiltins } from "./allowed-builtins.ts";
import { planOutputs } from "./outputs.ts";
import type { CommonOptions } from "./options.ts";
import { verificationOf } from "./policy-options.ts";
import { terminalProgress } from "./progress.ts";
import { chartRenderer } from "./render-chart.ts";
import { version } from "../version.ts";
import { unjudgedNote } from "./unjudged-note.ts";
import { printReport, writeReport } from "./write-report.ts";

const mebibyte = 1024 * 1024;

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
  if (paths.length === 0) {
    throw new TouchstoneError(
      "E_USAGE",
      "there is nothing to assess",
      "Name a chart, a manifest or a folder; `-` reads standard input.",
    );
  }
  const plan = planOutputs(options.format, options.output);
  const target = options.kubeVersion === undefined ? undefined : parseKubernetesVersion(options.kubeVersion);
  const builtins = allowedBuiltins(options.allowBuiltin);
  const verification = options.verification ?? verificationOf(options, undefined);
  const opened = await openLibrary({
    policies: options.policy,
    catalogues: options.catalogue,
    mappings: options.mapping,
    ...(options.parameters && { parameters: options.parameters }),
    ...(verification && { verification }),
    ...(target && { target }),
  });
  const checks = requireChecks(opened.bundle.checks, options.requiredChecks ?? []);
  const library = { ...opened, bundle: { ...opened.bundle, checks } };
  const frameworks = frameworksInScope(library, options.framework, options.catalogue.length);
  const namespace = options.namespace ?? "default";
  const progress = terminalProgress(process.stderr);
  const assessment = await assessPaths({
    paths,
    library,
    frameworks: frameworks.map(({ id }) => id),
    selected: selectChecks(checks, { only: options.checks, skip: options.skipChecks }),
    thresholds,
    ...(options.parameters?.source && { parameters: options.parameters.source }),
    renderChart: chartRenderer(options, namespace),
    defaultNamespace: namespace,
    limits: {
      fileBytes: (options.maxFileSize ?? 512) * mebibyte,
      documentBytes: (options.maxDocumentSize ?? 64) * mebibyte,
    },
    ...(options.podTemplate.length > 0 && { templates: new PodTemplates(options.podTemplate) }),
    workers: options.workers ?? "auto",
    timeLimitMs: options.checkTimeout === undefined ? defaultTimeLimitMs : options.checkTimeout * 1000,
    now: new Date().toISOString(),
    ...builtins,
    version,
    stdin: process.stdin,
    onProgress: (source, subjects) => progress.show(`${source} (${subjects} subjects so far)`),
  }).finally(() => progress.done());

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
  return assessment;
}

/** The exit code for evidence that could not be read; undefined when all of it was, or the user wants to go on. */
export function unreadEvidence({ problems }: Assessment, keepGoing: boolean | undefined): number | undefined {
  if (problems.length === 0 || keepGoing === true) return undefined;
  process.stderr.write(
    `error: ${problems.length === 1 ? "one source" : `${problems.length} places`} could not be read; ` +
      "the rest was assessed. With --keep-going this alone does not end with exit code 3.\n",
  );
  return exitCodes.usage;
}

/** The table shows problems itself; beside any other format they go to standard error. */
function tellProblems({ problems }: Assessment): void {
  for (const { code, location, message, hint } of problems) {
    process.stderr.write(`error: ${placeOf(location)}: ${printable(message)} [${code}]\n  ${printable(hint)}\n`);
  }
}

function wantsColour(): boolean {
  return process.stdout.isTTY && process.stdout.hasColors() && !process.argv.includes("--no-color");
}
