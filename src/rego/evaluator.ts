// Evaluates subjects against a bundle: in this thread, or in workers when the work is large or a user's own policy takes part.
import { availableParallelism } from "node:os";
import { stringifyExact, type Bundle, type Subject } from "../model/index.ts";
import type { BuiltinOptions } from "./builtins/builtin-caller.ts";
import { CheckRunner, type EvaluationItem, type ItemResult, type RunnerModule } from "./check-runner.ts";
import { clockOf } from "./builtins/guarded-builtins.ts";
import { cacheKey, type ResultCache } from "./result-cache.ts";
import type { WorkerPool } from "./worker-pool.ts";

export interface EvaluatorOptions {
  /** Ids of the checks whose outcomes are wanted. */
  readonly selected: ReadonlySet<string>;
  /**
   * Worker threads. `auto` starts them once enough subjects came; 0 evaluates in this thread, unless the bundle has
   * policies of the user, which may not end.
   */
  readonly workers: number | "auto";
  /** How long one evaluation may take before its check is stopped. Only workers can be stopped. */
  readonly timeLimitMs: number;
  /** The time of the run, ISO 8601: what `time.now_ns` says. */
  readonly now: string;
  /** Builtin functions that are off unless they are named here: `http.send` and the like. */
  readonly allowBuiltins?: readonly string[];
  /** What `opa.runtime` answers once it is allowed, as JSON. */
  readonly runtime?: string;
  /** Results of earlier evaluations, which may be other evaluators'. */
  readonly cache?: ResultCache;
}

export const defaultTimeLimitMs = 10_000;
/** So many subjects are evaluated sooner than a worker has started. */
const subjectsBeforeWorkers = 128;

export interface Evaluator {
  /** One result for each item, in their order: the checks that did not pass. */
  evaluate(items: readonly EvaluationItem[]): Promise<readonly ItemResult[]>;
  /** From now on this thread has nothing else to do, and takes every other batch of built-in checks itself. */
  lendHand(): void;
  /** Checks that had to be stopped, each with why: all of their outcomes are errors. Final after the last evaluation. */
  readonly stopped: ReadonlyMap<string, string>;
  /** How many worker threads there may be. */
  readonly workers: number;
  close(): Promise<void>;
}

/** What the evaluator takes of a subject. */
export function toItem({ kind, resource, input }: Pick<Subject, "kind" | "resource" | "input">): EvaluationItem {
  return { kind, resource: resource.kind, input: stringifyExact(input) };
}

export async function createEvaluator(bundle: Bundle, options: EvaluatorOptions): Promise<Evaluator> {
  const modules = await compileModules(bundle, options.selected);
  const own = bundle.modules.some(({ origin }) => origin === "user");
  const wanted = options.workers === "auto" ? Math.max(1, availableParallelism() - 1) : options.workers;
  const workers = own ? Math.max(1, wanted) : wanted;
  let here = own || (options.workers !== "auto" && workers > 0) ? 0 : workers === 0 ? Infinity : subjectsBeforeWorkers;
  const { now, allowBuiltins = [], runtime = "{}" } = options;
  const builtins: BuiltinOptions = { now, allowed: allowBuiltins, runtime };
  const runner = new CheckRunner(modules, builtins);
  const stopped = new Map<string, string>();
  let pool: Promise<WorkerPool> | undefined;
  async function startPool(): Promise<WorkerPool> {
    const { WorkerPool: Pool } = await import("./worker-pool.ts");
    return new Pool({ modules, builtins }, stopped, { workers, timeLimitMs: options.timeLimitMs });
  }
  let lends = false;
  let turn = 0;
  async function evaluate(items: readonly EvaluationItem[]): Promise<readonly ItemResult[]> {
    if (lends && turn++ % 2 === 1) return items.map((item) => runner.run(item));
    if (here <= 0) return (await (pool ??= startPool())).evaluate(items);
    here -= items.length;
    return items.map((item) => runner.run(item));
  }
  const { cache } = options;
  const clock = cache ? clockOf(bundle.modules.map(({ wasm }) => wasm)) : "world";
  const choices = [[...options.selected].toSorted(), allowBuiltins.toSorted(), clock === "run" ? now : ""];
  const judge = JSON.stringify([bundle.digest, ...choices]);
  return {
    evaluate:
      cache && clock !== "world"
        ? (items) => evaluateNew(items, evaluate, (item) => cacheKey(judge, item), cache, stopped)
        : evaluate,
    // What is a user's own is never run here: only workers can be stopped.
    lendHand: () => void (lends = !own),
    stopped,
    workers,
    close: async () => (await pool)?.close(),
  };
}

/** Evaluates what the cache does not know. Once a check was stopped, results lack it and are not kept. */
async function evaluateNew(
  items: readonly EvaluationItem[],
  evaluate: Evaluator["evaluate"],
  keyOf: (item: EvaluationItem) => string,
  cache: ResultCache,
  stopped: ReadonlyMap<string, string>,
): Promise<readonly ItemResult[]> {
  const keys = items.map(keyOf);
  const known = keys.map((key) => cache.get(key));
  const unknown = items.filter((_, index) => known[index] === undefined);
  const results = unknown.length > 0 ? (await evaluate(unknown)).values() : [].values();
  return known.map((result, index) => {
    if (result) return result;
    const { value } = results.next();
    if (value === undefined) throw new RangeError("the evaluator left a subject out");
    if (stopped.size === 0) cache.set(keys[index] ?? "", value);
    return value;
  });
}

/** A user's check replaces the built-in one of the same id. */
async function compileModules({ modules }: Bundle, selected: ReadonlySet<string>): Promise<RunnerModule[]> {
  return Promise.all(
    modules.map(async ({ wasm, data, checks }, index) => {
      const later = new Set(modules.slice(index + 1).flatMap((module) => module.checks.map(({ id }) => id)));
      return {
        module: await WebAssembly.compile(wasm),
        data,
        checks: checks.map(({ id, kinds, resources }) => ({ id, kinds, ...(resources && { resources }) })),
        ignored: checks.map(({ id }) => id).filter((id) => later.has(id) || !selected.has(id)),
      };
    }),
  );
}
