// Runs the built program as a user does, in a folder of its own.
import { mkdtemp, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import type { Assessment } from "../../src/model/index.ts";

export const repository = join(import.meta.dirname, "../..");
const program = join(repository, "dist/cli.js");
const cache = await mkdtemp(join(tmpdir(), "touchstone-cache-"));

export interface Run {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function touchstone(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const { cwd = repository, input = "", env = {} } = options;
  const { exitCode, stdout, stderr } = await execa(process.execPath, [program, ...args], {
    cwd,
    input,
    env: { TOUCHSTONE_CACHE: cache, ...env },
    reject: false,
    stripFinalNewline: false,
  });
  return { exitCode, stdout, stderr };
}

/** Scans and reads the JSON; `stderr` and the exit code are the caller's to look at. */
export async function scanJson(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Run & { readonly assessment: Assessment }> {
  const run = await touchstone(["scan", ...args, "--format", "json"], options);
  if (run.stdout === "") throw new Error(`nothing was printed:\n${run.stderr}`);
  return { ...run, assessment: JSON.parse(run.stdout) as Assessment };
}

/** A new folder with these files, by their relative names. */
export async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "touchstone-test-"));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** A Pod that many checks have something to say of; `image` is in line 8. */
export const pod = `apiVersion: v1
kind: Pod
metadata:
  name: orchestrator
  namespace: agents
spec:
  containers:
    - name: orchestrator
      image: registry.example.com/agents/orchestrator
`;
