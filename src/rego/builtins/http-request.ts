// Reads the request object of http.send: which keys there are, and what each may be, as in OPA.
import { stringifyExact } from "../../model/index.ts";
import { PolicyFault } from "../policy-fault.ts";
import { parseGoDuration } from "./go-duration.ts";
import type { HttpExchange, TlsSettings } from "./network-protocol.ts";

export interface HttpSendRequest {
  readonly exchange: HttpExchange;
  readonly forceJsonDecode: boolean;
  readonly forceYamlDecode: boolean;
}

type RequestObject = Readonly<Record<string, unknown>>;

const defaultTimeoutMs = 5000;
const longestTimeoutMs = 2 ** 31 - 1;

/** The same request is asked once in a run, whatever they say: they ask for no more than that. */
const cachingKeys = ["cache", "force_cache", "force_cache_duration_seconds", "caching_mode", "cache_ignored_headers"];

/** OPA has them, and we do not; without them a request would mean something else. */
const unsupportedKeys: ReadonlySet<string> = new Set([
  "tls_ca_cert_file",
  "tls_ca_cert_env_variable",
  "tls_client_cert_file",
  "tls_client_cert_env_variable",
  "tls_client_key_file",
  "tls_client_key_env_variable",
]);

const supportedKeys =
  "method url headers body raw_body timeout enable_redirect raise_error force_json_decode force_yaml_decode " +
  "max_retry_attempts tls_ca_cert tls_client_cert tls_client_key tls_insecure_skip_verify tls_server_name " +
  "tls_use_system_certs";

const knownKeys: ReadonlySet<string> = new Set([...supportedKeys.split(" "), ...cachingKeys, ...unsupportedKeys]);

/**
 * @throws Error for what OPA refuses, too
 * @throws PolicyFault for what only we refuse
 */
export function readHttpRequest(request: RequestObject): HttpSendRequest {
  const unknown = Object.keys(request).filter((key) => !knownKeys.has(key));
  if (unknown.length > 0) throw new Error(`unknown keys of the request: ${unknown.toSorted().join(", ")}`);
  const missing = ["method", "url"].filter((key) => !(key in request));
  if (missing.length > 0) throw new Error(`the request lacks ${missing.join(" and ")}`);
  refuseUnsupported(request);
  const url = textOf(request, "url") ?? "";
  if (!URL.canParse(url) || /\s/.test(url)) throw new Error(`"${url}" is no URL`);
  if (/^unix:/i.test(url)) throw new PolicyFault("http.send: unix sockets are not supported");
  const method = (textOf(request, "method") || "GET").toUpperCase();
  if (!/^[!#$%&'*+.^_`|~0-9A-Z-]+$/.test(method)) throw new Error(`"${method}" is no method`);
  const rawBody = textOf(request, "raw_body");
  return {
    exchange: {
      kind: "http",
      method,
      url,
      headers: headersOf(request),
      body: rawBody ?? ("body" in request ? asGoWrites(request["body"]) : ""),
      followRedirects: flagOf(request, "enable_redirect"),
      timeoutMs: timeoutOf(request),
      tls: tlsOf(request),
    },
    forceJsonDecode: flagOf(request, "force_json_decode"),
    forceYamlDecode: flagOf(request, "force_yaml_decode"),
  };
}

/** Go's JSON has no character that means something in HTML; a signature over the body depends on that. */
function asGoWrites(body: unknown): string {
  return stringifyExact(body).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function refuseUnsupported(request: RequestObject): void {
  const found = Object.keys(request).filter((key) => unsupportedKeys.has(key));
  if (flagOf(request, "tls_use_system_certs")) found.push("tls_use_system_certs");
  if ((request["max_retry_attempts"] ?? 0) !== 0) found.push("max_retry_attempts");
  const [first] = found.toSorted();
  if (first !== undefined) throw new PolicyFault(`http.send: ${first} is not supported`);
}

/** Quotes around a text are left out, as OPA does. */
function textOf(request: RequestObject, key: string): string | undefined {
  if (!(key in request)) return undefined;
  const value = request[key];
  if (typeof value !== "string") throw new Error(`${key} must be a string`);
  return value.replace(/^"+|"+$/g, "");
}

function flagOf(request: RequestObject, key: string): boolean {
  const value = request[key] ?? false;
  if (typeof value !== "boolean") throw new Error(`${key} must be true or false`);
  return value;
}

/** They say how the message is framed, which its body decides. */
const framing: ReadonlySet<string> = new Set(["content-length", "transfer-encoding", "trailer"]);

/** By lower-case names. */
function headersOf({ headers = {} }: RequestObject): Record<string, string> {
  if (typeof headers !== "object" || headers === null || Array.isArray(headers))
    throw new Error("headers must be an object");
  const entries = Object.entries(headers as RequestObject).map(([name, value]) => {
    if (typeof value !== "string") throw new Error(`the header ${name} must be a string`);
    return [name.toLowerCase(), value] as const;
  });
  return { "user-agent": "Touchstone", ...Object.fromEntries(entries.filter(([name]) => !framing.has(name))) };
}

function timeoutOf({ timeout }: RequestObject): number {
  if (timeout === undefined) return defaultTimeoutMs;
  const nanoseconds =
    typeof timeout === "string"
      ? parseGoDuration(timeout)
      : typeof timeout === "bigint" || Number.isInteger(timeout)
        ? Number(timeout)
        : undefined;
  if (nanoseconds === undefined)
    throw new Error("timeout must be a duration such as 500ms, or a whole number of nanoseconds");
  if (nanoseconds <= 0) throw new PolicyFault("http.send: a request without a timeout is not supported");
  return Math.min(Math.ceil(nanoseconds / 1e6), longestTimeoutMs);
}

function tlsOf(request: RequestObject): TlsSettings {
  const ca = textOf(request, "tls_ca_cert")?.replaceAll("\\n", "\n");
  const [cert, key] = [textOf(request, "tls_client_cert"), textOf(request, "tls_client_key")];
  const serverName = textOf(request, "tls_server_name");
  if (!cert !== !key) throw new PolicyFault("http.send: tls_client_cert and tls_client_key are needed together");
  if (ca && !ca.includes("-----BEGIN CERTIFICATE-----")) throw new Error("tls_ca_cert holds no certificate");
  return {
    insecure: flagOf(request, "tls_insecure_skip_verify"),
    ...(ca && { ca }),
    ...(cert && key && { cert, key }),
    ...(serverName && { serverName }),
  };
}
