// A bakery on the loopback interface, in a thread of its own: a thread that evaluates stands still until it is answered.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { TLSSocket } from "node:tls";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import type { SelfSigned } from "./self-signed.ts";

export interface Bakery {
  readonly http: string;
  /** On the name localhost; it asks for a client's certificate, and does without one. */
  readonly https: string;
  /** How many requests came to a path. */
  visits(path: string): Promise<number>;
  close(): Promise<void>;
}

export async function openBakery(certificate: SelfSigned): Promise<Bakery> {
  const worker = new Worker(new URL(import.meta.url), { workerData: certificate });
  const next = async <T>(): Promise<T> => new Promise((resolve) => worker.once("message", resolve));
  const [http = 0, https = 0] = await next<readonly number[]>();
  return {
    http: `http://127.0.0.1:${http}`,
    https: `https://localhost:${https}`,
    async visits(path) {
      worker.postMessage(path);
      return next<number>();
    },
    close: async () => void (await worker.terminate()),
  };
}

const visits = new Map<string, number>();

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://bakery.test");
  visits.set(pathname, (visits.get(pathname) ?? 0) + 1);
  const answer = (code: number, type: string, body: string): void => {
    response.writeHead(code, { "content-type": type }).end(body);
  };
  switch (pathname) {
    case "/bread":
      response.setHeader("x-oven", ["left", "right"]);
      return answer(200, "application/json; charset=utf-8", '{"bread": "rye", "weight": 12345678901234567890}');
    case "/typed":
      return answer(200, searchParams.get("type") ?? "", searchParams.get("body") ?? "");
    case "/echo": {
      const { method, headers } = request;
      const certificate = (request.socket as TLSSocket).getPeerCertificate?.().subject as { CN?: string } | undefined;
      const seen = { method, headers, body: await text(request), certificate: certificate?.CN ?? null };
      return answer(200, "application/vnd.bakery+json", JSON.stringify(seen));
    }
    case "/moved":
      response.setHeader("location", searchParams.get("to") ?? "/echo");
      return answer(Number(searchParams.get("code") ?? "302"), "text/plain", "it has moved");
    case "/round":
      response.setHeader("location", "/round");
      return answer(302, "text/plain", "");
    case "/large":
      return answer(200, "text/plain", "crumb ".repeat(3_000_000));
    case "/closed":
      return answer(503, "text/plain", "closed");
    case "/broken":
      return void request.socket.destroy();
    case "/half":
      return void response.writeHead(200, { "content-type": "text/plain" }).write("half a ");
    case "/hang":
      return;
    default:
      return answer(404, "text/plain", "no such bread");
  }
}

if (!isMainThread && parentPort) {
  const port = parentPort;
  const { cert, key } = workerData as SelfSigned;
  const listener = (request: IncomingMessage, response: ServerResponse): void => void serve(request, response);
  const servers = [
    createServer(listener),
    createTlsServer({ cert, key, requestCert: true, rejectUnauthorized: false }, listener),
  ];
  const ports = servers.map(
    async (server) =>
      new Promise<number>((resolve) => {
        server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
      }),
  );
  port.postMessage(await Promise.all(ports));
  port.on("message", (path: string) => port.postMessage(visits.get(path) ?? 0));
}
