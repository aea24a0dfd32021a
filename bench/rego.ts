// `bench rego`: microseconds for a check and a subject, by engines that run the same compiled checks on the same workloads.
import { basename } from "node:path";
import { loadBuiltIn } from "../src/library/built-in.ts";
import { reads } from "../src/model/index.ts";
import { packageFile } from "../src/package-root.ts";
import type { EvaluationItem } from "../src/rego/index.ts";
import { startRegoToolchain } from "../src/toolchain/rego-toolchain.ts";
import { locateProgram } from "./locate-program.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { prepareOpaBench } from "./opa-bench.ts";
import { readWorkloads } from "./read-subjects.ts";
import { openEngines, type Engine } from "./rego-engines.ts";
import { defaultCorpus } from "./scan.ts";
import { withTemporaryFolder } from "./session.ts";
import { ratio, summarise, type Summary } from "./statistics.ts";

export interface RegoOptions {
  /** A folder or a file; the default corpus without it. */
  readonly path: string | undefined;
  readonly rounds: number;
  /** How many subjects native OPA is asked about, spread evenly over all: it takes a second or two for each. */
  readonly opaSubjects: number;
  readonly progress: (line: string) => void;
}

export interface EngineResult {
  readonly name: string;
  readonly about: string;
  /** Of one check on one subject. */
  readonly microseconds: Summary;
  /** Median over that of Touchstone in one thread. */
  readonly ratio?: number;
  readonly failures?: number;
}

export interface RegoComparison {
  readonly schemaVersion: "1.0";
  readonly benchmark: "rego";
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly corpus: { readonly name: string; readonly workloads: number; readonly bytes: number };
  readonly checks: number;
  readonly rounds: number;
  readonly engines: readonly EngineResult[];
  /** Whether all that count failures count the same. */
  readonly agreement: boolean;
}

export async function benchRego({ path, rounds, opaSubjects, progress }: RegoOptions): Promise<RegoComparison> {
  const name = path ?? defaultCorpus();
  const items = await readWorkloads(name);
  const { bundle } = await loadBuiltIn();
  const checks = bundle.checks.filter((check) => reads(check, "workload", "")).length;
  const machine = describeMachine();
  progress(`${items.length} workloads, ${checks} checks`);
  const engines = await openEngines(items, await compileNothing());
  const times = await timeInTurn(engines, rounds, progress);
  const counted: (number | undefined)[] = [];
  for (const { countFailures, close } of engines) {
    counted.push(await countFailures?.());
    await close?.();
  }
  const pairs = items.length * checks;
  const results = engines.map(({ name: engine, about }, index) => ({
    name: engine,
    about,
    microseconds: summarise((times[index] ?? []).map((milliseconds) => (milliseconds * 1000) / pairs)),
    ...(counted[index] !== undefined && { failures: counted[index] }),
  }));
  results.push(...(await nativeOpa(items, checks, opaSubjects, progress)));
  const baseline = results[0]?.microseconds.median;
  return {
    schemaVersion: "1.0",
    benchmark: "rego",
    measuredAt: new Date().toISOString(),
    machine,
    corpus: {
      name: basename(name),
      workloads: items.length,
      bytes: items.reduce((sum, { input }) => sum + input.length, 0),
    },
    checks,
    rounds,
    engines: results.map((result) => ({ ...result, ratio: ratio(result.microseconds.median, baseline) ?? 0 })),
    agreement: new Set(counted.filter((count) => count !== undefined)).size <= 1,
  };
}

/** A round takes at least so long for each engine, however few the subjects are. */
const roundMs = 500;

/** Milliseconds of asking everything once, for each engine and round. Each round begins with another engine. */
async function timeInTurn(
  engines: readonly Engine[],
  rounds: number,
  progress: (line: string) => void,
): Promise<number[][]> {
  const times: number[][] = engines.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    progress(round === 0 ? "warm-up" : `round ${round}/${rounds}`);
    for (let turn = 0; turn < engines.length; turn++) {
      const index = (turn + round) % engines.length;
      const engine = engines[index];
      if (!engine) continue;
      const start = performance.now();
      let runs = 0;
      while (performance.now() - start < roundMs) {
        await engine.run();
        runs++;
      }
      if (round > 0) times[index]?.push((performance.now() - start) / runs);
    }
  }
  return times;
}

async function nativeOpa(
  items: readonly EvaluationItem[],
  checks: number,
  count: number,
  progress: (line: string) => void,
): Promise<EngineResult[]> {
  const opa = await locateProgram("opa", { args: ["version"], pattern: /^Version: v?(\d\S*)/m });
  if (!opa) {
    progress("opa was not found and is left out; `npm test` builds it");
    return [];
  }
  const { bundle } = await loadBuiltIn();
  const step = Math.max(1, items.length / count);
  const chosen = items.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  return withTemporaryFolder(async (folder) => {
    const bench = await prepareOpaBench(opa.file, folder, bundle);
    let nanoseconds = 0;
    for (const [index, item] of chosen.entries()) {
      progress(`opa bench: ${index + 1}/${chosen.length}`);
      nanoseconds += await bench.measure(item);
    }
    const microseconds = nanoseconds / 1000 / (chosen.length * checks);
    return [
      {
        name: `opa ${opa.version}, native`,
        about: `\`opa bench\`, policies loaded and query prepared beforehand; ${chosen.length} of the subjects, once each`,
        microseconds: summarise([microseconds]),
      },
    ];
  });
}

async function compileNothing(): Promise<Uint8Array<ArrayBuffer>> {
  const toolchain = await startRegoToolchain(packageFile("dist", "toolchain", "rego.wasm"));
  return toolchain.compile({ "nothing.rego": "package nothing\n\nanswer := true\n" }, ["nothing/answer"]);
}
