// Builds the Go modules of toolchain/: the one part of the set-up that needs more than Node.js.
import { mkdir, rename } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { root } from "./build-step.ts";

/** A problem of the machine that the person at it can mend. */
export class SetupError extends Error {}

/** The Go version that the modules ask for, such as `1.26.0`. */
function wantedVersion(): string {
  const version = /^go (\d+\.\d+(?:\.\d+)?)$/m.exec(readFileSync(join(root, "toolchain/rego/go.mod"), "utf8"))?.[1];
  if (version === undefined) throw new Error("toolchain/rego/go.mod names no Go version");
  return version;
}

/**
 * The version of the `go` on the PATH.
 * @throws SetupError when there is none, or it is too old
 */
export async function requireGo(): Promise<string> {
  const wanted = wantedVersion();
  const why =
    "A source build needs Go, because OPA's compiler and Helm's template engine are Go programs that are built to WebAssembly " +
    "once. The published package carries them built, and needs no Go.";
  const { failed, stdout } = await execa("go", ["env", "GOVERSION"], { reject: false, env: { GOTOOLCHAIN: "local" } });
  if (failed)
    throw new SetupError(
      `Go is not installed (no \`go\` on the PATH): install Go ${wanted} or newer from https://go.dev/dl.\n${why}`,
    );
  const found = stdout.trim().replace(/^go/, "");
  if (compareVersions(found, wanted) < 0) {
    throw new SetupError(`Go ${found} is too old: install Go ${wanted} or newer from https://go.dev/dl.\n${why}`);
  }
  return found;
}

function compareVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split(/[.a-z-]/).map(Number));
  for (let index = 0; index < 3; index++) {
    const difference = (a?.[index] || 0) - (b?.[index] || 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Builds a module to a WASI reactor; the output appears whole or not at all. */
export async function buildReactor(folder: string, output: string, tags: readonly string[]): Promise<void> {
  const flags = ["-buildmode=c-shared", "-ldflags=-s -w", ...(tags.length > 0 ? [`-tags=${tags.join(",")}`] : [])];
  await goBuild(folder, output, [...flags, "."], { GOOS: "wasip1", GOARCH: "wasm" });
}

/** Builds a program of a module's dependencies for this machine. */
export async function buildNative(
  folder: string,
  program: string,
  output: string,
  linkerFlags: readonly string[],
): Promise<void> {
  await requireGo();
  await goBuild(folder, output, [`-ldflags=${["-s", "-w", ...linkerFlags].join(" ")}`, program], {});
}

/** Where a dependency's files are on this machine. */
export async function moduleFolder(folder: string, module: string): Promise<string> {
  const options = { cwd: join(root, folder), env: { GOFLAGS: "" } };
  return (await execa("go", ["list", "-m", "-f", "{{.Dir}}", module], options)).stdout;
}

async function goBuild(folder: string, output: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const target = join(root, output);
  await mkdir(dirname(target), { recursive: true });
  const part = `${target}.part`;
  const { failed, stderr } = await execa("go", ["build", "-trimpath", "-buildvcs=false", "-o", part, ...args], {
    cwd: join(root, folder),
    env: { ...env, GOFLAGS: "" },
    reject: false,
  });
  if (failed) throw new SetupError(`go build in ${folder} failed:\n${stderr}`);
  await rename(part, target);
}
