// Runs every check of a bundle that reads a subject, and keeps a check that fails from spoiling the others' outcomes.
import { messageOf, type SubjectKind } from "../model/index.ts";
import { checkEntrypoint, checksOfKind, kindEntrypoint, type CheckKinds } from "./entrypoints.ts";
import { readOutcome, type Deviation } from "./outcome.ts";
import { PolicyInstance } from "./policy-instance.ts";

/** A compiled module and the checks that it has, by their number. Plain data: it can be sent to a worker. */
export interface RunnerModule {
  readonly module: WebAssembly.Module;
  /** The `data` document, as JSON. */
  readonly data: string;
  readonly checks: readonly CheckKinds[];
  /** Checks whose outcomes do not count: they were not selected, or another module decides them instead. */
  readonly ignored: readonly string[];
}

export interface EvaluationItem {
  readonly kind: SubjectKind;
  /** The subject's input as JSON. */
  readonly input: string;
}

/** The checks that did not pass on an item; every other check of its kind passed. */
export type ItemResult = readonly { readonly check: string; readonly outcome: Deviation }[];

/** Called before a check is run alone, so that a watcher knows which one does not end. */
export type Announce = (check: string) => void;

export class CheckRunner {
  readonly #modules: readonly ModuleRunner[];

  constructor(modules: readonly RunnerModule[]) {
    this.#modules = modules.map((module) => new ModuleRunner(module));
  }

  /** All checks at once; when one throws, each alone. */
  run(item: EvaluationItem): ItemResult {
    return this.#modules.flatMap((module) => module.run(item));
  }

  /** Each check alone, but for those to leave out. */
  runAlone(item: EvaluationItem, leaveOut: ReadonlySet<string>, announce: Announce): ItemResult {
    return this.#modules.flatMap((module) => module.runAlone(item, leaveOut, announce));
  }
}

class ModuleRunner {
  readonly #module: RunnerModule;
  readonly #ignored: ReadonlySet<string>;
  #instance: PolicyInstance | undefined;

  constructor(module: RunnerModule) {
    this.#module = module;
    this.#ignored = new Set(module.ignored);
  }

  run(item: EvaluationItem): ItemResult {
    const numbers = checksOfKind(this.#module.checks, item.kind);
    if (numbers.length === 0) return [];
    let answers: unknown;
    try {
      answers = this.#evaluate(kindEntrypoint(item.kind), item.input);
    } catch {
      return this.runAlone(item, new Set(), () => {});
    }
    if (!Array.isArray(answers) || answers.length !== numbers.length) return this.runAlone(item, new Set(), () => {});
    return numbers.flatMap((number, position) => this.#result(number, readOutcome(answers[position])));
  }

  runAlone(item: EvaluationItem, leaveOut: ReadonlySet<string>, announce: Announce): ItemResult {
    return checksOfKind(this.#module.checks, item.kind).flatMap((number) => {
      const id = this.#module.checks[number]?.id ?? "";
      if (leaveOut.has(id) || this.#ignored.has(id)) return [];
      announce(id);
      return this.#result(number, this.#outcomeAlone(number, item));
    });
  }

  #outcomeAlone(number: number, { input }: EvaluationItem): Deviation | undefined {
    try {
      return readOutcome(this.#evaluate(checkEntrypoint(number), input));
    } catch (thrown) {
      return { status: "error", message: messageOf(thrown) };
    }
  }

  /** After a throw the instance may be in any state: the next evaluation gets a fresh one. */
  #evaluate(entrypoint: string, input: string): unknown {
    this.#instance ??= new PolicyInstance(this.#module.module, this.#module.data);
    try {
      return this.#instance.evaluate(entrypoint, input);
    } catch (thrown) {
      this.#instance = undefined;
      throw thrown;
    }
  }

  #result(number: number, outcome: Deviation | undefined): ItemResult {
    const check = this.#module.checks[number]?.id ?? "";
    return outcome === undefined || this.#ignored.has(check) ? [] : [{ check, outcome }];
  }
}
