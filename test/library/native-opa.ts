// Makes real bundles for the tests, with the native OPA that the set-up of the tests builds.
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { findNativeOpa } from "../../src/toolchain/native-opa.ts";
import { repository } from "../cli/touchstone.ts";

const builtOpa = join(repository, ".cache/tools/opa");
const opa = (await findNativeOpa(builtOpa)) ?? (await findNativeOpa());

/** For the options of a test: why it cannot be run, or false. */
export const skip: string | false = opa ? false : `MISSING TOOL: opa, neither at ${builtOpa} nor on the PATH`;

/** Runs OPA in a folder and returns what it printed. */
export async function runOpa(args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await execa(opa?.command ?? "opa", args, { cwd });
  return stdout;
}

/** The bundle that `opa build` makes of the folder. */
export async function builtBundle(folder: string, ...flags: readonly string[]): Promise<Buffer> {
  const file = join(await mkdtemp(join(tmpdir(), "touchstone-test-")), "bundle.tar.gz");
  await runOpa(["build", "--bundle", ".", "--output", file, ...flags], folder);
  return readFile(file);
}
