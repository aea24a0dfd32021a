// http.send and net.lookup_ip_addr, once they are allowed: they answer as OPA's do, and a failure is an error, never a pass.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Bundle, Outcome } from "../../src/model/index.ts";
import { createEvaluator } from "../../src/rego/index.ts";
import { openBakery } from "./bakery-server.ts";
import { bundleOf, checkSource } from "./compiled.ts";
import { selfSigned } from "./self-signed.ts";

const certificate = selfSigned(["localhost", "bakery.test"]);
const bakery = await openBakery(certificate);
after(() => bakery.close());

const bundle = await bundleOf("built-in", {
  "send.rego": checkSource(
    "send",
    `fail contains {"path": [], "details": {"what": json.marshal(http.send(input.request))}} if input.request
fail contains {"path": [], "details": {"what": json.marshal(http.send(object.union(input.sets, {"body": {"tags": {"b", "a"}, "by": {1: "one"}}})))}} if input.sets`,
  ),
  "lookup.rego": checkSource(
    "lookup",
    `fail contains {"path": [], "details": {"what": json.marshal(net.lookup_ip_addr(input.name))}} if input.name`,
  ),
});

const allowed = ["http.send", "net.lookup_ip_addr"];

/** What each input's checks say that do not pass: the answer as JSON, or the error's message. */
async function answers(
  inputs: readonly unknown[],
  { workers = 0, allowBuiltins = allowed, of = bundle }: Partial<Settings> = {},
): Promise<readonly string[]> {
  const evaluator = await createEvaluator(of, {
    workers,
    timeLimitMs: 60_000,
    now: "2026-11-24T12:00:00.000Z",
    selected: new Set(of.checks.map(({ id }) => id)),
    allowBuiltins,
  });
  const results = await evaluator.evaluate(
    inputs.map((input) => ({ kind: "workload", resource: "Pod", input: JSON.stringify(input) })),
  );
  await evaluator.close();
  return results.map((result) => result.map(({ outcome }) => said(outcome)).join("; ") || "pass");
}

interface Settings {
  readonly workers: number;
  readonly allowBuiltins: readonly string[];
  readonly of: Bundle;
}

function said(outcome: Outcome): string {
  if (outcome.status === "error") return `error: ${outcome.message}`;
  return outcome.status === "fail" ? String(outcome.failures[0]?.details["what"]) : outcome.status;
}

async function send(request: Readonly<Record<string, unknown>>): Promise<string> {
  const [answer = ""] = await answers([{ request: { method: "get", ...request } }]);
  return answer;
}

async function sent(request: Readonly<Record<string, unknown>>): Promise<Answer> {
  return JSON.parse(await send(request)) as Answer;
}

/** The field `body` is what /echo saw. */
interface Answer {
  readonly status: string;
  readonly status_code: number;
  readonly raw_body: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly certificate: string | null;
  };
}

test("both are off unless they are allowed by name, in this thread and in workers", async () => {
  const inputs = [{ request: { method: "get", url: `${bakery.http}/secret` } }, { name: "localhost" }];
  for (const workers of [0, 1]) {
    assert.deepEqual(await answers(inputs, { workers, allowBuiltins: ["rand.intn"] }), [
      "error: it calls http.send, which is off: allow it by name with --allow-builtin http.send",
      "error: it calls net.lookup_ip_addr, which is off: allow it by name with --allow-builtin net.lookup_ip_addr",
    ]);
  }
  assert.equal(await bakery.visits("/secret"), 0);
});

test("an answer has its status, its body as text and as JSON, and its headers, in this thread and in workers", async () => {
  for (const workers of [0, 1]) {
    const [text = ""] = await answers([{ request: { method: "get", url: `${bakery.http}/bread` } }], { workers });
    const { headers, ...answer } = JSON.parse(text) as Answer;
    assert.deepEqual(answer, {
      status: "200 OK",
      status_code: 200,
      body: { bread: "rye", weight: 12345678901234567000 },
      raw_body: '{"bread": "rye", "weight": 12345678901234567890}',
    });
    assert.ok(text.includes('"weight":12345678901234567890'), "the number lost digits");
    assert.deepEqual(headers["x-oven"], ["left", "right"]);
    assert.deepEqual(headers["content-type"], ["application/json; charset=utf-8"]);
  }
});

test("a body is decoded by its type, or by force, and is null when it is not what it should be", async () => {
  const typed = (type: string, body: string): string =>
    `${bakery.http}/typed?type=${encodeURIComponent(type)}&body=${encodeURIComponent(body)}`;
  const cases: readonly (readonly [url: string, force: Readonly<Record<string, boolean>>, body: unknown])[] = [
    [typed("application/json", "[1, 2"), {}, null],
    [typed("application/problem+json", "[1, 2]"), {}, [1, 2]],
    [typed("text/plain", "[1, 2]"), {}, null],
    [typed("text/plain", "[1, 2]"), { force_json_decode: true }, [1, 2]],
    [typed("application/yaml", "bread: [rye]"), {}, { bread: ["rye"] }],
    [typed("text/plain", "bread: rye"), { force_yaml_decode: true }, { bread: "rye" }],
  ];
  for (const [url, force, body] of cases) assert.deepEqual((await sent({ url, ...force })).body, body, url);
});

