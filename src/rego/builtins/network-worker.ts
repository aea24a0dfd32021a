// A network thread: does what a builtin function asks of the network while the thread that called it stands still.
import { lookup } from "node:dns/promises";
import { workerData } from "node:worker_threads";
import { exchange } from "./http-exchange.ts";
import { failureOf } from "./network-failure.ts";
import type { NetworkAnswer, NetworkRequest, NetworkStart } from "./network-protocol.ts";

const { port, answers } = workerData as NetworkStart;
const counter = new Int32Array(answers);

async function answer(request: NetworkRequest): Promise<NetworkAnswer> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  if (request.kind === "http") return exchange(request, signal);
  try {
    // Looking a name up cannot be interrupted, but need not be waited for.
    const found = await Promise.race([lookup(request.name, { all: true }), aborted(signal)]);
    return { addresses: found.map(({ address }) => address) };
  } catch (thrown) {
    return failureOf("network", thrown, signal);
  }
}

async function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("timed out"))));
}

async function handle(request: NetworkRequest): Promise<void> {
  port.postMessage(await answer(request));
  Atomics.add(counter, 0, 1);
  Atomics.notify(counter, 0);
}

port.on("message", (request: NetworkRequest) => void handle(request));
