// What every benchmark does around its rounds: find the tools, make their inputs, compare, and put the result together.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BenchError } from "./bench-error.ts";
import { compare, type Contestant } from "./compare.ts";
import type { Corpus } from "./corpus.ts";
import { describeMachine, type Machine } from "./machine.ts";
import { findMemoryMeter, type MemoryMeter } from "./memory-meter.ts";
import { agrees, notesOf, sharedCounts } from "./notes.ts";
import { toolResults, type Comparison } from "./result.ts";
import { runProcess } from "./run-process.ts";
import type { Tool } from "./tool.ts";

export interface Session {
  readonly benchmark: Comparison["benchmark"];
  readonly tools: readonly Tool[];
  readonly baseline: string;
  readonly rounds: number;
  readonly corpus: Corpus;
  readonly remarks: readonly string[];
  /** A temporary folder; each tool gets one of its own in it. */
  readonly folder: string;
  readonly progress: (line: string) => void;
}

/** @throws BenchError when none of the tools is on this machine */
export async function runSession(session: Session): Promise<Comparison> {
  const { benchmark, baseline, rounds, corpus, remarks, folder, progress } = session;
  const { contestants, missing } = await prepare(session);
  const meter = await findMemoryMeter();
  const work = await makeFolder(folder, "work");
  const machine = describeMachine();
  const measurements = await compare(contestants, {
    rounds,
    progress,
    run: (command, keepOutput) => runProcess(command, { folder: work, meter, keepOutput }),
  });
  const { name, bytes, objects, sha256 } = corpus;
  return {
    schemaVersion: "1.0",
    benchmark,
    measuredAt: new Date().toISOString(),
    machine,
    corpus: { name, files: corpus.files.length, bytes, objects, sha256 },
    rounds,
    baseline,
    tools: toolResults(measurements, baseline),
    agreement: agrees(sharedCounts(measurements)),
    notes: [...notesOf(measurements, missing), ...remarks, ...meterNote(meter), ...loadNote(machine)],
  };
}

async function prepare({ tools, corpus, folder }: Session): Promise<{
  readonly contestants: readonly Contestant[];
  readonly missing: readonly string[];
}> {
  const contestants: Contestant[] = [];
  const missing: string[] = [];
  for (const tool of tools) {
    const program = await tool.find();
    if (program === undefined) {
      missing.push(tool.name);
      continue;
    }
    const own = await makeFolder(folder, tool.name.replaceAll(" ", "-"));
    contestants.push({ tool, program, command: await tool.prepare(program, corpus, own) });
  }
  if (contestants.length === 0) throw new BenchError(`not found: ${missing.join(", ")}`);
  return { contestants, missing };
}

function meterNote(meter: MemoryMeter | undefined): readonly string[] {
  return meter === undefined ? ["cpu and peak RSS need GNU time, which was not found"] : [];
}

function loadNote({ load, cores }: Machine): readonly string[] {
  if (load <= cores) return [];
  return [
    `the machine was busy before the rounds began (load ${load.toFixed(1)} on ${cores} cores): rather trust cpu than wall time`,
  ];
}

export async function makeFolder(parent: string, name: string): Promise<string> {
  const folder = join(parent, name);
  await mkdir(folder, { recursive: true });
  return folder;
}

const signals = ["SIGINT", "SIGTERM"] as const;

/** Gives `work` a temporary folder and takes it away again, when it is interrupted too. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "touchstone-bench-"));
  function interrupted(): void {
    rmSync(folder, { recursive: true, force: true });
    process.exit(130);
  }
  for (const signal of signals) process.once(signal, interrupted);
  try {
    return await work(folder);
  } finally {
    for (const signal of signals) process.off(signal, interrupted);
    await rm(folder, { recursive: true, force: true });
  }
}
