// Hosts one Go program built as a WASI reactor: start once, call many times, JSON in and JSON out.
import { readFile } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { WASI } from "node:wasi";

interface GoExports extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  /** Reserves `size` bytes for the next request and returns their address. */
  readonly allocate: (size: number) => number;
  /** Runs the request at `address`; returns (address << 32) | length of the response. */
  readonly call: (address: number, size: number) => bigint;
}

export interface GoModuleOptions {
  /** Folders that the program may read: guest path to host path. Nothing else of the file system is visible to it. */
  readonly preopens?: Readonly<Record<string, string>>;
}

/** A running Go module. Its memory is its own; a `GoModule` is garbage-collected like any value. */
export interface GoModule {
  /** Sends one request and returns the response, both JSON values. Throws when the program itself ends. */
  call(request: unknown): unknown;
}

const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** Compiles `file` once per process and starts a fresh instance of it. */
export async function startGoModule(file: string, options: GoModuleOptions = {}): Promise<GoModule> {
  const module = await compileOnce(file);
  const wasi = new WASI({ version: "preview1", args: [], env: {}, preopens: { ...options.preopens }, returnOnExit: true });
  const instance = await WebAssembly.instantiate(module, wasi.getImportObject() as WebAssembly.Imports);
  wasi.initialize(instance);
  const exports = instance.exports as GoExports;
  return {
    call(request) {
      const bytes = Buffer.from(JSON.stringify(request), "utf8");
      const address = exports.allocate(bytes.length) >>> 0;
      new Uint8Array(exports.memory.buffer, address, bytes.length).set(bytes);
      const packed = BigInt.asUintN(64, exports.call(address, bytes.length));
      const start = Number(packed >> 32n);
      const length = Number(packed & 0xffff_ffffn);
      return JSON.parse(Buffer.from(exports.memory.buffer, start, length).toString("utf8")) as unknown;
    },
  };
}

function compileOnce(file: string): Promise<WebAssembly.Module> {
  let module = compiled.get(file);
  if (!module) {
    module = readFile(file).then(compileForShortRuns);
    compiled.set(file, module);
  }
  return module;
}

/** V8 optimises Go's large functions too early for calls that last a second; a higher budget halves the start. */
async function compileForShortRuns(bytes: Buffer<ArrayBuffer>): Promise<WebAssembly.Module> {
  setFlagsFromString("--wasm-tiering-budget=200000000");
  try {
    return await WebAssembly.compile(bytes);
  } finally {
    setFlagsFromString("--wasm-tiering-budget=13000000");
  }
}
