// Runs the `opa` of this machine on policies: as a process without a shell, in a private folder that is gone afterwards.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, parse } from "node:path";
import { execa } from "execa";
import { TouchstoneError, messageOf } from "../model/index.ts";
import { RegoError, type RegoProblem, type RegoSources } from "./rego-toolchain.ts";

/** An OPA that can be run. */
export interface NativeOpa {
  /** A name to be found on the PATH, or an absolute path. */
  readonly command: string;
  /** As it prints it, such as `1.22.2`. */
  readonly version: string;
}

/** Policies as files that OPA reads. */
export interface OpaWorkspace {
  /** In the order of the names that messages show; `name` is that of the copy. */
  readonly files: readonly { readonly name: string; readonly shown: string; readonly text: string }[];
  /**
   * Runs `opa build` and returns the bundle.
   * @throws RegoError with the problems that the embedded compiler would name
   */
  readonly build: (flags: readonly string[]) => Promise<Buffer>;
  /** Runs any other command, which answers in JSON. */
  readonly ask: (args: readonly string[], input?: unknown) => Promise<unknown>;
}

const timeLimitMs = 120_000;
const outputLimitMiB = 64;
const bundleName = "touchstone-bundle.tar.gz";
/** What the environment must have for a process to start and to find its temporary files; OPA_* would set its flags. */
const variables = ["PATH", "PATHEXT", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP"];

/**
 * Asks `command` for its version; undefined when it is missing, does not answer, or is no OPA of version 1 or later.
 * It is not looked for in the current folder, wherever the PATH may point.
 */
export async function findNativeOpa(command = "opa"): Promise<NativeOpa | undefined> {
  const { problem, stdout } = await runOpa(command, ["version"], { cwd: parse(process.cwd()).root, timeout: 10_000 });
  const version = /^Version: ([1-9]\d*\.\d+\.\d+[\w.+-]*)\s*$/m.exec(stdout)?.[1];
  const isOpa = /^Rego Version: /m.test(stdout);
  return problem !== undefined || version === undefined || !isOpa ? undefined : { command, version };
}

/** What there is to say when OPA fails, and the policies are not to blame. */
export function opaFailure({ command, version }: NativeOpa, said: string, cause?: unknown): TouchstoneError {
  return new TouchstoneError(
    "E_TOOLCHAIN",
    `OPA ${version}, which was found as ${command}, failed: ${said}`,
    "Repair that OPA, or take it off the PATH: Touchstone then compiles with its own.",
    cause,
  );
}

/**
 * Writes the policies to a folder, lets `work` run OPA on them, and removes the folder.
 * @throws TouchstoneError E_TOOLCHAIN when the folder cannot be written
 */
export async function inWorkspace<Result>(
  opa: NativeOpa,
  modules: RegoSources,
  work: (workspace: OpaWorkspace) => Promise<Result>,
): Promise<Result> {
  const files = Object.keys(modules)
    .toSorted()
    .map((shown, index) => ({
      name: `policy-${String(index).padStart(6, "0")}.rego`,
      shown,
      text: modules[shown] ?? "",
    }));
  const folder = await inTemporaryFolder(() => mkdtemp(join(tmpdir(), "touchstone-opa-")));
  try {
    await inTemporaryFolder(async () => {
      await mkdir(join(folder, "policies"));
      await Promise.all(files.map(({ name, text }) => writeFile(join(folder, "policies", name), text)));
    });
    return await work(openWorkspace(opa, folder, files));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inTemporaryFolder<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw new TouchstoneError(
      "E_TOOLCHAIN",
      `the policies cannot be written to the folder for temporary files: ${messageOf(cause)}`,
      "Make room in that folder, or set TMPDIR to another one.",
      cause,
    );
  }
}

function openWorkspace(opa: NativeOpa, folder: string, files: OpaWorkspace["files"]): OpaWorkspace {
  const shownNames = new Map(files.map(({ name, shown }) => [name, shown]));
  function withShownNames(text: string): string {
    return text.replace(/policy-\d{6}\.rego/g, (name) => shownNames.get(name) ?? name);
  }
  function run(args: readonly string[], input = ""): Promise<OpaRun> {
    return runOpa(opa.command, args, { cwd: join(folder, "policies"), input, timeout: timeLimitMs });
  }
  /** Why the build failed. Only `opa check` says it with columns; but it looks at more, so that it is not asked first. */
  async function explain({ problem = "", stdout, stderr }: OpaRun): Promise<Error> {
    const reason = /^error: ([^]*)/m.exec(`${stdout}\n${stderr}`)?.[1]?.trim();
    if (reason === undefined) return opaFailure(opa, withShownNames(problem));
    const checked = await run(["check", "--format=json", "."]);
    if (checked.problem === undefined) {
      if (reason.includes(bundleName)) return opaFailure(opa, reason);
      return new RegoError([{ code: "error", message: withShownNames(reason), file: "", row: 0, col: 0 }]);
    }
    const { errors = [] } = parseAnswer(opa, checked.stderr) as { readonly errors?: readonly OpaProblem[] };
    return new RegoError(
      errors.map(({ code = "error", message, location: { file = "", row = 0, col = 0 } = {} }) => ({
        code,
        message: withShownNames(message),
        file: withShownNames(file),
        row,
        col,
      })),
    );
  }
  return {
    files,
    async build(flags) {
      const built = await run(["build", ...flags, `--output=../${bundleName}`, "."]);
      if (built.problem !== undefined) throw await explain(built);
      try {
        return await readFile(join(folder, bundleName));
      } catch (cause) {
        throw opaFailure(opa, "it wrote no bundle", cause);
      }
    },
    async ask(args, input) {
      const { problem, stdout } = await run(args, JSON.stringify(input));
      if (problem !== undefined) throw opaFailure(opa, withShownNames(problem));
      return parseAnswer(opa, stdout);
    },
  };
}

/** As `opa check` prints it. */
interface OpaProblem {
  readonly code?: string;
  readonly message: string;
  readonly location?: Partial<Pick<RegoProblem, "file" | "row" | "col">>;
}

function parseAnswer(opa: NativeOpa, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw opaFailure(opa, `its answer is no JSON: ${text.slice(0, 200)}`, cause);
  }
}

interface OpaRun {
  readonly stdout: string;
  readonly stderr: string;
  /** Why the run failed, if it did. */
  readonly problem?: string;
}

interface OpaRunOptions {
  readonly cwd: string;
  readonly input?: string;
  readonly timeout: number;
}

async function runOpa(command: string, args: readonly string[], options: OpaRunOptions): Promise<OpaRun> {
  const { failed, isMaxBuffer, timedOut, stdout, stderr, shortMessage } = await execa(command, args, {
    ...options,
    input: options.input ?? "",
    env: toEnvironment(process.env),
    extendEnv: false,
    maxBuffer: outputLimitMiB * 1024 * 1024,
    reject: false,
  });
  if (!failed) return { stdout, stderr };
  if (timedOut) return { stdout: "", stderr: "", problem: `it did not finish within ${options.timeout / 1000} seconds` };
  if (isMaxBuffer) return { stdout: "", stderr: "", problem: `it printed more than ${outputLimitMiB} MiB` };
  return { stdout, stderr, problem: toMessage(stderr || stdout) || (shortMessage ?? "it gave no reason") };
}

function toEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => variables.includes(name.toUpperCase())));
}

/** The first lines of what a program said, a crash without its stack. */
function toMessage(text: string): string {
  return text.replace(/\n\s*goroutine \d[^]*/, "").trim().split("\n", 10).join("\n");
}
