// What there is to say of a scanner: how it is found, asked, and understood. Each has a file that says just this.
import type { Log, ReportingDescriptor, Result } from "sarif";
import type { WeaknessClass } from "../model/index.ts";

export interface Scanner {
  /** Lower case; files and records are named after it. */
  readonly name: string;
  /** What is looked for on the PATH. */
  readonly program: string;
  /** What a run of it looks for. */
  readonly classes: readonly WeaknessClass[];
  /** How to install it, in one line. */
  readonly install: string;
  /** The arguments that make it print its version, which is the first number with dots of what it prints. */
  readonly versionArguments: readonly string[];
  /** Why it has nothing to do with a tree; undefined when it has, which is the default. */
  readonly inapplicable?: (tree: Tree, settings: ScannerSettings) => string | undefined;
  /** It runs in the folder that is scanned. */
  readonly arguments: (call: ScannerCall) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where its report comes out: a stream, or a file in `ScannerCall.folder`. */
  readonly output: "stdout" | "stderr" | { readonly file: string };
  readonly exitCodes: ExitCodes;
  /**
   * Makes SARIF of its report; without one, the report is SARIF.
   * @throws ScannerFault when the report is not what a run that went well writes
   */
  readonly convert?: (report: string, context: ConverterContext) => Log | Promise<Log>;
  /** Whether a result is a secret, so that nothing of what was found may be kept. */
  readonly isSecret?: (result: Result, rule: ReportingDescriptor | undefined) => boolean;
  /** How to ask it of when its vulnerabilities are; without arguments the report says it. `pattern` has the time as its first group. */
  readonly database?: { readonly arguments?: readonly string[]; readonly pattern: RegExp };
}

/** Every other code is a failure. */
export interface ExitCodes {
  /** It ran, and there may be no result. */
  readonly clean: readonly number[];
  /** It ran, and there is a result. May have codes of `clean` in common. */
  readonly findings: readonly number[];
  /** It says that the tree has nothing for it. */
  readonly inapplicable?: readonly number[];
}

/** The files of a folder. */
export interface Tree {
  /** Relative, with `/` separators, in the order of their bytes. */
  readonly files: readonly string[];
}

/** What users say to single scanners. */
export interface ScannerSettings {
  /** Absolute files and folders with rules, or `auto`. */
  readonly semgrepConfig: readonly string[];
}

export interface ScannerCall {
  /** Empty when it does not say one that we understand. */
  readonly version: string;
  /** An empty folder for what it writes. */
  readonly folder: string;
  readonly tree: Tree;
  /** As `ScannerSettings`, but relative to the folder that is scanned. */
  readonly settings: ScannerSettings;
}

export interface ConverterContext {
  readonly version: string;
  /** A file of the folder that is scanned; undefined when it is not there, or too large. */
  readonly readFile: (name: string) => Promise<string | undefined>;
}

/** A scanner did not do what it should; the message says what happened. */
export class ScannerFault extends Error {}
