// The native OPA that tests hold the embedded one against: the same version, or none.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { findNativeOpa } from "../../src/toolchain/native-opa.ts";
import { startRegoToolchain } from "../../src/toolchain/rego-toolchain.ts";
import { repository } from "../cli/touchstone.ts";

const builtOpa = join(repository, ".cache/tools/opa");
const opa = (await findNativeOpa(builtOpa)) ?? (await findNativeOpa());

export const embedded = await startRegoToolchain(join(repository, "dist/toolchain/rego.wasm"));

/** For `test`: why there is nothing to compare with, or false. */
export const skipWithoutOpa: string | false =
  opa?.version === embedded.version()
    ? false
    : `MISSING TOOL: opa ${embedded.version()}, neither at ${builtOpa} nor on the PATH; build it from toolchain/native-opa`;

export interface OpaRun {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the native OPA in a folder, without the variables that would set its flags. */
export async function runOpa(args: readonly string[], cwd = tmpdir(), input = ""): Promise<OpaRun> {
  const { PATH = "" } = process.env;
  const { exitCode, stdout, stderr } = await execa(opa?.command ?? "opa", args, {
    cwd,
    input,
    env: { PATH, HOME: tmpdir() },
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
  });
  return { exitCode, stdout, stderr };
}
