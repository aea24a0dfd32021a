// http.send gives what a native OPA's gives, request by request, and the server sees the same.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { NetworkBuiltins } from "../../src/rego/builtins/network-builtins.ts";
import { folderOf } from "../cli/touchstone.ts";
import { runOpa, skip } from "../library/native-opa.ts";
import { openBakery } from "./bakery-server.ts";
import { selfSigned } from "./self-signed.ts";

const certificate = selfSigned(["localhost", "bakery.test"]);
const bakery = await openBakery(certificate);
after(() => bakery.close());

const { http, https } = bakery;
const ca = { tls_ca_cert: certificate.cert };
const secrets = { authorization: "Basic x", cookie: "a=b", "content-type": "text/x", "x-order": "1" };
const elsewhere = encodeURIComponent(`${http.replace("127.0.0.1", "localhost")}/echo`);

type Request = Readonly<Record<string, unknown>>;

function typed(type: string, body: string, more: Request = {}): Request {
  return { url: `${http}/typed?type=${encodeURIComponent(type)}&body=${encodeURIComponent(body)}`, ...more };
}

const requests: readonly Request[] = [
  { url: `${http}/bread` },
  { method: "head", url: `${http}/bread` },
  { url: `${http}/nowhere` },
  ...["get", "post", "PUT", "delete", "", "options"].map((method) => ({ method, url: `${http}/echo` })),
  { method: "post", url: `${http}/echo`, body: { z: [1, "two"], a: "<&>\u2028" } },
  { method: "post", url: `${http}/echo`, body: "rye", raw_body: '"spelt"' },
  { url: `${http}/echo`, body: "rye", headers: { "X-Order": "1", "Content-Length": "99", Host: "bakery.test" } },
  { url: `${http.replace("//", "//baker:secret@")}/echo` },
  ...[301, 302, 303, 307, 308].flatMap((code) =>
    ["get", "post", "head"].map((method) => ({
      method,
      url: `${http}/moved?code=${code}`,
      enable_redirect: true,
      body: "rye",
      headers: secrets,
    })),
  ),
  { url: `${http}/moved` },
  { url: `${http}/moved?to=${elsewhere}`, enable_redirect: true, headers: { ...secrets, host: "bakery.test" } },
  { url: `${http}/moved?to=/echo`, enable_redirect: true, headers: { host: "bakery.test" } },
  typed("application/json", "[1,2"),
  typed("application/json", ""),
  typed("Application/JSON; charset=x", '[1.50, 1e3, {"a": 1, "a": 2}]'),
  typed("application/problem+json", "{}"),
  typed("text/json", "{}"),
  typed("application/yaml", "bread: [1, rye]"),
  typed("application/x-yaml; q=1", "bread: : rye"),
  typed("text/plain", "bread: 1", { force_yaml_decode: true }),
  typed("text/plain", '{"a": "\\u0000\\ud83e\\udd56\\n"}', { force_json_decode: true }),
  typed("text/plain", 'ünï\u0001\t"\\'),
  { url: `${https}/echo`, ...ca },
  { url: `${https}/echo`, ...ca, tls_client_cert: certificate.cert, tls_client_key: certificate.key },
  { url: `${https}/echo`, tls_insecure_skip_verify: true },
  { url: `${https.replace("localhost", "127.0.0.1")}/echo`, ...ca, tls_server_name: "bakery.test" },
  { url: `${https.replace("localhost", "127.0.0.1")}/echo`, ...ca, headers: { host: "bakery.test" } },
  ...[
    `${http}/broken`,
    `${http}/moved?to=ftp://localhost`,
    `${https}/echo`,
    "ftp://localhost/",
    " http://localhost",
  ].map((url) => ({ url, enable_redirect: true, raise_error: false })),
  { url: `${http}/hang`, timeout: "100ms", raise_error: false },
  { url: `${http}/half`, timeout: "100ms", raise_error: false },
  { url: `${http}/bread`, colour: "brown", raise_error: false },
  { url: `${http}/bread`, headers: { a: 1 }, raise_error: false },
  { url: `${http}/bread`, headers: { "a b": "1" }, raise_error: false },
  { url: `${http}/bread`, method: "ge t", raise_error: false },
  { url: `${http}/bread`, timeout: "soon", raise_error: false },
  { url: `${http}/bread`, enable_redirect: "yes", raise_error: false },
  { url: `${http}/bread`, tls_ca_cert: "none", raise_error: false },
].map((request) => ({ method: "get", ...request }));

/** What two clients say of themselves and of their connections, and each in its own words. */
const theirOwn: ReadonlySet<string> = new Set(
  "accept-encoding connection content-length date keep-alive message raw_body referer transfer-encoding user-agent".split(
    " ",
  ),
);

function common(value: unknown, echoed: boolean): unknown {
  if (Array.isArray(value)) return value.map((entry) => common(entry, echoed));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !theirOwn.has(key) || (key === "raw_body" && !echoed));
  return Object.fromEntries(entries.map(([key, entry]) => [key, common(entry, echoed)]));
}

test("our http.send and a native OPA's agree", { skip }, async () => {
  const folder = await folderOf({ "requests.json": JSON.stringify(requests) });
  const query = "[json.marshal(http.send(request)) | some request in input]";
  const stdout = await runOpa(["eval", "--format", "raw", "--input", "requests.json", query], folder);
  const network = new NetworkBuiltins("0");
  const answers = JSON.parse(stdout) as readonly string[];
  assert.equal(answers.length, requests.length);
  for (const [index, request] of requests.entries()) {
    const [ours, opas] = [network.httpSend(JSON.stringify(request)), answers[index] ?? ""].map((text) => {
      const echoed = text.includes("vnd.bakery+json");
      return common(JSON.parse(text), echoed);
    });
    assert.deepEqual(ours, opas, JSON.stringify(request));
  }
});
