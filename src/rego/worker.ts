// A worker thread: evaluates batches of subjects until it is stopped.
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../model/index.ts";
import { CheckRunner, type ItemResult } from "./check-runner.ts";
import type { WorkerRequest, WorkerResponse, WorkerStart } from "./worker-protocol.ts";

const { modules, builtins, progress } = workerData as WorkerStart;
const runner = new CheckRunner(modules, builtins);
const counters = new Int32Array(progress);

function answer({ items, careful }: WorkerRequest): readonly ItemResult[] {
  if (!careful) {
    return items.map((item) => {
      Atomics.add(counters, 0, 1);
      return runner.run(item);
    });
  }
  const numbers = new Map(careful.checks.map((check, number) => [check, number]));
  const leaveOut = new Set(careful.leaveOut);
  return items.map((item) =>
    runner.runAlone(item, leaveOut, (check) => {
      Atomics.store(counters, 1, numbers.get(check) ?? -1);
      Atomics.add(counters, 0, 1);
    }),
  );
}

parentPort?.on("message", (request: WorkerRequest) => {
  Atomics.add(counters, 0, 1);
  let response: WorkerResponse;
  try {
    response = { results: answer(request) };
  } catch (thrown) {
    response = { failure: messageOf(thrown) };
  }
  parentPort?.postMessage(response);
});
