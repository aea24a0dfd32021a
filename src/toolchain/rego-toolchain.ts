// OPA's compiler, checker, formatter, test runner and evaluator, as the embedded module offers them.
import { TouchstoneError, messageOf } from "../model/index.ts";
import { startGoModule, type GoModule } from "../wasi/go-module.ts";

/** Rego source by file name; the name is what messages show. */
export type RegoSources = Readonly<Record<string, string>>;

/** What the compiler says of one place; `row` and `col` count from 1, and are 0 when there is none. */
export interface RegoProblem {
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly row: number;
  readonly col: number;
}

/** What one policy file says of itself. */
export interface PolicyAnnotations {
  readonly file: string;
  /** Below `data`: `["touchstone", "workload", "host-pid"]`. */
  readonly package: readonly string[];
  /** Names of the rules that the file defines, sorted. */
  readonly rules: readonly string[];
  /** The METADATA of the package, undecoded; null when there is none. */
  readonly metadata: unknown;
  /** Line of the METADATA, or of the package statement. */
  readonly row: number;
}

export interface RegoTest {
  readonly file: string;
  readonly row: number;
  readonly package: string;
  readonly name: string;
  readonly passed: boolean;
  readonly skipped: boolean;
  readonly error?: string;
}

/** Every function throws `RegoError` when the policies are at fault. */
export interface RegoToolchain {
  /** One request to the embedded module; what it answers depends on `op`. */
  ask(request: { readonly op: string } & Readonly<Record<string, unknown>>): unknown;
  version(): string;
  /** Type-checks the policies together and reads their METADATA, in the order of their file names. */
  annotations(modules: RegoSources): readonly PolicyAnnotations[];
  compile(modules: RegoSources, entrypoints: readonly string[]): Uint8Array<ArrayBuffer>;
  format(modules: RegoSources): RegoSources;
  test(modules: RegoSources): readonly RegoTest[];
  /** The value of `query` for each input by OPA's own evaluator; null where it is undefined. */
  evaluate(modules: RegoSources, query: string, inputs: readonly unknown[]): readonly unknown[];
}

/** Policies that do not parse, compile or type-check: the compiler's messages, each with its place. */
export class RegoError extends TouchstoneError {
  readonly problems: readonly RegoProblem[];

  constructor(problems: readonly RegoProblem[]) {
    super("E_POLICY", problems.map(describeProblem).join("\n"), "Correct the policy at the place that is named.");
    this.problems = problems;
  }
}

function describeProblem({ file, row, col, code, message }: RegoProblem): string {
  const place = [file || "policies", row, col].filter((part) => part !== 0).join(":");
  return `${place}: ${code === "error" ? "" : `${code}: `}${message}`;
}

interface Response {
  readonly version?: string;
  readonly wasm?: string;
  readonly formatted?: RegoSources;
  readonly problems?: readonly RegoProblem[];
  readonly annotations?: readonly PolicyAnnotations[];
  readonly tests?: readonly RegoTest[];
  readonly results?: readonly unknown[];
}

/**
 * Starts the embedded toolchain from its module file.
 * @throws TouchstoneError E_TOOLCHAIN when the module is missing
 */
export async function startRegoToolchain(wasmFile: string): Promise<RegoToolchain> {
  let module: GoModule;
  try {
    module = await startGoModule(wasmFile);
  } catch (cause) {
    throw new TouchstoneError(
      "E_TOOLCHAIN",
      `the embedded Rego compiler cannot be started: ${messageOf(cause)}`,
      "Reinstall Touchstone; in a source tree run `npm run setup`.",
      cause,
    );
  }
  function ask(request: object): Response {
    const response = module.call(request) as Response & { readonly errors?: readonly RegoProblem[] };
    if (response.errors && response.errors.length > 0) throw new RegoError(response.errors);
    return response;
  }
  return {
    ask,
    version: () => ask({ op: "version" }).version ?? "",
    annotations: (modules) => ask({ op: "annotations", modules }).annotations ?? [],
    compile: (modules, entrypoints) =>
      new Uint8Array(Buffer.from(ask({ op: "compile", modules, entrypoints }).wasm ?? "", "base64")),
    format(modules) {
      const { formatted = {}, problems = [] } = ask({ op: "format", modules });
      if (problems.length > 0) throw new RegoError(problems);
      return formatted;
    },
    test: (modules) => ask({ op: "test", modules }).tests ?? [],
    evaluate: (modules, query, inputs) => ask({ op: "eval", modules, query, inputs }).results ?? [],
  };
}
