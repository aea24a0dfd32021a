// One instance of a compiled policy module: input JSON in, the entrypoint's value out, without opa-wasm's byte-by-byte reading.
import * as opaWasm from "@open-policy-agent/opa-wasm";

/** What opa-wasm's LoadedPolicy carries beside its published types. */
interface LoadedPolicy {
  readonly entrypoints: Readonly<Record<string, number>>;
  readonly mem: WebAssembly.Memory;
  readonly wasmInstance: WebAssembly.Instance;
  readonly dataAddr: number;
  readonly dataHeapPtr: number;
  readonly setData: (json: ArrayBuffer) => void;
}

interface PolicyExports extends WebAssembly.Exports {
  readonly opa_eval: (
    reserved: number,
    entrypoint: number,
    data: number,
    input: number,
    inputLength: number,
    heap: number,
    format: number,
  ) => number;
}

/** The package exports this by its default only, which its types do not say. */
const { loadPolicySync } = (opaWasm as unknown as { readonly default: Pick<typeof opaWasm, "loadPolicySync"> }).default;

const pageBytes = 64 * 1024;
/** 256 MiB: a policy that needs more for one subject is at fault. */
const maximumPages = 4096;
const encoder = new TextEncoder();

export class PolicyInstance {
  readonly #policy: LoadedPolicy;
  readonly #exports: PolicyExports;

  /** `data` is JSON. */
  constructor(module: WebAssembly.Module, data: string) {
    this.#policy = loadPolicySync(module, { initial: 8, maximum: maximumPages }) as unknown as LoadedPolicy;
    if (data !== "{}") this.#policy.setData(encoder.encode(data).buffer);
    this.#exports = this.#policy.wasmInstance.exports as PolicyExports;
  }

  /**
   * The value of an entrypoint for an input, both as JSON text; undefined when the entrypoint is undefined.
   * Throws whatever the policy throws, strings included; the instance is not to be used after that.
   */
  evaluate(entrypoint: string, input: string): unknown {
    const { mem, entrypoints, dataAddr, dataHeapPtr } = this.#policy;
    const number = entrypoints[entrypoint];
    if (number === undefined) throw new Error(`the policy module has no entrypoint ${entrypoint}`);
    // A UTF-16 code unit takes at most three bytes of UTF-8.
    const missing = dataHeapPtr + input.length * 3 - mem.buffer.byteLength;
    if (missing > 0) mem.grow(Math.ceil(missing / pageBytes));
    const { written } = encoder.encodeInto(input, new Uint8Array(mem.buffer, dataHeapPtr));
    const address = this.#exports.opa_eval(0, number, dataAddr, dataHeapPtr, written, dataHeapPtr + written, 0);
    const bytes = Buffer.from(mem.buffer);
    const results = JSON.parse(bytes.toString("utf8", address, bytes.indexOf(0, address))) as { result?: unknown }[];
    return results[0]?.result;
  }
}
