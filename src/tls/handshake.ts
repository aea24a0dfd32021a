// One whole handshake by Node's own TLS: for certificates of servers that speak TLS 1.3 alone, ALPN, OCSP and HTTP.
import type { X509Certificate } from "node:crypto";
import { isIP, type Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import type { Hsts, TlsMode } from "../model/index.ts";
import { beginTls } from "./begin-tls.ts";
import { Conversation, Unreached } from "./conversation.ts";
import { readHeaders } from "./http-headers.ts";
import type { Reached } from "./say-hello.ts";

export interface Shaken {
  /** DER, as they were sent. */
  readonly chain: readonly Buffer[];
  readonly stapled: boolean;
  readonly alpn: string;
}

/** Undefined when there was no handshake: the server may ask for a certificate, or have nothing that Node speaks. */
export async function shakeHands(endpoint: Reached): Promise<Shaken | undefined> {
  return handshake(endpoint, offered(endpoint.mode), async (socket, stapled) => ({
    chain: chainOf(socket.getPeerX509Certificate()),
    stapled: stapled(),
    alpn: typeof socket.alpnProtocol === "string" ? socket.alpnProtocol : "",
  }));
}

/** Servers may refuse whoever offers only what they do not speak, as PostgreSQL does. */
function offered(mode: TlsMode): readonly string[] {
  if (mode === "postgres") return ["postgresql"];
  return mode === "https" ? ["h2", "http/1.1"] : [];
}

/** What `GET /` is answered with; undefined for what is no HTTP. No redirect is followed. */
export async function askHttp(
  endpoint: Reached,
  version: string,
): Promise<{ readonly status: number; readonly hsts: Hsts | null } | undefined> {
  const host = endpoint.servername.includes(":") ? `[${endpoint.servername}]` : endpoint.servername;
  const port = endpoint.port === 443 ? "" : `:${endpoint.port}`;
  return handshake(endpoint, ["http/1.1"], async (socket) => {
    socket.write(
      `GET / HTTP/1.1\r\nHost: ${host}${port}\r\nUser-Agent: touchstone/${version}\r\nAccept: */*\r\nConnection: close\r\n\r\n`,
    );
    return readHeaders(socket);
  });
}

async function handshake<Result>(
  endpoint: Reached,
  protocols: readonly string[],
  use: (socket: TLSSocket, stapled: () => boolean) => Promise<Result>,
): Promise<Result | undefined> {
  let conversation: Conversation | undefined;
  let secured: TLSSocket | undefined;
  try {
    conversation = await Conversation.open(endpoint.address, endpoint.port, endpoint.milliseconds);
    const { state } = await beginTls(endpoint.mode, conversation);
    if (state !== "ready") return undefined;
    const left = conversation.millisecondsLeft;
    const socket = secure(conversation.handOver(), endpoint.servername, protocols);
    secured = socket;
    let isStapled = false;
    socket.on("OCSPResponse", (response: Buffer | null) => {
      isStapled = response !== null && response.length > 0;
    });
    return await within(left, socket, () => use(socket, () => isStapled));
  } catch (thrown) {
    if (thrown instanceof Unreached) return undefined;
    throw thrown;
  } finally {
    secured?.destroy();
    conversation?.close();
  }
}

function secure(socket: Socket, servername: string, protocols: readonly string[]): TLSSocket {
  return connect({
    socket,
    ...(isIP(servername) === 0 && servername !== "" && { servername }),
    // What the server has is to be seen, not to be believed: nothing is sent that is worth a secret.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    requestOCSP: true,
    ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
    minVersion: "TLSv1",
    ciphers: "ALL:@SECLEVEL=0",
  });
}

/** Undefined when the handshake fails, the server ends it, or the time is over. */
async function within<Result>(
  milliseconds: number,
  socket: TLSSocket,
  use: () => Promise<Result>,
): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), milliseconds);
    const stop = (result: Result | undefined): void => {
      clearTimeout(timer);
      resolve(result);
    };
    socket.once("secureConnect", () => {
      use().then(stop, () => stop(undefined));
    });
    socket.on("error", () => stop(undefined));
    socket.on("close", () => stop(undefined));
  });
}

function chainOf(leaf: X509Certificate | undefined): readonly Buffer[] {
  const chain: Buffer[] = [];
  for (let one = leaf; one && chain.length < 20; one = one.issuerCertificate) {
    if (chain.some((before) => before.equals(one?.raw ?? before))) break;
    chain.push(one.raw);
  }
  return chain;
}
