// One HTTP request and its answer, redirects included, in the way of the HTTP client that OPA uses.
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps, type RequestOptions } from "node:https";
import { failureOf } from "./network-failure.ts";
import type { HttpExchange, NetworkAnswer, TlsSettings } from "./network-protocol.ts";

/** How large the body of an answer may be. */
export const answerLimitBytes = 16 * 1024 * 1024;
const headerLimitBytes = 1024 * 1024;
const redirectLimit = 20;

/** What is sent next: the request itself, then what redirects make of it. */
interface Step {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Every failure is an answer, too. */
export async function exchange(request: HttpExchange, signal: AbortSignal): Promise<NetworkAnswer> {
  let response: IncomingMessage;
  try {
    response = await follow(request, signal);
  } catch (thrown) {
    return failureOf("network", thrown, signal);
  }
  try {
    const { statusCode = 0, statusMessage = "", headersDistinct } = response;
    const headers = Object.entries(headersDistinct).flatMap(([name, values]) =>
      values === undefined || hidden.has(name) ? [] : [[name, values.map(asUtf8)] as const],
    );
    return {
      http: {
        status: `${statusCode} ${asUtf8(statusMessage)}`.trimEnd(),
        code: statusCode,
        headers: Object.fromEntries(headers),
        body: await readBody(response),
      },
    };
  } catch (thrown) {
    return failureOf("internal", thrown, signal);
  }
}

/** They are about how the body travelled, and Go's client takes them out. */
const hidden: ReadonlySet<string> = new Set(["transfer-encoding", "trailer"]);

/** Node reads header lines as Latin-1. */
function asUtf8(text: string): string {
  return Buffer.from(text, "latin1").toString("utf8");
}

async function follow(request: HttpExchange, signal: AbortSignal): Promise<IncomingMessage> {
  const { method, headers, body } = request;
  let step: Step = { method, url: new URL(request.url), headers, body };
  for (let redirects = 0; ; redirects++) {
    const response = await send(step, request.tls, signal);
    const next = request.followRedirects ? redirected(step, response) : undefined;
    if (next === undefined) return response;
    if (redirects === redirectLimit) throw new Error(`it was redirected more than ${redirectLimit} times`);
    response.destroy();
    step = next;
  }
}

async function send(step: Step, tls: TlsSettings, signal: AbortSignal): Promise<IncomingMessage> {
  const { method, url, headers, body } = step;
  const options: RequestOptions = {
    method,
    headers: { ...headers, ...(body !== "" && { "content-length": String(Buffer.byteLength(body)) }) },
    agent: false,
    maxHeaderSize: headerLimitBytes,
    signal,
  };
  return new Promise((resolve, reject) => {
    const sent =
      url.protocol === "https:"
        ? requestHttps(url, { ...options, ...tlsOptions(tls) })
        : url.protocol === "http:"
          ? requestHttp(url, options)
          : undefined;
    if (!sent) throw new Error(`the protocol ${url.protocol} is not supported`);
    sent.on("response", resolve);
    sent.on("error", reject);
    sent.end(body);
  });
}

function tlsOptions({ ca, cert, key, serverName, insecure }: TlsSettings): RequestOptions {
  return {
    rejectUnauthorized: !insecure,
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(serverName !== undefined && { servername: serverName }),
  };
}

/** Undefined when the answer is no redirect. */
function redirected(step: Step, { statusCode = 0, headers }: IncomingMessage): Step | undefined {
  const { location } = headers;
  if (location === undefined || ![301, 302, 303, 307, 308].includes(statusCode)) return undefined;
  const url = new URL(location, step.url);
  const again = statusCode === 307 || statusCode === 308;
  const method = again || step.method === "GET" || step.method === "HEAD" ? step.method : "GET";
  const drop = new Set([
    ...(again ? [] : ["content-type", "content-encoding", "content-language", "content-location"]),
    ...(isWithin(url.hostname, step.url.hostname) ? [] : ["authorization", "cookie", "cookie2", "www-authenticate"]),
    ...(url.host !== step.url.host || URL.canParse(location) ? ["host"] : []),
  ]);
  const kept = Object.entries(step.headers).filter(([name]) => !drop.has(name));
  return { method, url, headers: Object.fromEntries(kept), body: again ? step.body : "" };
}

/** Whether secrets for one host may go to the other: it is the same, or below it. */
function isWithin(host: string, parent: string): boolean {
  return host === parent || host.endsWith(`.${parent}`);
}

async function readBody(response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > answerLimitBytes) throw new Error(`the answer has more than ${answerLimitBytes / (1024 * 1024)} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
