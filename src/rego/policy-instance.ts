// One instance of a compiled policy module: input JSON in, the entrypoint's value out. Speaks OPA's WASM ABI itself, so that
// builtin functions get values as Rego has them (sets, numbers with all of their digits) and results are found at once.
import { BuiltinCaller, type BuiltinOptions } from "./builtins/builtin-caller.ts";
import { instantiate, type PolicyExports } from "./policy-exports.ts";
import { faultOf } from "./policy-fault.ts";
import { TextMemory, pageBytes } from "./text-memory.ts";

export interface InstanceOptions {
  readonly builtins: BuiltinOptions;
  /** How large the memory may become. */
  readonly memoryBytes: number;
  /** How long the text of one answer may be. */
  readonly answerBytes: number;
}

/** What a policy may take for one subject before it is at fault. */
export const defaultLimits: Pick<InstanceOptions, "memoryBytes" | "answerBytes"> = {
  memoryBytes: 256 * 1024 * 1024,
  answerBytes: 16 * 1024 * 1024,
};

/** How much an evaluation may leave behind. */
const recycleBytes = 64 * 1024 * 1024;

export class PolicyInstance {
  /** Entrypoints and their numbers. */
  readonly entrypoints: Readonly<Record<string, number>>;
  readonly #exports: PolicyExports;
  readonly #memory: TextMemory;
  readonly #options: InstanceOptions;
  /** Address of the `data` document. */
  readonly #data: number;
  /** Where the input's text goes; everything above it is given back with each evaluation. */
  readonly #start: number;
  #input: string | undefined;
  #inputBytes = 0;

  /**
   * `data` is JSON.
   * @throws Error when the module is no policy, or the data does not fit
   */
  constructor(module: WebAssembly.Module, data: string, options: InstanceOptions) {
    const memory = new WebAssembly.Memory({ initial: 8, maximum: Math.ceil(options.memoryBytes / pageBytes) });
    this.#memory = new TextMemory(memory);
    const caller = new BuiltinCaller(this.#memory, options.builtins);
    this.#exports = instantiate(module, memory, this.#memory, (id, args) => caller.call(id, args));
    this.#options = options;
    caller.attach(this.#exports, this.#readNames(this.#exports.builtins()));
    this.entrypoints = this.#readNames(this.#exports.entrypoints());
    this.#data = this.#load(data);
    this.#start = this.#exports.opa_heap_ptr_get();
  }

  /** Whether its memory, which never shrinks, has become so large that a fresh instance is the better one. */
  get hasGrown(): boolean {
    return this.#memory.bytes > this.#start + recycleBytes;
  }

  /**
   * The value of an entrypoint for an input, both as JSON; undefined when the entrypoint is undefined. An input that is the
   * same as the last one is not written again.
   * @throws PolicyFault the instance is not to be used after that
   */
  evaluate(entrypoint: number, input: string): string | undefined {
    const text = this.answer(entrypoint, input, "json");
    // `[{"result":<value>}]`, or `[]`.
    return text.length > 2 ? text.slice('[{"result":'.length, -"}]".length) : undefined;
  }

  /**
   * The whole result set: a list of bindings, as JSON or as a Rego value, in which sets are sets. An empty input is none.
   * @throws PolicyFault the instance is not to be used after that
   */
  answer(entrypoint: number, input: string, format: "json" | "rego"): string {
    try {
      if (input !== this.#input) {
        this.#inputBytes = this.#memory.write(this.#start, input);
        this.#input = input;
      }
      const [at, length, data] = [this.#start, this.#inputBytes, this.#data];
      const address = this.#exports.opa_eval(0, entrypoint, data, at, length, at + length, format === "json" ? 0 : 1);
      return this.#memory.read(address, this.#options.answerBytes);
    } catch (thrown) {
      throw faultOf(thrown, this.#options.memoryBytes);
    }
  }

  /** Names and numbers, which a module tells as an object. */
  #readNames(value: number): Readonly<Record<string, number>> {
    return JSON.parse(this.#memory.read(this.#exports.opa_json_dump(value))) as Record<string, number>;
  }

  #load(json: string): number {
    const bytes = Buffer.from(json, "utf8");
    const text = this.#exports.opa_malloc(bytes.length);
    this.#memory.write(text, json);
    const value = this.#exports.opa_json_parse(text, bytes.length);
    if (value === 0) throw new Error("the data document is no JSON");
    this.#exports.opa_free(text);
    return value;
  }
}
