// Runs every check of a bundle that reads a subject, and keeps a check that fails from spoiling the others' outcomes.
import { parseExact, messageOf, subjectKinds, type SubjectKind } from "../model/index.ts";
import type { BuiltinOptions } from "./builtins/builtin-caller.ts";
import { checkEntrypoint, checksOfGroup, groupEntrypoint, groupsOf, type CheckKinds } from "./entrypoints.ts";
import { readOutcome, type Deviation } from "./outcome.ts";
import { PolicyInstance, defaultLimits } from "./policy-instance.ts";

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
  /** The kind of Kubernetes object that the subject is. */
  readonly resource: string;
  /** The subject's input as JSON. */
  readonly input: string;
}

/** The checks that did not pass on an item; every other check that reads it passed. */
export type ItemResult = readonly { readonly check: string; readonly outcome: Deviation }[];

/** Called before a check is run alone, so that a watcher knows which one does not end. */
export type Announce = (check: string) => void;

export class CheckRunner {
  readonly #modules: readonly ModuleRunner[];

  constructor(modules: readonly RunnerModule[], builtins: BuiltinOptions) {
    this.#modules = modules.map((module) => new ModuleRunner(module, builtins));
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

/** What a module has for the subjects of one group. */
interface GroupPlan {
  readonly entrypoint: string;
  /** Of the checks, in the order of the answers. */
  readonly numbers: readonly number[];
  /** What the entrypoint answers when every check passes: most answers are this, and need no reading. */
  readonly allPass: string;
}

class ModuleRunner {
  readonly #module: RunnerModule;
  readonly #builtins: BuiltinOptions;
  readonly #ignored: ReadonlySet<string>;
  /** By kind, then by kind of object. */
  readonly #plans: ReadonlyMap<SubjectKind, ReadonlyMap<string, GroupPlan>>;
  #instance: PolicyInstance | undefined;

  constructor(module: RunnerModule, builtins: BuiltinOptions) {
    this.#module = module;
    this.#builtins = builtins;
    this.#ignored = new Set(module.ignored);
    this.#plans = new Map(
      subjectKinds.map((kind) => {
        const plans = groupsOf(module.checks, kind).map((group): readonly [string, GroupPlan] => {
          const numbers = checksOfGroup(module.checks, group);
          const allPass = `[${numbers.map(() => "[[],[]]").join(",")}]`;
          return [group.resource, { entrypoint: groupEntrypoint(group), numbers, allPass }];
        });
        return [kind, new Map(plans)];
      }),
    );
  }

  run(item: EvaluationItem): ItemResult {
    const plan = this.#planOf(item);
    if (!plan || plan.numbers.length === 0) return [];
    let text: string | undefined;
    try {
      text = this.#evaluate(plan.entrypoint, item.input);
    } catch {
      return this.runAlone(item, new Set(), () => {});
    }
    if (text === plan.allPass) return [];
    const answers: unknown = text === undefined ? undefined : parseExact(text);
    if (!Array.isArray(answers) || answers.length !== plan.numbers.length)
      return this.runAlone(item, new Set(), () => {});
    const results: { check: string; outcome: Deviation }[] = [];
    for (const [position, number] of plan.numbers.entries()) this.#add(results, number, readOutcome(answers[position]));
    return results;
  }

  runAlone(item: EvaluationItem, leaveOut: ReadonlySet<string>, announce: Announce): ItemResult {
    const results: { check: string; outcome: Deviation }[] = [];
    for (const number of this.#planOf(item)?.numbers ?? []) {
      const id = this.#module.checks[number]?.id ?? "";
      if (leaveOut.has(id) || this.#ignored.has(id)) continue;
      announce(id);
      this.#add(results, number, this.#outcomeAlone(number, item));
    }
    return results;
  }

  #planOf({ kind, resource }: EvaluationItem): GroupPlan | undefined {
    const plans = this.#plans.get(kind);
    return plans?.get(resource) ?? plans?.get("");
  }

  #outcomeAlone(number: number, { input }: EvaluationItem): Deviation | undefined {
    try {
      const text = this.#evaluate(checkEntrypoint(number), input);
      return readOutcome(text === undefined ? undefined : parseExact(text));
    } catch (thrown) {
      return { status: "error", message: messageOf(thrown) };
    }
  }

  /** After a throw the instance may be in any state: the next evaluation gets a fresh one. */
  #evaluate(entrypoint: string, input: string): string | undefined {
    const instance = (this.#instance ??= new PolicyInstance(this.#module.module, this.#module.data, {
      ...defaultLimits,
      builtins: this.#builtins,
    }));
    const number = instance.entrypoints[entrypoint];
    if (number === undefined) throw new RangeError(`the policy module has no entrypoint ${entrypoint}`);
    try {
      const text = instance.evaluate(number, input);
      if (instance.hasGrown) this.#instance = undefined;
      return text;
    } catch (thrown) {
      this.#instance = undefined;
      throw thrown;
    }
  }

  #add(results: { check: string; outcome: Deviation }[], number: number, outcome: Deviation | undefined): void {
    const check = this.#module.checks[number]?.id ?? "";
    if (outcome !== undefined && !this.#ignored.has(check)) results.push({ check, outcome });
  }
}
