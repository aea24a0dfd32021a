// Runs a program with limits of time and output; whatever it started ends with it.
import { execa } from "execa";
import { whenStopped } from "./when-stopped.ts";

export interface ProcessCall {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** All of its environment. */
  readonly environment: NodeJS.ProcessEnv;
  readonly timeoutSeconds: number;
  /** Bytes of each stream. */
  readonly outputLimit: number;
}

export interface ProcessResult {
  /** 128 and the number of the signal when it was killed, 126 when it did not start: as shells have it. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly ending: "exited" | "timed out" | "printed too much" | "did not start";
}

/** Never throws for what the program does. */
export async function runProcess(call: ProcessCall): Promise<ProcessResult> {
  const startedAt = new Date();
  const child = execa(call.file, call.args, {
    cwd: call.cwd,
    env: call.environment,
    extendEnv: false,
    stdin: "ignore",
    detached: true,
    cleanup: false,
    reject: false,
    stripFinalNewline: false,
    maxBuffer: call.outputLimit,
  });
  const group = child.pid;
  // It has a session of its own, which does not hear of Control-C.
  const forget = whenStopped(() => killGroup(group));
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    killGroup(group);
  }, call.timeoutSeconds * 1000);
  try {
    // It may print too much and go on nevertheless, and leave behind others that hold its streams.
    child.once("exit", () => killGroup(group));
    const result = await child;
    const ending = isLate
      ? "timed out"
      : result.isMaxBuffer
        ? "printed too much"
        : result.exitCode === undefined && result.signal === undefined
          ? "did not start"
          : "exited";
    return {
      exitCode: result.exitCode ?? (result.signal === undefined ? 126 : 128 + (signalNumbers[result.signal] ?? 9)),
      stdout: result.stdout,
      stderr: ending === "did not start" ? (result.shortMessage ?? "") : result.stderr,
      startedAt,
      endedAt: new Date(),
      ending,
    };
  } finally {
    clearTimeout(timer);
    killGroup(group);
    forget();
  }
}

const signalNumbers: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

function killGroup(group: number | undefined): void {
  if (group === undefined) return;
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // It has ended, and all that it started.
  }
}
