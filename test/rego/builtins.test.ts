// Builtin functions in checks: the time of the run, those that are off, errors as OPA has them, and repeatable chance.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createEvaluator, type EvaluatorOptions, type ItemResult } from "../../src/rego/index.ts";
import { bundleOf, checkSource } from "./compiled.ts";

/** What a rule says of an object with an age, as the details of a failure. */
async function detailsOf(value: string, options: Partial<EvaluatorOptions> = {}, times = 1): Promise<ItemResult[]> {
  const rules = `fail contains {"path": [], "details": {"what": ${value}}} if input.age`;
  const bundle = await bundleOf("built-in", { "baker.rego": checkSource("baker", rules) });
  const evaluator = await createEvaluator(bundle, {
    workers: 0,
    timeLimitMs: 60_000,
    now: "2026-11-24T12:00:00.123Z",
    selected: new Set(bundle.checks.map(({ id }) => id)),
    ...options,
  });
  const items = Array.from(
    { length: times },
    () => ({ kind: "workload", resource: "Pod", input: '{"age": 3}' }) as const,
  );
  const results = await evaluator.evaluate(items);
  await evaluator.close();
  return [...results];
}

function failing(what: unknown): ItemResult {
  return [{ check: "bakery/baker", outcome: { status: "fail", failures: [{ path: [], details: { what } }] } }];
}

function failed(message: string): ItemResult {
  return [{ check: "bakery/baker", outcome: { status: "error", message } }];
}

test("time.now_ns is the time of the run, for every subject and in every thread", async () => {
  const now = failing("2026-11-24T12:00:00.123Z");
  const value = `time.format([time.now_ns(), "UTC", "2006-01-02T15:04:05.999Z07:00"])`;
  assert.deepEqual(await detailsOf(value, {}, 3), [now, now, now]);
  assert.deepEqual(await detailsOf(value, { workers: 1 }, 2), [now, now]);
  assert.deepEqual(await detailsOf("time.now_ns()"), [failing("1795521600123000000")]);
});

test("what asks the world or chance is off, and an error that says how to allow it", async () => {
  const calls = {
    "http.send": `http.send({"method": "get", "url": "http://localhost:1"}).status`,
    "net.lookup_ip_addr": `count(net.lookup_ip_addr("localhost"))`,
    "opa.runtime": `count(opa.runtime())`,
    "rand.intn": `rand.intn("dough", 10)`,
  };
  for (const [name, call] of Object.entries(calls)) {
    const message = `it calls ${name}, which is off: allow it by name with --allow-builtin ${name}`;
    assert.deepEqual(await detailsOf(call), [failed(message)]);
  }
});

test("an allowed rand.intn, and uuid.rfc4122, are the same in every run of the same time", async () => {
  for (const value of [`rand.intn("dough", 1000000)`, `uuid.rfc4122("dough")`]) {
    const options = { allowBuiltins: ["rand.intn"] };
    const [first] = await detailsOf(value, options);
    assert.deepEqual(await detailsOf(value, { ...options, workers: 1 }), [first]);
    assert.notDeepEqual(await detailsOf(value, { ...options, now: "2026-11-25T12:00:00Z" }), [first]);
  }
});

test("an allowed opa.runtime has what the caller gives", async () => {
  const options = { allowBuiltins: ["opa.runtime"], runtime: '{"env": {"OVEN": "on"}}' };
  assert.deepEqual(await detailsOf("opa.runtime().env.OVEN", options), [failing("on")]);
});

test("an error of a builtin function makes the call undefined, as in OPA", async () => {
  assert.deepEqual(await detailsOf(`units.parse_bytes("a dozen")`), [[]]);
});

test("sets and large numbers reach builtin functions whole", async () => {
  assert.deepEqual(await detailsOf(`sprintf("%v of %d", [{"rye", "spelt"}, 9007199254740993])`), [
    failing('{"rye", "spelt"} of 9007199254740993'),
  ]);
});
