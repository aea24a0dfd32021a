// `touchstone policy bench`: how long each check takes on each subject, in the engine that scans use. It only measures.
import { readCheck } from "../../library/check-metadata.ts";
import { selectChecks } from "../../library/index.ts";
import {
  TouchstoneError,
  exitCodes,
  reads,
  subjectKinds,
  type Check,
  type CheckReads,
  type Subject,
} from "../../model/index.ts";
import { createEvaluator, toItem, writeEntrypoints, type Evaluator } from "../../rego/index.ts";
import type { PolicyAnnotations, RegoSources, RegoToolchain } from "../../toolchain/rego-toolchain.ts";
import { terminalProgress } from "../progress.ts";
import { printReport } from "../write-report.ts";
import { readPolicyFiles } from "./policy-files.ts";
import { tellingProblems } from "./problems.ts";
import { subjectsAt } from "./subjects.ts";
import { openToolchain, sharedRules } from "./toolchain.ts";

export interface BenchOptions {
  readonly on: readonly string[];
  readonly checks: readonly string[];
  readonly iterations: number;
  readonly format: "table" | "json";
}

/** Microseconds for one check and one subject. */
interface Timing {
  readonly check: string;
  readonly subjects: number;
  readonly median: number;
  readonly p99: number;
  /** How many of the subjects the check could not decide. */
  readonly errors: number;
}

/** A check that does nothing: what calling a check costs, before it looks at anything. */
const nothing = { id: "nothing/nothing", source: 'package touchstone.nothing["nothing"]\n\nfail := set()\n' };
const warmUp = 50;

export async function bench(paths: readonly string[], options: BenchOptions): Promise<number> {
  const { modules } = await readPolicyFiles(paths, { tests: false, data: false });
  return tellingProblems(modules, async () => {
    const toolchain = await openToolchain();
    const sources = { ...(await sharedRules(modules)), ...modules };
    const { checks, notApplicable } = readChecks(toolchain, sources);
    const selected = selectChecks(checks, { only: options.checks, skip: [] });
    const subjects = await subjectsAt(options.on);
    const progress = terminalProgress(process.stderr);
    const timings: Timing[] = [];
    for (const check of checks.filter(({ id }) => selected.has(id))) {
      progress.show(check.id);
      const read = subjects.filter(({ kind, resource }) => reads(check, kind, resource.kind));
      const evaluator = await evaluatorOf(toolchain, sources, check, notApplicable.has(check.id));
      timings.push({ check: check.id, ...(await measure(evaluator, read, options.iterations)) });
    }
    const idle = { id: nothing.id, kinds: subjectKinds };
    const floor = await measure(
      await evaluatorOf(toolchain, { "nothing.rego": nothing.source }, idle, false),
      subjects,
      options.iterations,
    );
    progress.done();
    await printReport([show(timings, floor, subjects.length, options)]);
    return exitCodes.passed;
  });
}

function readChecks(
  toolchain: RegoToolchain,
  sources: RegoSources,
): { readonly checks: readonly Check[]; readonly notApplicable: ReadonlySet<string> } {
  const described = toolchain.annotations(sources).filter(isCheck);
  if (described.length === 0) {
    throw new TouchstoneError(
      "E_POLICY",
      "there is no check in the policies",
      'A check is a file with `package touchstone.<group>["<check>"]`.',
    );
  }
  const checks = described.map(readCheck).toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const notApplicable = described.flatMap(({ rules, package: path }) =>
    rules.includes("not_applicable") ? [path.slice(1).join("/")] : [],
  );
  return { checks, notApplicable: new Set(notApplicable) };
}

function isCheck({ package: [root, group] }: PolicyAnnotations): boolean {
  return root === "touchstone" && group !== "lib";
}

/** Each check has a module of its own, so that nothing else is in its time. */
async function evaluatorOf(
  toolchain: RegoToolchain,
  sources: RegoSources,
  { id, kinds, resources }: CheckReads & Pick<Check, "id">,
  hasNotApplicable: boolean,
): Promise<Evaluator> {
  const checks = [{ id, kinds, ...(resources && { resources }) }];
  const { source, entrypoints } = writeEntrypoints(checks, () => hasNotApplicable);
  const wasm = toolchain.compile({ ...sources, "touchstone/run.rego": source }, entrypoints);
  // In this thread, without a time limit: passing messages would take longer than most checks.
  const modules = [{ origin: "built-in", wasm, data: "{}", checks }] as const;
  const options = { selected: new Set([id]), workers: 0, timeLimitMs: 0, now: new Date().toISOString() };
  return createEvaluator({ checks: [], digest: "", modules }, options);
}

async function measure(
  evaluator: Evaluator,
  subjects: readonly Subject[],
  iterations: number,
): Promise<Omit<Timing, "check">> {
  const times: number[] = [];
  let errors = 0;
  for (const item of subjects.map(toItem)) {
    for (let turn = 0; turn < warmUp; turn++) await evaluator.evaluate([item]);
    const [result] = await evaluator.evaluate([item]);
    if (result?.some(({ outcome }) => outcome.status === "error")) errors++;
    for (let turn = 0; turn < iterations; turn++) {
      const start = performance.now();
      await evaluator.evaluate([item]);
      times.push((performance.now() - start) * 1000);
    }
  }
  await evaluator.close();
  const sorted = Float64Array.from(times).sort();
  return { subjects: subjects.length, median: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), errors };
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function show(
  timings: readonly Timing[],
  floor: Omit<Timing, "check">,
  subjects: number,
  { iterations, format }: BenchOptions,
): string {
  if (format === "json")
    return `${JSON.stringify({ iterations, warmUp, subjects, checks: timings, floor }, undefined, 2)}\n`;
  const names = [...timings.map(({ check }) => check), "(a check that does nothing)"];
  const width = Math.max("Check".length, ...names.map((name) => name.length));
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(width)}${cells.map((cell) => cell.padStart(12)).join("")}\n`;
  const row = (name: string, { subjects: count, median, p99, errors }: Omit<Timing, "check">): string =>
    line(name, [String(count), count === 0 ? "-" : median.toFixed(1), count === 0 ? "-" : p99.toFixed(1)]).trimEnd() +
    `${errors === 0 ? "" : `  ${errors} undecided`}\n`;
  return [
    line("Check", ["Subjects", "Median µs", "p99 µs"]),
    ...timings.map((timing) => row(timing.check, timing)),
    row("(a check that does nothing)", floor),
    `\nEach check on each subject that it reads: ${iterations} times, after ${warmUp} that do not count.\n`,
  ].join("");
}
