// The result of one comparison, as numbers: what the table shows, and what `--json` writes.
import type { Measurement } from "./compare.ts";
import type { Corpus } from "./corpus.ts";
import type { Machine } from "./machine.ts";
import { ratio, summarise, type Summary } from "./statistics.ts";

export interface ToolResult {
  readonly name: string;
  readonly version: string;
  readonly command: readonly string[];
  readonly findings?: number;
  readonly objects?: number;
  /** Why its times do not count. */
  readonly failure?: string;
  readonly runs: readonly RunResult[];
  readonly wallMs?: Summary;
  /** Median wall time over the baseline's. */
  readonly ratio?: number;
  readonly cpuMs?: Summary;
  /** Its median is the one that the table shows. */
  readonly peakRssBytes?: Summary;
}

export interface RunResult {
  readonly wallMs: number;
  readonly cpuMs?: number;
  readonly peakRssBytes?: number;
  readonly exitCode?: number;
}

export interface Comparison {
  readonly schemaVersion: "1.0";
  readonly benchmark: "scan" | "start" | "memory";
  /** UTC, ISO 8601. */
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly corpus: Pick<Corpus, "name" | "bytes" | "objects" | "sha256"> & { readonly files: number };
  readonly rounds: number;
  /** The tool that ratios refer to. */
  readonly baseline: string;
  readonly tools: readonly ToolResult[];
  /** Whether the tools that run the same Rego found the same. */
  readonly agreement: boolean;
  readonly notes: readonly string[];
}

export function toolResults(measurements: readonly Measurement[], baseline: string): readonly ToolResult[] {
  const results = measurements.map(toolResult);
  const baselineMs = results.find(({ name }) => name === baseline)?.wallMs?.median;
  return results.map((result) => {
    const times = ratio(result.wallMs?.median, baselineMs);
    return times === undefined ? result : { ...result, ratio: times };
  });
}

function toolResult({ contestant, runs, output, failure }: Measurement): ToolResult {
  const { tool, program, command } = contestant;
  const summaries = failure === undefined && runs.length > 0 ? summariesOf(runs.map(runResult)) : {};
  return {
    name: tool.name,
    version: program.version,
    command: [command.file, ...command.args],
    ...(output && { findings: output.findings }),
    ...(output?.objects !== undefined && { objects: output.objects }),
    ...(failure !== undefined && { failure }),
    runs: runs.map(runResult),
    ...summaries,
  };
}

function runResult({ wallMs, usage, exitCode }: Measurement["runs"][number]): RunResult {
  return { wallMs, ...usage, ...(exitCode !== undefined && { exitCode }) };
}

function summariesOf(runs: readonly RunResult[]): Pick<ToolResult, "wallMs" | "cpuMs" | "peakRssBytes"> {
  const cpuMs = runs.flatMap((run) => run.cpuMs ?? []);
  const peaks = runs.flatMap((run) => run.peakRssBytes ?? []);
  return {
    wallMs: summarise(runs.map(({ wallMs }) => wallMs)),
    ...(cpuMs.length > 0 && { cpuMs: summarise(cpuMs) }),
    ...(peaks.length > 0 && { peakRssBytes: summarise(peaks) }),
  };
}
