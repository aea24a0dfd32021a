// Touchstone as a library: the pipeline, the library of checks, the reports, and the types of all of them.
export { assessPaths, type AssessOptions } from "./assess.ts";
export { defaultThresholds, type Thresholds } from "./assessment/index.ts";
export { PodTemplates } from "./evidence/index.ts";
export {
  loadBundle,
  type CheckBundle,
  type CheckBundleOptions,
  type Judgement,
  type LoadBundleOptions,
  type RuleBundle,
  type RuleBundleOptions,
} from "./load-bundle.ts";
export { loadLibrary, selectChecks, type Library, type LibraryAdditions, type Selection } from "./library/index.ts";
export * from "./model/index.ts";
export { ResultCache, writeEntrypoints } from "./rego/index.ts";
export { renderReport, reportFormats, type ReportContext, type ReportFormat } from "./report/index.ts";
export { createChartRenderer } from "./toolchain/chart-renderer.ts";
export { chooseRegoCompiler } from "./toolchain/rego-compiler.ts";
