// The engines of `bench rego`: ways to ask the same compiled checks, in this process, about the same subjects.
import * as opaWasm from "@open-policy-agent/opa-wasm";
import { loadBuiltIn } from "../src/library/built-in.ts";
import { reads, stringifyExact, type Bundle, type Subject } from "../src/model/index.ts";
import { createEvaluator, type EvaluationItem } from "../src/rego/index.ts";
import { checkEntrypoint, groupEntrypoint } from "../src/rego/entrypoints.ts";

/** Asks everything about every subject once. */
export interface Engine {
  readonly name: string;
  readonly about: string;
  readonly run: () => Promise<void> | void;
  /** How many failures it finds; the same for all that ask the same. */
  readonly countFailures?: () => Promise<number> | number;
  readonly close?: () => Promise<void>;
}

/** The package exports this by its default only, which its types do not say. */
const { loadPolicySync } = (opaWasm as unknown as { readonly default: Pick<typeof opaWasm, "loadPolicySync"> }).default;

export interface Bench {
  readonly bundle: Bundle;
  readonly items: readonly EvaluationItem[];
  /** A module with one entrypoint, `nothing/answer`, that answers true. */
  readonly nothing: Uint8Array<ArrayBuffer>;
}

export async function openEngines(items: readonly EvaluationItem[], nothing: Bench["nothing"]): Promise<Engine[]> {
  const { bundle } = await loadBuiltIn();
  const bench = { bundle, items, nothing };
  return [
    await touchstone(bench, 0),
    await touchstone(bench, "auto"),
    opaWasmTogether(bench),
    opaWasmApart(bench),
    floor(bench),
  ];
}

async function touchstone({ bundle, items }: Bench, workers: 0 | "auto"): Promise<Engine> {
  const evaluator = await createEvaluator(bundle, {
    workers,
    timeLimitMs: 60_000,
    now: "2026-01-01T00:00:00Z",
    selected: new Set(bundle.checks.map(({ id }) => id)),
  });
  // Every engine begins with the subject as a value: writing it as JSON is part of the work.
  const subjects = items.map(({ input, ...item }) => ({ ...item, input: JSON.parse(input) as Subject["input"] }));
  const batches = Array.from({ length: Math.ceil(items.length / 64) }, (_, n) => subjects.slice(n * 64, (n + 1) * 64));
  return {
    name: workers === 0 ? "touchstone" : "touchstone, workers",
    about:
      workers === 0
        ? "one thread, as for up to 128 subjects"
        : `batches of 64 for ${evaluator.workers} worker thread${evaluator.workers === 1 ? "" : "s"}, as many as there are processors but one`,
    run: async () => void (await Promise.all(batches.map((batch) => evaluator.evaluate(batch.map(itemOf))))),
    async countFailures() {
      const results = await evaluator.evaluate(items);
      return results
        .flat()
        .reduce((sum, { outcome }) => sum + (outcome.status === "fail" ? outcome.failures.length : 0), 0);
    },
    close: () => evaluator.close(),
  };
}

function itemOf({
  input,
  ...item
}: Omit<EvaluationItem, "input"> & { readonly input: Subject["input"] }): EvaluationItem {
  return { ...item, input: stringifyExact(input) };
}

type Answer = readonly [failures: readonly unknown[], reasons: readonly unknown[]];

/** Failures that nothing excuses. */
function failuresOf([failures, reasons]: Answer): number {
  return reasons.length > 0 ? 0 : failures.length;
}

function opaWasmTogether({ bundle, items }: Bench): Engine {
  const policy = loadPolicy(bundle);
  const inputs = parse(items);
  const ask = (input: unknown): unknown => policy.evaluate(input, groupEntrypoint({ kind: "workload", resource: "" }));
  return {
    name: "opa-wasm, one call",
    about: "Touchstone's own entrypoint for a kind: one evaluate() of the package for all checks of a subject",
    run: () => inputs.forEach(ask),
    countFailures: () =>
      inputs
        .flatMap((input) => (ask(input) as readonly { readonly result: readonly Answer[] }[])[0]?.result ?? [])
        .reduce((sum, answer) => sum + failuresOf(answer), 0),
  };
}

function opaWasmApart({ bundle, items }: Bench): Engine {
  const policy = loadPolicy(bundle);
  const inputs = parse(items);
  const entrypoints = bundle.checks.flatMap((check, number) =>
    reads(check, "workload", "") ? [checkEntrypoint(number)] : [],
  );
  const ask = (input: unknown): (readonly { readonly result: Answer }[])[] =>
    entrypoints.map((entrypoint) => policy.evaluate(input, entrypoint) as readonly { readonly result: Answer }[]);
  return {
    name: "opa-wasm",
    about: "as the package is used: evaluate() for each check and subject",
    run: () => inputs.forEach(ask),
    countFailures: () =>
      inputs.flatMap(ask).reduce((sum, [answer]) => sum + (answer ? failuresOf(answer.result) : 0), 0),
  };
}

/** What a call costs when the policy does nothing: writing and reading the input, and the call itself. */
function floor({ items, nothing }: Bench): Engine {
  const policy = loadPolicySync(new WebAssembly.Module(nothing));
  const inputs = parse(items);
  return {
    name: "a policy that does nothing",
    about: "one evaluate() of opa-wasm for a subject: the floor",
    run: () => inputs.forEach((input): unknown => policy.evaluate(input, "nothing/answer")),
  };
}

interface Policy {
  evaluate(input: unknown, entrypoint: string): unknown;
}

function loadPolicy({ modules: [module] }: Bundle): Policy {
  if (!module) throw new RangeError("the built-in bundle has no module");
  return loadPolicySync(new WebAssembly.Module(module.wasm), { initial: 8, maximum: 4096 });
}

function parse(items: readonly EvaluationItem[]): unknown[] {
  return items.map(({ input }): unknown => JSON.parse(input));
}