test("method, headers and body are sent as they are given", async () => {
  const { body } = await sent({
    method: "post",
    url: `${bakery.http}/echo`,
    headers: { "X-Order": "7", "Content-Length": "999", Host: "bakery.test" },
    body: { z: [1, "two"], a: { n: null } },
  });
  const { "x-order": order, host, "content-length": length } = body.headers;
  assert.deepEqual([body.method, body.body], ["POST", '{"a":{"n":null},"z":[1,"two"]}']);
  assert.deepEqual([order, host, length], ["7", "bakery.test", "30"]);
  const raw = await sent({ method: "PUT", url: `${bakery.http}/echo`, body: { not: "this" }, raw_body: "plain ünï" });
  assert.deepEqual([raw.body.method, raw.body.body], ["PUT", "plain ünï"]);
});

test("sets in a body are lists, and keys are texts", async () => {
  const [text = ""] = await answers([{ sets: { method: "post", url: `${bakery.http}/echo` } }]);
  assert.equal((JSON.parse(text) as Answer).body.body, '{"by":{"1":"one"},"tags":["a","b"]}');
});

test("redirects are followed only when the request says so", async () => {
  const url = `${bakery.http}/moved?to=/echo`;
  const stays = await sent({ url });
  assert.deepEqual([stays.status, stays.raw_body, stays.headers["location"]], ["302 Found", "it has moved", ["/echo"]]);
  assert.equal((await sent({ url, enable_redirect: true })).status, "200 OK");
  assert.match(await send({ url: `${bakery.http}/round`, enable_redirect: true }), /^error: .*more than 20 times$/);
});

test("a redirect keeps method and body as its code says, and no secrets for another host", async () => {
  const request = { method: "post", body: "rye", enable_redirect: true, headers: { authorization: "Basic x" } };
  const found = await sent({ ...request, url: `${bakery.http}/moved?code=302` });
  assert.deepEqual([found.body.method, found.body.body], ["GET", ""]);
  assert.equal(found.body.headers["authorization"], "Basic x");
  const again = await sent({ ...request, url: `${bakery.http}/moved?code=307` });
  assert.deepEqual([again.body.method, again.body.body], ["POST", '"rye"']);
  const elsewhere = `${bakery.http.replace("127.0.0.1", "localhost")}/echo`;
  const away = await sent({ ...request, url: `${bakery.http}/moved?to=${encodeURIComponent(elsewhere)}` });
  assert.equal(away.body.headers["authorization"], undefined);
});

test("a server that does not answer, or not to the end, ends the evaluation at the timeout", async () => {
  for (const timeout of ["200ms", "0.2s", 200_000_000]) {
    assert.equal(
      await send({ url: `${bakery.http}/hang`, timeout }),
      `error: http.send: GET ${bakery.http}/hang: timed out`,
    );
  }
  assert.equal(
    await send({ url: `${bakery.http}/half`, timeout: "200ms" }),
    `error: http.send: GET ${bakery.http}/half: timed out`,
  );
});

test("an answer of more than 16 MiB is refused", async () => {
  assert.equal(
    await send({ url: `${bakery.http}/large` }),
    `error: http.send: GET ${bakery.http}/large: the answer has more than 16 MiB`,
  );
});

test("a failure is an error of the check; with raise_error false, it is a value", async () => {
  const url = `${bakery.http}/broken`;
  assert.equal(await send({ url }), `error: http.send: GET ${url}: socket hang up`);
  assert.deepEqual(JSON.parse(await send({ url, raise_error: false })), {
    status_code: 0,
    error: { code: "eval_http_send_network_error", message: `GET ${url}: socket hang up` },
  });
  assert.deepEqual(JSON.parse(await send({ url: `${bakery.http}/large`, raise_error: false })), {
    status_code: 0,
    error: {
      code: "eval_http_send_internal_error",
      message: `GET ${bakery.http}/large: the answer has more than 16 MiB`,
    },
  });
  assert.match(await send({ url: "ftp://localhost/" }), /^error: .*the protocol ftp: is not supported$/);
});

