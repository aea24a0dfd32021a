// One worker thread with a watch on it: a request is answered, or the worker is stopped because it no longer gets on.
import { Worker } from "node:worker_threads";
import { TouchstoneError, messageOf } from "../model/index.ts";
import type { ItemResult } from "./check-runner.ts";
import type { RunnerStart, WorkerRequest, WorkerResponse, WorkerStart } from "./worker-protocol.ts";

/** The worker was stopped: one evaluation took longer than the limit, or the thread ran out of memory. */
export class WorkerStopped extends Error {
  /** Number of the check that ran alone at that time; -1 when many ran together. */
  readonly check: number;
  readonly reason: "time" | "crash";

  constructor(check: number, reason: "time" | "crash", cause?: unknown) {
    super(reason === "time" ? "did not end in time" : `the worker crashed: ${messageOf(cause)}`, { cause });
    this.check = check;
    this.reason = reason;
  }
}

/** However little the machine gave it, a step does not last for more time limits than these. */
const ticksAtMost = 10;

/** Whether this process got half of the time since then: on a busy machine a step may only have waited for its turn. */
function hasRun(since: NodeJS.CpuUsage, milliseconds: number): boolean {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000 >= milliseconds / 2;
}

const file = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

export class WorkerHandle {
  readonly #worker: Worker;
  readonly #counters: Int32Array;
  readonly #timeLimitMs: number;
  #crash: ((cause: unknown) => void) | undefined;

  constructor(start: RunnerStart, timeLimitMs: number) {
    const progress = new SharedArrayBuffer(8);
    this.#counters = new Int32Array(progress);
    this.#timeLimitMs = timeLimitMs;
    this.#worker = new Worker(file, { workerData: { ...start, progress } satisfies WorkerStart });
    this.#worker.unref();
    this.#worker.on("error", (cause) => this.#crash?.(cause));
  }

  /**
   * Sends one request; there is one at a time.
   * @throws WorkerStopped after which the handle is useless
   */
  async request(request: WorkerRequest): Promise<readonly ItemResult[]> {
    const counters = this.#counters;
    Atomics.store(counters, 1, -1);
    let watch: NodeJS.Timeout | undefined;
    const response = await new Promise<WorkerResponse>((resolve, reject) => {
      const stop = (reason: "time" | "crash", cause?: unknown): void => {
        void this.close();
        reject(new WorkerStopped(Atomics.load(counters, 1), reason, cause));
      };
      this.#crash = (cause) => stop("crash", cause);
      this.#worker.once("message", resolve);
      const before = Atomics.load(counters, 0);
      let seen = before;
      let used = process.cpuUsage();
      let ticks = 0;
      watch = setInterval(() => {
        const now = Atomics.load(counters, 0);
        // The first step says that the worker took the request: starting a thread may itself take long.
        if (now !== seen || now === before) {
          seen = now;
          used = process.cpuUsage();
          ticks = 0;
          return;
        }
        ticks++;
        if (hasRun(used, this.#timeLimitMs) || ticks >= ticksAtMost) stop("time");
      }, this.#timeLimitMs);
      this.#worker.postMessage(request);
    }).finally(() => {
      clearInterval(watch);
      this.#crash = undefined;
      this.#worker.removeAllListeners("message");
    });
    if ("results" in response) return response.results;
    throw new TouchstoneError(
      "E_TOOLCHAIN",
      `a worker failed: ${response.failure}`,
      "Please report this as a bug of Touchstone.",
    );
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
