// Compiles a user's policies: with the machine's own OPA, which is faster, or with the one that comes with Touchstone.
import { gunzipSync } from "node:zlib";
import { messageOf } from "../model/index.ts";
import { findNativeOpa, inWorkspace, opaFailure, type NativeOpa } from "./native-opa.ts";
import { readTarFile } from "./read-tar.ts";
import { startRegoToolchain, type PolicyAnnotations, type RegoSources, type RegoToolchain } from "./rego-toolchain.ts";

/** What compilation takes. Both functions throw `RegoError` when the policies are at fault. */
export interface RegoCompiler {
  /** Type-checks the policies together and reads their METADATA, in the order of their file names. */
  annotations(modules: RegoSources): readonly PolicyAnnotations[] | Promise<readonly PolicyAnnotations[]>;
  compile(
    modules: RegoSources,
    entrypoints: readonly string[],
  ): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
  /** One request to the embedded toolchain, which is started for it when another compiler is used. */
  ask(request: { readonly op: string } & Readonly<Record<string, unknown>>): unknown;
}

export interface RegoCompilerChoice {
  /** Names the compiler, and its version where that is not Touchstone's to decide; fit for a file name. */
  readonly id: string;
  readonly start: () => Promise<RegoCompiler>;
}

export interface RegoCompilerOptions {
  /** The embedded toolchain's module; it is read when that is started. */
  readonly wasmFile: string;
  /** The default looks on the PATH. */
  readonly findNative?: () => Promise<NativeOpa | undefined>;
}

const archiveLimitBytes = 256 * 1024 * 1024;

/** Takes a native OPA when there is a usable one, else the embedded compiler. */
export async function chooseRegoCompiler(options: RegoCompilerOptions): Promise<RegoCompilerChoice> {
  const opa = await (options.findNative ?? findNativeOpa)();
  if (!opa) return { id: "opa-embedded", start: () => startRegoToolchain(options.wasmFile) };
  let embedded: Promise<RegoToolchain> | undefined;
  const compiler: RegoCompiler = {
    ask: async (request) => (await (embedded ??= startRegoToolchain(options.wasmFile))).ask(request),
    annotations: (modules) => readAnnotations(opa, modules),
    compile: (modules, entrypoints) => compile(opa, modules, entrypoints),
  };
  return { id: `opa-native-${opa.version}`, start: () => Promise.resolve(compiler) };
}

async function readAnnotations(opa: NativeOpa, modules: RegoSources): Promise<readonly PolicyAnnotations[]> {
  return inWorkspace(opa, modules, async ({ files, build, ask }) => {
    const sources = Object.fromEntries(files.map(({ name, text }) => [name, text]));
    const [built, inspected, outlined] = await Promise.allSettled([
      build(["--target=rego"]),
      ask(["inspect", "--annotations", "--format=json", "."]),
      ask(["eval", "--format=json", "--stdin-input", outlineQuery], sources),
    ]);
    // The build says what is wrong with the policies; whatever the others say of the same is of no use.
    valueOf(built);
    const { annotations = [] } = valueOf(inspected) as Inspected;
    const { result } = valueOf(outlined) as Outlined;
    return files.map(({ name, shown, text }) => {
      const outline = result?.[0]?.expressions?.[0]?.value?.[name];
      if (!outline) throw opaFailure(opa, `it cannot parse ${shown} alone`);
      const own = annotations.find((one) => one.annotations.scope === "package" && one.location.file.endsWith(name));
      return { file: shown, ...outline, metadata: own?.annotations ?? null, row: rowOf(text, own !== undefined) };
    });
  });
}

function valueOf<Value>(settled: PromiseSettledResult<Value>): Value {
  if (settled.status === "rejected") throw settled.reason as Error;
  return settled.value;
}

/** Of what `opa inspect` prints. The place is that of the package, not of its METADATA. */
interface Inspected {
  readonly annotations?: readonly {
    readonly annotations: { readonly scope?: string };
    readonly location: { readonly file: string };
  }[];
}

/** By file: the steps of the package below `data`, and the names of the rules. */
const outlineQuery = `{file: {"package": path, "rules": rules} |
  some file, source in input
  parsed := rego.parse_module(file, source)
  path := [step.value | some index, step in parsed["package"].path; index > 0; step.type == "string"]
  rules := {rule.head.ref[0].value | some rule in object.get(parsed, "rules", [])}
}`;

interface Outlined {
  readonly result?: readonly {
    readonly expressions?: readonly {
      readonly value?: Readonly<Record<string, Pick<PolicyAnnotations, "package" | "rules">>>;
    }[];
  }[];
}

/** The line of a module's package statement, or of the METADATA above it. Only comments and blank lines stand above both. */
function rowOf(source: string, hasMetadata: boolean): number {
  const lines = source.split("\n");
  const statement = lines.findIndex((line) => !/^\s*(?:#|$)/.test(line));
  if (!hasMetadata) return statement + 1;
  const starts = [...lines.slice(0, statement).entries()].filter(([, line]) => /^#\s*METADATA/.test(line));
  // The other METADATA that can stand here is that of the packages below this one.
  const own = starts.find(([start], position) => {
    const block = lines.slice(start, starts[position + 1]?.[0] ?? statement);
    return !block.some((line) => /^#\s*scope:\s*["']?subpackages/.test(line));
  });
  return (own?.[0] ?? statement) + 1;
}

async function compile(
  opa: NativeOpa,
  modules: RegoSources,
  entrypoints: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const flags = ["--target=wasm", ...entrypoints.map((entrypoint) => `--entrypoint=${entrypoint}`)];
  const bundle = await inWorkspace(opa, modules, ({ build }) => build(flags));
  try {
    const wasm = readTarFile(gunzipSync(bundle, { maxOutputLength: archiveLimitBytes }), "policy.wasm");
    if (!wasm) throw new Error("there is no policy.wasm in it");
    return new Uint8Array(wasm);
  } catch (cause) {
    throw opaFailure(opa, `its bundle cannot be read: ${messageOf(cause)}`, cause);
  }
}
