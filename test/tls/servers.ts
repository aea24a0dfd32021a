// Servers for tests, on loopback only: OpenSSL's, and whatever answers as a test wants it.
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { execa } from "execa";
import type { Issued } from "./certificates.ts";

export interface Running {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** `openssl s_server`, with these arguments beside certificate and port. */
export async function opensslServer(
  issued: Issued | undefined,
  args: readonly string[],
  chain?: string,
): Promise<Running> {
  const port = await freePort();
  const identity = issued
    ? ["-cert", issued.certificate, "-key", issued.key, ...(chain === undefined ? [] : ["-cert_chain", chain])]
    : ["-nocert"];
  const server = execa("openssl", ["s_server", "-accept", `127.0.0.1:${port}`, "-www", ...identity, ...args], {
    stdin: "ignore",
    reject: false,
    buffer: false,
    cleanup: true,
  });
  const listening = new Promise<void>((resolve, reject) => {
    let text = "";
    server.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes("ACCEPT")) resolve();
    });
    void server.then(({ exitCode }) => reject(new Error(`openssl s_server ended with ${exitCode}`)));
  });
  server.stderr.resume();
  await listening;
  return {
    port,
    stop: async () => {
      server.kill("SIGKILL");
      await server;
    },
  };
}

/** A server that does with each connection what it is told. */
export async function scriptedServer(handle: (socket: Socket) => void): Promise<Running> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    handle(socket);
  });
  return running(server, () => sockets.forEach((socket) => socket.destroy()));
}

export async function running(server: Server, before: () => void = () => undefined): Promise<Running> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      before();
      server.close();
    },
  };
}

export async function freePort(): Promise<number> {
  const { port, stop } = await scriptedServer(() => undefined);
  await stop();
  return port;
}