test("a request that is no request is an error", async () => {
  const url = `${bakery.http}/bread`;
  const cases: readonly (readonly [request: Readonly<Record<string, unknown>>, message: string])[] = [
    [{ url, colour: "brown", age: 3 }, "unknown keys of the request: age, colour"],
    [{}, "the request lacks url"],
    [{ url: "no url" }, '"no url" is no URL'],
    [{ url, method: "ge t" }, '"GE T" is no method'],
    [{ url, headers: { a: 1 } }, "the header a must be a string"],
    [{ url, headers: [] }, "headers must be an object"],
    [{ url, enable_redirect: "yes" }, "enable_redirect must be true or false"],
    [{ url, timeout: "soon" }, "timeout must be a duration such as 500ms, or a whole number of nanoseconds"],
    [{ url, tls_ca_cert: "none" }, "tls_ca_cert holds no certificate"],
  ];
  for (const [request, message] of cases) {
    assert.equal(await send(request), `error: http.send: ${message}`);
    assert.deepEqual(JSON.parse(await send({ ...request, raise_error: false })), {
      status_code: 0,
      error: { code: "eval_http_send_internal_error", message },
    });
  }
  assert.equal(await send({ url, raise_error: 1 }), "error: http.send: raise_error must be true or false");
});

test("what OPA has and we do not is an error whatever the request says, and keys of caching are fine", async () => {
  const url = `${bakery.http}/bread`;
  const unsupported: readonly Readonly<Record<string, unknown>>[] = [
    { max_retry_attempts: 2 },
    { tls_use_system_certs: true },
    { tls_ca_cert_file: "ca.pem" },
    { tls_client_key_env_variable: "KEY" },
  ];
  for (const key of unsupported) {
    const [name = ""] = Object.keys(key);
    assert.equal(await send({ url, raise_error: false, ...key }), `error: http.send: ${name} is not supported`);
  }
  assert.match(await send({ url, timeout: 0 }), /without a timeout is not supported$/);
  const cached = { cache: true, force_cache: true, force_cache_duration_seconds: 5, caching_mode: "serialized" };
  assert.equal((await sent({ url, ...cached, max_retry_attempts: 0 })).status_code, 200);
});

test("the same request is asked once in a run, a failed one too; after a status that may pass, it is asked again", async () => {
  const paths = ["/once", "/broken", "/closed"];
  const visits = async (): Promise<number[]> => {
    const counts: number[] = [];
    for (const path of paths) counts.push(await bakery.visits(path));
    return counts;
  };
  const before = await visits();
  await answers([...paths, ...paths].map((path) => ({ request: { method: "get", url: bakery.http + path } })));
  const after = await visits();
  assert.deepEqual(
    after.map((count, index) => count - (before[index] ?? 0)),
    [1, 1, 2],
  );
});

test("a worker that stands still is stopped at the check's time limit", async () => {
  const own = await bundleOf("user", { "send.rego": checkSource("send", `fail contains http.send(input.request)`) });
  const evaluator = await createEvaluator(own, {
    workers: 1,
    timeLimitMs: 500,
    now: "2026-11-24T12:00:00.000Z",
    selected: new Set(["bakery/send"]),
    allowBuiltins: ["http.send"],
  });
  const request = { method: "get", url: `${bakery.http}/hang`, timeout: "1h" };
  await evaluator.evaluate([{ kind: "workload", resource: "Pod", input: JSON.stringify({ request }) }]);
  await evaluator.close();
  assert.deepEqual([...evaluator.stopped], [["bakery/send", "stopped: it ran for more than 0.5 s on one subject"]]);
});

test("a server's certificate counts when tls_ca_cert vouches for it, and for the name that is asked for", async () => {
  const url = `${bakery.https}/echo`;
  const ca = { tls_ca_cert: certificate.cert };
  assert.match(await send({ url }), /^error: http\.send: GET https:.*self-signed certificate/);
  assert.equal((await sent({ url, ...ca })).status_code, 200);
  assert.equal((await sent({ url, tls_insecure_skip_verify: true })).status_code, 200);
  const byNumber = url.replace("localhost", "127.0.0.1");
  assert.match(await send({ url: byNumber, ...ca }), /^error: .*does not match certificate's altnames/);
  assert.equal((await sent({ url: byNumber, ...ca, tls_server_name: "bakery.test" })).status_code, 200);
});

test("a client's certificate is shown to the server", async () => {
  const request = { url: `${bakery.https}/echo`, tls_ca_cert: certificate.cert };
  assert.equal((await sent(request)).body.certificate, null);
  const client = { tls_client_cert: certificate.cert, tls_client_key: certificate.key };
  assert.equal((await sent({ ...request, ...client })).body.certificate, "touchstone test");
  assert.match(
    await send({ ...request, tls_client_cert: certificate.cert }),
    /tls_client_cert and tls_client_key are needed together$/,
  );
});

test("a name's addresses are a set, in this thread and in workers; a name without any is an error", async () => {
  for (const workers of [0, 1]) {
    const [localhost = "", address, nothing, empty] = await answers(
      ["localhost", "::1", "name with spaces.invalid", ""].map((name) => ({ name })),
      { workers },
    );
    assert.ok((JSON.parse(localhost) as readonly string[]).includes("127.0.0.1"), localhost);
    assert.equal(address, '["::1"]');
    assert.match(nothing ?? "", /^error: net\.lookup_ip_addr: "name with spaces\.invalid": /);
    assert.equal(empty, 'error: net.lookup_ip_addr: "": no such host');
  }
});
