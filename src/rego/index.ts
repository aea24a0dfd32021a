// Evaluates Rego compiled to WASM. The only room that knows opa-wasm and its ABI.
export { guardedBuiltins } from "./builtins/guarded-builtins.ts";
export type { EvaluationItem, ItemResult } from "./check-runner.ts";
export { writeEntrypoints } from "./entrypoints.ts";
export { createEvaluator, defaultTimeLimitMs, toItem, type Evaluator, type EvaluatorOptions } from "./evaluator.ts";
