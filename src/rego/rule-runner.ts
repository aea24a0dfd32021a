// Asks the entrypoints of a compiled module that may be any Rego, in this thread.
import { parseExact, stringifyExact } from "../model/index.ts";
import type { BuiltinOptions } from "./builtins/builtin-caller.ts";
import { PolicyFault } from "./policy-fault.ts";
import { PolicyInstance, defaultLimits } from "./policy-instance.ts";

export class RuleRunner {
  readonly #start: () => PolicyInstance;
  #instance: PolicyInstance;
  readonly #entrypoints: Readonly<Record<string, number>>;

  /** `data` is JSON. */
  constructor(module: WebAssembly.Module, data: string, builtins: BuiltinOptions) {
    this.#start = () => new PolicyInstance(module, data, { ...defaultLimits, builtins });
    this.#instance = this.#start();
    this.#entrypoints = this.#instance.entrypoints;
  }

  /** Sorted. */
  get entrypoints(): readonly string[] {
    return Object.keys(this.#entrypoints).toSorted();
  }

  /**
   * The value of an entrypoint, a set as an array; undefined when it is undefined.
   * @throws RangeError when there is no such entrypoint
   * @throws PolicyFault when the policy fails, or takes too much
   */
  evaluate(entrypoint: string, input: unknown): unknown {
    const number = this.#entrypoints[entrypoint];
    if (number === undefined)
      throw new RangeError(`there is no entrypoint ${entrypoint}; there are ${this.entrypoints.join(", ")}`);
    try {
      const text = this.#instance.evaluate(number, input === undefined ? "" : stringifyExact(input));
      if (this.#instance.hasGrown) this.#instance = this.#start();
      return text === undefined ? undefined : parseExact(text);
    } catch (thrown) {
      if (thrown instanceof PolicyFault) this.#instance = this.#start();
      throw thrown;
    }
  }
}
