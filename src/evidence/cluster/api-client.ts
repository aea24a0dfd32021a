// Asks an API server for JSON: within a time, within a size, and with a reason for whatever goes wrong.
import { request as overHttp, type IncomingMessage } from "node:http";
import { request as overHttps } from "node:https";
import { setTimeout } from "node:timers/promises";
import { messageOf, type ErrorCode } from "../../model/index.ts";
import type { Connection } from "./connect.ts";

export interface RequestLimits {
  /** For one request, with its answer. */
  readonly requestMs: number;
  /** Of one answer. */
  readonly answerBytes: number;
  /** Of all answers together. */
  readonly totalBytes: number;
}

/** Why there is no answer; `status` is absent when the server itself has not said no. */
export class ApiFailure extends Error {
  readonly code: ErrorCode;
  readonly status: number | undefined;
  readonly hint: string;

  constructor(message: string, hint: string, status?: number, code: ErrorCode = "E_CLUSTER") {
    super(message);
    this.code = code;
    this.status = status;
    this.hint = hint;
  }
}

export class ApiClient {
  readonly #connection: Connection;
  readonly #limits: RequestLimits;
  #bytes = 0;

  constructor(connection: Connection, limits: RequestLimits) {
    this.#connection = connection;
    this.#limits = limits;
  }

  /** A JSON object; a server that is too busy is asked again when it says when. @throws ApiFailure */
  async get(path: string, attempt = 1): Promise<Readonly<Record<string, unknown>>> {
    const { status, text, retryMs } = await this.#send(path);
    if (status === 429 && retryMs !== undefined && attempt < mostAttempts) {
      await setTimeout(Math.min(retryMs, this.#limits.requestMs));
      return this.get(path, attempt + 1);
    }
    const body = jsonIn(text);
    if (status !== 200) throw refusal(status, this.#connection.redact(reasonIn(body)));
    if (body) return body;
    throw new ApiFailure(
      "the answer is no JSON",
      "Check that the server of the kubeconfig is an API server of Kubernetes.",
    );
  }

  close(): void {
    const { agent } = this.#connection.options;
    if (typeof agent === "object") agent.destroy();
  }

  async #send(path: string): Promise<{ readonly status: number; readonly text: string; readonly retryMs?: number }> {
    const { server, options, headers: own } = this.#connection;
    const { requestMs } = this.#limits;
    const send = server.protocol === "http:" ? overHttp : overHttps;
    const url = new URL(`${server.pathname.replace(/\/$/, "")}${path}`, server);
    const headers = { ...own, accept: "application/json", "user-agent": "touchstone" };
    const late = AbortSignal.timeout(requestMs);
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        send(url, { ...options, headers, signal: late }, resolve)
          .on("error", reject)
          .end();
      });
      const retryMs = Number(response.headers["retry-after"]) * 1000;
      const text = await this.#read(response);
      return { status: response.statusCode ?? 0, text, ...(retryMs >= 0 && { retryMs }) };
    } catch (thrown) {
      if (thrown instanceof ApiFailure) throw thrown;
      if (late.aborted) throw new ApiFailure(`no answer within ${requestMs / 1000} seconds`, unreachable);
      throw unanswered(thrown, this.#connection.redact);
    }
  }

  async #read(response: IncomingMessage): Promise<string> {
    const { answerBytes, totalBytes } = this.#limits;
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      this.#bytes += chunk.length;
      if (bytes > answerBytes) throw tooLarge("an answer is", answerBytes, "--max-document-size");
      if (this.#bytes > totalBytes) throw tooLarge("all answers together are", totalBytes, "--max-file-size");
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString("utf8");
  }
}

const mostAttempts = 4;

const unreachable = "Check the address, the network and any proxy; `kubectl get namespaces` goes the same way.";

function tooLarge(what: string, limit: number, option: string): ApiFailure {
  const size = limit % 1048576 === 0 ? `${limit / 1048576} MiB` : `${limit} bytes`;
  return new ApiFailure(`${what} larger than ${size}`, `Raise the limit with ${option}.`, undefined, "E_TOO_LARGE");
}

function jsonIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** What a Status says; a proxy's page says nothing that is worth showing. */
function reasonIn(body: Readonly<Record<string, unknown>> | undefined): string {
  const message = body?.["message"];
  return typeof message === "string" ? message.slice(0, 1000) : "";
}

function refusal(status: number, reason: string): ApiFailure {
  const message = reason === "" ? `the answer is ${status}` : `${reason} (${status})`;
  if (status === 401)
    return new ApiFailure(message, "Log in again: the API server does not take these credentials.", status);
  if (status === 403) return new ApiFailure(message, "Grant what is missing, or take a context that has it.", status);
  if (status === 429 || status >= 500)
    return new ApiFailure(message, "The API server is not well or too busy: try again later.", status);
  return new ApiFailure(message, "Check that the server of the kubeconfig is an API server of Kubernetes.", status);
}

function unanswered(thrown: unknown, redact: (text: string) => string): ApiFailure {
  const code = typeof thrown === "object" && thrown !== null && "code" in thrown ? String(thrown.code) : "";
  const said = redact(messageOf(thrown));
  if (/CERT|SELF_SIGNED|VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS/.test(code)) {
    const hint =
      "Check certificate-authority-data of the cluster in the kubeconfig, and the name that the server is called by.";
    return new ApiFailure(`its certificate is not trusted: ${said}`, hint);
  }
  // Of several addresses that were tried, Node says only that there were several.
  return new ApiFailure(said === "" ? code : said, unreachable);
}
