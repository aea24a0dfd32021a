// Hosts one Go program built as a WASI reactor: start once, call many times, bytes in and bytes out.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import type * as wasiModule from "node:wasi";

interface GoExports extends WebAssembly.Exports {
  readonly memory: WebAssembly.Memory;
  /** Reserves `size` bytes for the next request and returns their address. */
  readonly allocate: (size: number) => number;
}

/** Runs the request at `address`; returns (address << 32) | length of the response. */
type GoCall = (address: number, size: number) => bigint;

export interface GoModuleOptions {
  /** Folders that the program may read: guest path to host path. Nothing else of the file system is visible to it. */
  readonly preopens?: Readonly<Record<string, string>>;
}

/** A running Go module. Its memory is its own; a `GoModule` is garbage-collected like any value. */
export interface GoModule {
  /** Sends one request and returns the response, both JSON values. Throws when the program itself ends. */
  call(request: unknown): unknown;
  /** Sends text to an exported function and returns its answer. Throws when the program itself ends. */
  callText(exported: string, request: string): string;
  /** Size of its memory, which never shrinks. */
  readonly memoryBytes: number;
}

const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** Compiles `file` once per process and starts a fresh instance of it. */
export async function startGoModule(file: string, options: GoModuleOptions = {}): Promise<GoModule> {
  let module = compiled.get(file);
  if (!module) {
    module = compile(file);
    compiled.set(file, module);
  }
  const { instance, wasi } = prepare(await module, options, (ready, imports) =>
    WebAssembly.instantiate(ready, imports),
  );
  return run(await instance, wasi);
}

const compiledHere = new Map<string, WebAssembly.Module>();

/** The same for a caller that cannot wait: the thread stands still for the third of a second that it takes. */
export function startGoModuleSync(file: string): GoModule {
  let module = compiledHere.get(file);
  if (!module) {
    const bytes = readFileSync(file);
    module = new WebAssembly.Module(bytes);
    compiledHere.set(file, module);
  }
  const { instance, wasi } = prepare(module, {}, (ready, imports) => new WebAssembly.Instance(ready, imports));
  return run(instance, wasi);
}

function prepare<Started>(
  module: WebAssembly.Module,
  options: GoModuleOptions,
  start: (module: WebAssembly.Module, imports: WebAssembly.Imports) => Started,
): { readonly instance: Started; readonly wasi: wasiModule.WASI } {
  const wasi = new (loadWasi().WASI)({
    version: "preview1",
    args: [],
    env: {},
    preopens: { ...options.preopens },
    returnOnExit: true,
  });
  return { instance: start(module, wasi.getImportObject() as WebAssembly.Imports), wasi };
}

type Wasi = Pick<typeof wasiModule, "WASI">;

let loaded: Wasi | undefined;

/** node:wasi warns when it is loaded that it is experimental; that is for us to know. */
function loadWasi(): Wasi {
  if (loaded) return loaded;
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    return (loaded = process.getBuiltinModule("node:wasi"));
  } finally {
    process.emitWarning = emitWarning;
  }
}

function run(instance: WebAssembly.Instance, wasi: wasiModule.WASI): GoModule {
  wasi.initialize(instance);
  const { memory, allocate } = instance.exports as GoExports;
  function callText(exported: string, request: string): string {
    const bytes = Buffer.from(request, "utf8");
    const address = allocate(bytes.length) >>> 0;
    new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
    const packed = BigInt.asUintN(64, (instance.exports[exported] as GoCall)(address, bytes.length));
    const start = Number(packed >> 32n);
    const length = Number(packed & 0xffff_ffffn);
    return Buffer.from(memory.buffer, start, length).toString("utf8");
  }
  return {
    callText,
    call: (request) => JSON.parse(callText("call", JSON.stringify(request))) as unknown,
    get memoryBytes() {
      return memory.buffer.byteLength;
    },
  };
}

async function compile(file: string): Promise<WebAssembly.Module> {
  const bytes = await readFile(file);
  setTieringBudget(shortRuns);
  try {
    return await WebAssembly.compile(bytes);
  } finally {
    setTieringBudget(usual);
  }
}

/** V8 optimises Go's large functions too early for calls that last a second; a higher budget halves the start. */
const shortRuns = 200_000_000;
const usual = 13_000_000;

function setTieringBudget(budget: number): void {
  setFlagsFromString(`--wasm-tiering-budget=${budget}`);
}
