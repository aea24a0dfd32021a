// The messages between the worker pool and its workers. Rego cannot be interrupted, so a worker is the unit that is stopped.
import type { BuiltinOptions } from "./builtins/builtin-caller.ts";
import type { EvaluationItem, ItemResult, RunnerModule } from "./check-runner.ts";

/** What a runner is made of. */
export interface RunnerStart {
  readonly modules: readonly RunnerModule[];
  readonly builtins: BuiltinOptions;
}

/** `workerData`. */
export interface WorkerStart extends RunnerStart {
  /** One Int32 that counts requests and evaluations, and one that holds the number of the check that runs alone. */
  readonly progress: SharedArrayBuffer;
}

export interface WorkerRequest {
  readonly items: readonly EvaluationItem[];
  /** Run each check alone and say which one is running, leaving these out. */
  readonly careful?: { readonly leaveOut: readonly string[]; readonly checks: readonly string[] };
}

export type WorkerResponse =
  | { readonly results: readonly ItemResult[] }
  /** Something that no check is to blame for. */
  | { readonly failure: string };
