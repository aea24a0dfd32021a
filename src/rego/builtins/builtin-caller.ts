// Answers a policy module's calls of builtin functions that it does not bring itself: by a twin in TypeScript, else by OPA's own.
import type { PolicyExports } from "../policy-exports.ts";
import { PolicyFault } from "../policy-fault.ts";
import type { TextMemory } from "../text-memory.ts";
import { callGoBuiltin } from "./go-builtins.ts";
import { isAllowed } from "./guarded-builtins.ts";
import { NetworkBuiltins } from "./network-builtins.ts";
import { twins } from "./twins.ts";

export interface BuiltinOptions {
  /** The time of the run, ISO 8601: what `time.now_ns` says, always. */
  readonly now: string;
  /** Names of builtin functions that are off unless they are allowed. */
  readonly allowed: readonly string[];
  /** What `opa.runtime` answers once it is allowed, as JSON; the default is an empty object. */
  readonly runtime?: string;
}

type Exports = Pick<PolicyExports, "opa_malloc" | "opa_free" | "opa_value_dump" | "opa_value_parse">;

/** What the network answered in a run, for all of its policies: options are of one run. */
const networks = new WeakMap<BuiltinOptions, NetworkBuiltins>();

/** Answers with a value's text, or undefined. */
type Builtin = (args: readonly string[]) => string | undefined;

export class BuiltinCaller {
  readonly #memory: TextMemory;
  readonly #options: BuiltinOptions;
  readonly #nanoseconds: string;
  #exports: Exports | undefined;
  #functions: readonly (Builtin | undefined)[] = [];

  constructor(memory: TextMemory, options: BuiltinOptions) {
    this.#memory = memory;
    this.#options = options;
    this.#nanoseconds = `${BigInt(Date.parse(options.now)) * 1_000_000n}`;
  }

  /** Says how the module is called, and which builtin functions it calls by which numbers. */
  attach(exports: Exports, names: Readonly<Record<string, number>>): void {
    this.#exports = exports;
    const functions: Builtin[] = [];
    for (const [name, id] of Object.entries(names)) functions[id] = this.#find(name);
    this.#functions = functions;
  }

  /** The address of the value that a builtin function gives; 0 when it is undefined. Throws PolicyFault. */
  call(id: number, args: readonly number[]): number {
    const exports = this.#exports;
    const builtin = this.#functions[id];
    if (!exports || !builtin) throw new PolicyFault(`the policy calls builtin function ${id}, which it does not name`);
    const answer = builtin(
      args.map((arg) => {
        const text = exports.opa_value_dump(arg);
        const value = this.#memory.read(text);
        exports.opa_free(text);
        return value;
      }),
    );
    if (answer === undefined) return 0;
    const text = exports.opa_malloc(answer.length * 3);
    const length = this.#memory.write(text, answer);
    const value = exports.opa_value_parse(text, length);
    exports.opa_free(text);
    if (value === 0) throw new PolicyFault("a builtin function's value cannot be read");
    return value;
  }

  #find(name: string): Builtin {
    if (!isAllowed(name, this.#options.allowed))
      return () => {
        throw new PolicyFault(`it calls ${name}, which is off: allow it by name with --allow-builtin ${name}`);
      };
    if (name === "time.now_ns") return () => this.#nanoseconds;
    if (name === "opa.runtime") return () => this.#options.runtime ?? "{}";
    if (name === "http.send") return ([request = ""]) => this.#network().httpSend(request);
    if (name === "net.lookup_ip_addr") return ([host = ""]) => this.#network().lookup(host);
    const twin = twins.get(name);
    // An error of its arguments makes a call undefined, as in OPA.
    const foreign: Builtin = (args) => callGoBuiltin(name, args, { nanoseconds: this.#nanoseconds, strict: false });
    return twin ? (args) => twin(args) ?? foreign(args) : foreign;
  }

  #network(): NetworkBuiltins {
    const known = networks.get(this.#options);
    if (known) return known;
    const network = new NetworkBuiltins(this.#nanoseconds);
    networks.set(this.#options, network);
    return network;
  }
}
