// The functions of a compiled policy module, and what it is given: OPA's WASM ABI, version 1.2 and later.
// https://www.openpolicyagent.org/docs/wasm
import { PolicyFault } from "./policy-fault.ts";
import type { TextMemory } from "./text-memory.ts";

/** Addresses and sizes are numbers; a text ends with a NUL. */
export interface PolicyExports extends WebAssembly.Exports {
  readonly opa_eval: (
    reserved: number,
    entrypoint: number,
    data: number,
    input: number,
    inputLength: number,
    heap: number,
    /** 0 for JSON, 1 for a Rego value. */
    format: number,
  ) => number;
  readonly opa_malloc: (size: number) => number;
  readonly opa_free: (address: number) => void;
  readonly opa_heap_ptr_get: () => number;
  readonly opa_json_parse: (text: number, length: number) => number;
  readonly opa_json_dump: (value: number) => number;
  readonly opa_value_parse: (text: number, length: number) => number;
  readonly opa_value_dump: (value: number) => number;
  readonly builtins: () => number;
  readonly entrypoints: () => number;
}

/** Answers with the address of a value, or 0; arguments are addresses of values. */
export type CallBuiltin = (id: number, args: readonly number[]) => number;

/** Starts a module. Throws Error when its ABI is not ours. */
export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  text: TextMemory,
  call: CallBuiltin,
): PolicyExports {
  const { exports } = new WebAssembly.Instance(module, {
    env: {
      memory,
      opa_abort(address: number): never {
        throw new PolicyFault(text.read(address));
      },
      // Compiled policies have no print statements.
      opa_println: () => {},
      opa_builtin0: (id: number) => call(id, []),
      opa_builtin1: (id: number, _context: number, a: number) => call(id, [a]),
      opa_builtin2: (id: number, _context: number, a: number, b: number) => call(id, [a, b]),
      opa_builtin3: (id: number, _context: number, a: number, b: number, c: number) => call(id, [a, b, c]),
      opa_builtin4: (id: number, _context: number, a: number, b: number, c: number, d: number) =>
        call(id, [a, b, c, d]),
    },
  });
  const [major, minor] = [exports["opa_wasm_abi_version"], exports["opa_wasm_abi_minor_version"]].map((version) =>
    version instanceof WebAssembly.Global ? (version.value as number) : undefined,
  );
  if (major !== 1 || minor === undefined || minor < 2)
    throw new Error(`the policy module has ABI version ${major}.${minor}; 1.2 or a later 1.x is wanted`);
  return exports as PolicyExports;
}
