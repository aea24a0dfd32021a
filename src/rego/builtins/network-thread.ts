// Asks the network on behalf of a thread that cannot wait for promises: it stands still until its network thread answers.
import { MessageChannel, Worker, receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import { PolicyFault } from "../policy-fault.ts";
import type { NetworkAnswer, NetworkRequest } from "./network-protocol.ts";

const file = new URL(import.meta.url.endsWith(".ts") ? "./network-worker.ts" : "./network-worker.js", import.meta.url);

/** How long the thread itself may take to start and to tell of a timeout. */
const graceMs = 30_000;

interface NetworkThread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly counter: Int32Array<SharedArrayBuffer>;
}

/** Of this thread; there is one request at a time. */
let thread: NetworkThread | undefined;

/** @throws PolicyFault when the network thread itself fails */
export function askNetwork(request: NetworkRequest): NetworkAnswer {
  const { worker, port, counter } = (thread ??= start());
  const before = Atomics.load(counter, 0);
  port.postMessage(request);
  Atomics.wait(counter, 0, before, request.timeoutMs + graceMs);
  const received = receiveMessageOnPort(port);
  if (received) return received.message as NetworkAnswer;
  thread = undefined;
  void worker.terminate();
  throw new PolicyFault("the network thread does not answer");
}

function start(): NetworkThread {
  const { port1, port2 } = new MessageChannel();
  const answers = new SharedArrayBuffer(4);
  const worker = new Worker(file, { workerData: { port: port2, answers }, transferList: [port2] });
  worker.unref();
  // It is told by the answer that does not come.
  worker.on("error", () => {
    if (thread?.worker === worker) thread = undefined;
  });
  port1.unref();
  return { worker, port: port1, counter: new Int32Array(answers) };
}
