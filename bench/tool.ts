// What a tool must tell the benchmark to take part: where it is, how it is run on a corpus, and how its output is counted.
import type { Corpus } from "./corpus.ts";
import type { Command } from "./run-process.ts";

/** A tool that was found on this machine. */
export interface Program {
  readonly file: string;
  readonly version: string;
}

/** Counted from a tool's own output, to see that it did its work. */
export interface Output {
  readonly findings: number;
  /** Passes and failures of checks on objects; a tool that did its work has some. Undefined when it does not say. */
  readonly verdicts?: number;
  /** Kubernetes objects that it says it read; undefined when it does not say. */
  readonly objects?: number;
  /** Failures of the checks that the other tools with our Rego also have. */
  readonly sharedFindings?: number;
}

export interface Tool {
  readonly name: string;
  /** Which checks it runs, for the notes below the table. */
  readonly about: string;
  /** Undefined when it is not on this machine. */
  find(): Promise<Program | undefined>;
  /** Makes what it needs in `folder`, outside the measured time, and returns the command. */
  prepare(program: Program, corpus: Corpus, folder: string): Promise<Command>;
  /** Exit codes of a run that did its work; any other is a failure. */
  readonly exitCodes: readonly number[];
  /** Undefined for a command that prints nothing. Throws when the output is not the tool's. */
  readonly readOutput: ((stdout: string) => Output) | undefined;
}
