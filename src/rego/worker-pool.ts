// Spreads batches over worker threads, and finds the check to blame when a worker has to be stopped.
import type { EvaluationItem, ItemResult } from "./check-runner.ts";
import { WorkerHandle, WorkerStopped } from "./worker-handle.ts";
import type { RunnerStart, WorkerRequest } from "./worker-protocol.ts";

export interface PoolOptions {
  readonly workers: number;
  /** For one evaluation: of all checks of a subject, and of a single check once a culprit is looked for. */
  readonly timeLimitMs: number;
}

export class WorkerPool {
  readonly #runner: RunnerStart;
  readonly #checks: readonly string[];
  readonly #options: PoolOptions;
  readonly #idle: WorkerHandle[] = [];
  readonly #waiting: ((worker: WorkerHandle) => void)[] = [];
  #running = 0;
  readonly #stopped: Map<string, string>;

  /** `stopped` is filled with the checks that have to be stopped, each with why: none of their outcomes is to be trusted. */
  constructor(runner: RunnerStart, stopped: Map<string, string>, options: PoolOptions) {
    this.#runner = runner;
    this.#checks = [...new Set(runner.modules.flatMap(({ checks }) => checks.map(({ id }) => id)))];
    this.#stopped = stopped;
    this.#options = options;
  }

  /** The results of the items, in their order. A batch that does not end is run again with every check alone. */
  async evaluate(items: readonly EvaluationItem[]): Promise<readonly ItemResult[]> {
    let careful = this.#stopped.size > 0;
    for (;;) {
      try {
        return await this.#withWorker(careful ? this.#careful(items) : { items });
      } catch (thrown) {
        if (!(thrown instanceof WorkerStopped)) throw thrown;
        if (thrown.check >= 0) this.#blame(thrown);
        else if (careful) throw thrown;
        careful = true;
      }
    }
  }

  #careful(items: readonly EvaluationItem[]): WorkerRequest {
    return { items, careful: { checks: this.#checks, leaveOut: [...this.#stopped.keys()] } };
  }

  #blame({ check, reason }: WorkerStopped): void {
    const id = this.#checks[check];
    if (id === undefined) throw new RangeError(`there is no check number ${check}`);
    const seconds = this.#options.timeLimitMs / 1000;
    this.#stopped.set(
      id,
      reason === "time"
        ? `stopped: it ran for more than ${seconds} s on one subject`
        : "stopped: it crashed its worker",
    );
  }

  async #withWorker(request: WorkerRequest): Promise<readonly ItemResult[]> {
    const worker = await this.#take();
    try {
      const results = await worker.request(request);
      this.#giveBack(worker);
      return results;
    } catch (thrown) {
      this.#giveBack(undefined);
      await worker.close();
      throw thrown;
    }
  }

  async #take(): Promise<WorkerHandle> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#running < this.#options.workers) {
      this.#running++;
      return this.#start();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #giveBack(worker: WorkerHandle | undefined): void {
    const next = this.#waiting.shift();
    if (next) next(worker ?? this.#start());
    else if (worker) this.#idle.push(worker);
    else this.#running--;
  }

  #start(): WorkerHandle {
    return new WorkerHandle(this.#runner, this.#options.timeLimitMs);
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => worker.close()));
  }
}
