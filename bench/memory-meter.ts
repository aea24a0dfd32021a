// Finds the program that reports a process's peak memory and processor time: GNU time.
// The kernel accounts for both when a process ends; sampling /proc would miss peaks, and Node.js offers its own usage only.
// GNU time itself is so small that it does not hide a peak, which a parent as large as Node.js would: on Linux a child
// begins with the peak of the process that started it.
import { execa } from "execa";

/** Path or name of GNU time. */
export type MemoryMeter = string;

const candidates = ["/usr/bin/time", "gtime"];

/** Undefined where there is none: then memory and processor time are not reported, and the times are still right. */
export async function findMemoryMeter(): Promise<MemoryMeter | undefined> {
  for (const candidate of candidates) {
    const { stdout, stderr, exitCode } = await execa(candidate, ["--version"], { reject: false });
    if (exitCode === 0 && `${stdout}${stderr}`.includes("GNU")) return candidate;
  }
  return undefined;
}

/** The arguments that make GNU time run a command and write its account to `file`. */
export function meteredArguments(file: string, command: readonly string[]): readonly string[] {
  return ["--quiet", "--output", file, "--format", "%M %U %S", ...command];
}

export interface Usage {
  /** Of the largest single process among those that the command waited for. */
  readonly peakRssBytes: number;
  /** User and system time of all of them, in steps of 10 ms. */
  readonly cpuMs: number;
}

/** Reads what GNU time wrote; undefined when it is something else. */
export function readUsage(text: string): Usage | undefined {
  const last = text.trim().split("\n").at(-1) ?? "";
  const [kibibytes, user, system, ...rest] = last.split(" ").map(Number);
  if (kibibytes === undefined || user === undefined || system === undefined || rest.length > 0) return undefined;
  if (![kibibytes, user, system].every(Number.isFinite)) return undefined;
  return { peakRssBytes: kibibytes * 1024, cpuMs: Math.round((user + system) * 1000) };
}
