// Runs one process to its end and measures the whole of it, start included.
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { meteredArguments, readUsage, type MemoryMeter, type Usage } from "./memory-meter.ts";

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/** One run of a command. `exitCode` is undefined when it could not be started, or was ended from outside. */
export interface Run {
  readonly wallMs: number;
  readonly usage: Usage | undefined;
  readonly exitCode: number | undefined;
  readonly stderr: string;
  /** Only of a run that was asked to keep it. */
  readonly stdout: string;
}

export interface RunOptions {
  /** Working directory, without any tool's configuration in it; the meter's account is written there too. */
  readonly folder: string;
  readonly meter: MemoryMeter | undefined;
  /** Keeps standard output; without it, it goes to the null device, for every tool alike. */
  readonly keepOutput: boolean;
}

const timeLimitMs = 30 * 60_000;
const outputLimit = 1024 ** 3;

export async function runProcess(command: Command, { folder, meter, keepOutput }: RunOptions): Promise<Run> {
  const account = join(folder, "usage.txt");
  const words = [command.file, ...command.args];
  const [file = "", ...args] = meter === undefined ? words : [meter, ...meteredArguments(account, words)];
  const start = performance.now();
  const child = execa(file, args, {
    cwd: folder,
    reject: false,
    stdin: "ignore",
    stdout: keepOutput ? "pipe" : "ignore",
    stderr: "pipe",
    maxBuffer: outputLimit,
    // A group of its own, so that the tool below the meter ends too when it takes too long, or when the benchmark is interrupted.
    detached: true,
  });
  const end = (): void => endGroup(child.pid);
  const timer = setTimeout(end, timeLimitMs);
  process.once("exit", end);
  const result = await child;
  const wallMs = performance.now() - start;
  process.off("exit", end);
  clearTimeout(timer);
  const usage = meter === undefined ? undefined : readUsage(await readFile(account, "utf8").catch(() => ""));
  await rm(account, { force: true });
  const stderr = result.exitCode === undefined && result.stderr === "" ? result.message : result.stderr;
  return { wallMs, usage, exitCode: result.exitCode, stderr: stderr ?? "", stdout: result.stdout ?? "" };
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
