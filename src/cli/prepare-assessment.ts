// What scan, gate and fix have in common before they assess: the library, and the options of the pipeline.
import type { AssessOptions } from "../assess.ts";
import type { Thresholds } from "../assessment/index.ts";
import { commitReader, PodTemplates, type CollectOptions } from "../evidence/index.ts";
import { requireChecks, selectChecks } from "../library/index.ts";
import { TouchstoneError, evidenceFiles, parseKubernetesVersion, type Framework } from "../model/index.ts";
import { defaultTimeLimitMs } from "../rego/index.ts";
import { allowedBuiltins } from "./allowed-builtins.ts";
import { frameworksInScope, openLibrary } from "./library.ts";
import type { CollectingOptions, CommonOptions } from "./options.ts";
import { verificationOf } from "./policy-options.ts";
import { terminalProgress } from "./progress.ts";
import { chartRenderer, type RenderWith } from "./render-chart.ts";
import { version } from "../version.ts";

const mebibyte = 1024 * 1024;

export interface PreparedAssessment {
  readonly options: AssessOptions;
  readonly frameworks: readonly Framework[];
  readonly renderWith: RenderWith;
  /** Takes the progress line away. */
  readonly done: () => void;
}

/** @throws TouchstoneError for options that are wrong, and policies that cannot be loaded */
export async function prepareAssessment(
  paths: readonly string[],
  options: CommonOptions,
  thresholds: Thresholds,
): Promise<PreparedAssessment> {
  const target = options.kubeVersion === undefined ? undefined : parseKubernetesVersion(options.kubeVersion);
  const builtins = allowedBuiltins(options.allowBuiltin);
  const verification = options.verification ?? verificationOf(options, undefined);
  const opened = await openLibrary({
    policies: options.policy,
    catalogues: options.catalogue,
    mappings: options.mapping,
    ...(options.parameters && { parameters: options.parameters }),
    ...(options.intents && { intents: options.intents }),
    ...(verification && { verification }),
    ...(target && { target }),
  });
  const checks = requireChecks(opened.bundle.checks, options.requiredChecks ?? []);
  const library = { ...opened, bundle: { ...opened.bundle, checks } };
  const frameworks = frameworksInScope(library, options.framework, options.catalogue.length);
  const progress = terminalProgress(process.stderr);
  const { renderWith, ...collect } = collectOptionsOf(options);
  const prepared: AssessOptions = {
    paths,
    files: evidenceFiles(options),
    signatureKeys: options.signatureKey,
    library,
    frameworks: frameworks.map(({ id }) => id),
    selected: selectChecks(checks, { only: options.checks, skip: options.skipChecks }),
    thresholds,
    ...(options.intents && { intents: options.intents }),
    ...(options.settings && { settings: options.settings }),
    ...collect,
    workers: options.workers ?? "auto",
    timeLimitMs: options.checkTimeout === undefined ? defaultTimeLimitMs : options.checkTimeout * 1000,
    ...builtins,
    onProgress: (source, subjects) => progress.show(`${source} (${subjects} subjects so far)`),
  };
  return { options: prepared, frameworks, renderWith, done: () => progress.done() };
}

/** How evidence is read, for whoever reads any. */
export function collectOptionsOf(options: CollectingOptions): CollectOptions & { readonly renderWith: RenderWith } {
  const namespace = options.namespace ?? "default";
  const renderWith = chartRenderer(options, namespace);
  return {
    renderWith,
    renderChart: (chart) => renderWith(chart),
    defaultNamespace: namespace,
    limits: {
      fileBytes: (options.maxFileSize ?? 512) * mebibyte,
      documentBytes: (options.maxDocumentSize ?? 64) * mebibyte,
    },
    ...(options.podTemplate.length > 0 && { templates: new PodTemplates(options.podTemplate) }),
    now: new Date().toISOString(),
    version,
    stdin: process.stdin,
    commitOf: commitReader(),
  };
}

export function nothingToAssess(): TouchstoneError {
  const hint = "Name a chart, a manifest or a folder; `-` reads standard input.";
  return new TouchstoneError("E_USAGE", "there is nothing to assess", hint);
}
