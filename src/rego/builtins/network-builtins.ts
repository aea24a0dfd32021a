// The builtin functions that ask the network: http.send and net.lookup_ip_addr. The same question is asked once in a thread of
// a run, so that the run sees one world as far as it can.
import { messageOf, parseExact, stringifyExact } from "../../model/index.ts";
import { PolicyFault } from "../policy-fault.ts";
import { callGoBuiltin } from "./go-builtins.ts";
import { readHttpRequest } from "./http-request.ts";
import { httpResult } from "./http-result.ts";
import { KeptAnswers } from "./kept-answers.ts";
import { askNetwork } from "./network-thread.ts";

const lookupTimeoutMs = 10_000;

/** The statuses whose answers hold for the rest of a query in OPA; after any other, the server is asked again. */
const lastingCodes: ReadonlySet<number> = new Set([200, 203, 204, 206, 300, 301, 404, 405, 410, 414, 501]);

/** What http.send says instead of an answer when it is not to raise errors. */
interface HttpError {
  readonly code: "eval_http_send_network_error" | "eval_http_send_internal_error";
  readonly message: string;
}

export class NetworkBuiltins {
  /** The time of the run. */
  readonly #nanoseconds: string;
  readonly #kept = new KeptAnswers();

  constructor(nanoseconds: string) {
    this.#nanoseconds = nanoseconds;
  }

  /** Throws PolicyFault when the request fails, unless it says `"raise_error": false`. */
  httpSend(argument: string): string {
    const request = this.#readObject(argument);
    const { raise_error: raise = true } = request;
    if (typeof raise !== "boolean") throw new PolicyFault("http.send: raise_error must be true or false");
    const answer = this.#send(request);
    if (typeof answer === "string") return answer;
    if (raise) throw new PolicyFault(`http.send: ${answer.message}`);
    return JSON.stringify({ status_code: 0, error: answer });
  }

  /** A set of addresses. Throws PolicyFault when there are none. */
  lookup(argument: string): string {
    const question = `lookup ${argument}`;
    const kept = this.#kept.get(question);
    if (kept !== undefined) return kept;
    const name: unknown = JSON.parse(argument);
    if (typeof name !== "string") throw new PolicyFault("net.lookup_ip_addr: the name must be a string");
    const answer = name === "" ? undefined : askNetwork({ kind: "lookup", name, timeoutMs: lookupTimeoutMs });
    if (answer && "failure" in answer) throw new PolicyFault(`net.lookup_ip_addr: "${name}": ${answer.message}`);
    const addresses = answer && "addresses" in answer ? [...new Set(answer.addresses)].toSorted() : [];
    if (addresses.length === 0) throw new PolicyFault(`net.lookup_ip_addr: "${name}": no such host`);
    const value = `{${addresses.map((address) => JSON.stringify(address)).join(",")}}`;
    this.#kept.keep(question, value);
    return value;
  }

  /** The text of the result, or what went wrong. */
  #send(request: Readonly<Record<string, unknown>>): string | HttpError {
    const question = `http ${stringifyExact(request)}`;
    const kept = this.#kept.get(question);
    if (kept !== undefined) return kept.startsWith("!") ? (JSON.parse(kept.slice(1)) as HttpError) : kept;
    const answer = this.#ask(request);
    if ("message" in answer) this.#kept.keep(question, `!${JSON.stringify(answer)}`);
    else if (lastingCodes.has(answer.code)) this.#kept.keep(question, answer.value);
    return "message" in answer ? answer : answer.value;
  }

  #ask(request: Readonly<Record<string, unknown>>): { readonly code: number; readonly value: string } | HttpError {
    try {
      const { exchange, forceJsonDecode, forceYamlDecode } = readHttpRequest(request);
      const answer = askNetwork(exchange);
      if ("failure" in answer) {
        const message = `${exchange.method} ${withoutPassword(exchange.url)}: ${answer.message}`;
        return { code: `eval_http_send_${answer.failure}_error`, message };
      }
      if (!("http" in answer)) throw new PolicyFault("http.send: the network thread answers something else");
      const value = httpResult(answer.http, { forceJsonDecode, forceYamlDecode }, (text) =>
        callGoBuiltin("yaml.unmarshal", [JSON.stringify(text)], { nanoseconds: this.#nanoseconds, strict: false }),
      );
      return { code: answer.http.code, value };
    } catch (thrown) {
      if (thrown instanceof PolicyFault) throw thrown;
      return { code: "eval_http_send_internal_error", message: messageOf(thrown) };
    }
  }

  /** As OPA makes JSON of a value: sets are lists, keys are texts and sorted. */
  #readObject(text: string): Readonly<Record<string, unknown>> {
    let value: unknown;
    try {
      value = parseExact(text);
    } catch {
      const json = callGoBuiltin("json.marshal", [text], { nanoseconds: this.#nanoseconds, strict: true });
      value = parseExact(JSON.parse(json ?? '"null"') as string);
    }
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw new PolicyFault("http.send: the request must be an object");
    return sorted(value) as Readonly<Record<string, unknown>>;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sorted(entry)]));
}

function withoutPassword(text: string): string {
  const url = new URL(text);
  if (url.password === "") return text;
  url.password = "***";
  return url.href;
}
