// Runs several tools in turn, round by round, so that a machine whose speed drifts slows all of them alike.
import type { Command, Run } from "./run-process.ts";
import type { Output, Program, Tool } from "./tool.ts";

/** A tool that is ready to run. */
export interface Contestant {
  readonly tool: Tool;
  readonly program: Program;
  readonly command: Command;
}

/** The runs of one tool. With a `failure` its times count for nothing. */
export interface Measurement {
  readonly contestant: Contestant;
  readonly runs: readonly Run[];
  readonly output: Output | undefined;
  readonly failure: string | undefined;
}

export interface CompareOptions {
  readonly rounds: number;
  readonly run: (command: Command, keepOutput: boolean) => Promise<Run>;
  readonly progress: (line: string) => void;
}

/**
 * One round to warm up, whose output is read to see that each tool did its work, then the measured rounds. Each round
 * begins with another tool. A tool that fails once is out.
 */
export async function compare(
  contestants: readonly Contestant[],
  { rounds, run, progress }: CompareOptions,
): Promise<readonly Measurement[]> {
  const states = contestants.map((contestant) => new State(contestant));
  for (let round = 0; round <= rounds; round++) {
    const label = round === 0 ? "warm-up" : `round ${round}/${rounds}`;
    for (const state of rotate(states, round)) {
      if (state.failure !== undefined) continue;
      const result = await run(state.contestant.command, round === 0);
      if (round === 0) state.warmUp(result);
      else state.measure(result);
      const note = state.failure ?? `${(result.wallMs / 1000).toFixed(3)} s`;
      progress(`${label}: ${state.contestant.tool.name}: ${note}`);
    }
  }
  return states.map(({ contestant, runs, output, failure }) => ({ contestant, runs, output, failure }));
}

class State {
  readonly contestant: Contestant;
  readonly runs: Run[] = [];
  output: Output | undefined;
  failure: string | undefined;

  constructor(contestant: Contestant) {
    this.contestant = contestant;
  }

  warmUp(run: Run): void {
    const { readOutput } = this.contestant.tool;
    this.failure = this.wrongExit(run);
    if (this.failure !== undefined || readOutput === undefined) return;
    try {
      this.output = readOutput(run.stdout);
    } catch (thrown) {
      this.failure = `its output cannot be read: ${String(thrown)}`;
      return;
    }
    if (this.output.objects === 0) this.failure = "it read no object";
    else if (this.output.verdicts === 0) this.failure = "it checked nothing";
  }

  measure(run: Run): void {
    this.failure = this.wrongExit(run);
    this.runs.push(run);
  }

  private wrongExit({ exitCode, stderr, stdout }: Run): string | undefined {
    const { exitCodes } = this.contestant.tool;
    if (exitCode !== undefined && exitCodes.includes(exitCode)) return undefined;
    const ending =
      exitCode === undefined ? "it did not exit by itself" : `exit code ${exitCode}, not ${exitCodes.join(" or ")}`;
    const reason = (stderr.trim() || stdout.slice(0, 500).trim()).split("\n").at(-1) ?? "";
    return reason === "" ? ending : `${ending}: ${reason}`;
  }
}

function rotate<T>(values: readonly T[], by: number): readonly T[] {
  const start = values.length === 0 ? 0 : by % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
}
