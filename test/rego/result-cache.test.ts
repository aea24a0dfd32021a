// A result that is kept is the one that would be found again: per bundle, choice of checks and subject, never of an error.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ResultCache, createEvaluator, type EvaluationItem, type ItemResult } from "../../src/rego/index.ts";
import { bundleOf, checkSource, endlessRule } from "./compiled.ts";

const stale = checkSource("stale", `fail contains {"path": ["age"], "details": {"what": "age"}} if input.age > 3`);
const ofToday = checkSource("today", `fail contains {"path": [], "details": {"what": time.now_ns()}} if input.age > 3`);
const old: EvaluationItem = { kind: "workload", resource: "Pod", input: '{"age": 5}' };
const fresh: EvaluationItem = { kind: "workload", resource: "Pod", input: '{"age": 1}' };

interface Asked {
  readonly cache: ResultCache;
  readonly items?: readonly EvaluationItem[];
  readonly selected?: readonly string[];
  readonly now?: string;
  readonly timeLimitMs?: number;
}

async function ask(source: string, { cache, items = [old, fresh], selected, ...options }: Asked) {
  const bundle = await bundleOf("user", { "baker.rego": source });
  const evaluator = await createEvaluator(bundle, {
    workers: 1,
    timeLimitMs: 60_000,
    now: "2026-11-24T12:00:00Z",
    selected: new Set(selected ?? bundle.checks.map(({ id }) => id)),
    cache,
    ...options,
  });
  const results = await evaluator.evaluate(items);
  await evaluator.close();
  return results;
}

test("the same is said again, in the order of the subjects", async () => {
  const cache = new ResultCache();
  const first = await ask(stale, { cache });
  assert.equal(cache.size, 2);
  assert.deepEqual(await ask(stale, { cache, items: [fresh, old, fresh] }), [first[1], first[0], first[1]]);
  assert.equal(cache.size, 2);
});

test("what is kept is used", async () => {
  const cache = new ResultCache();
  const planted: ItemResult = [{ check: "bakery/stale", outcome: { status: "not-applicable", reason: "planted" } }];
  const spy = Object.assign(Object.create(ResultCache.prototype) as ResultCache, {
    get: () => planted,
    set: () => assert.fail("nothing was evaluated"),
  });
  await ask(stale, { cache });
  assert.deepEqual(await ask(stale, { cache: spy }), [planted, planted]);
});

test("another bundle and another choice of checks have results of their own", async () => {
  const cache = new ResultCache();
  await ask(stale, { cache });
  const none = await ask(stale, { cache, selected: [] });
  assert.deepEqual(none, [[], []]);
  const other = await ask(stale.replace("> 3", "> 9"), { cache });
  assert.deepEqual(other, [[], []]);
  assert.equal(cache.size, 6);
});

test("a check that sees the time is asked again at another time", async () => {
  const cache = new ResultCache();
  const first = await ask(ofToday, { cache });
  assert.deepEqual(await ask(ofToday, { cache }), first);
  assert.notDeepEqual(await ask(ofToday, { cache, now: "2026-11-25T12:00:00Z" }), first);
});

test("errors, and what a stopped check left out, are not kept", async () => {
  const cache = new ResultCache();
  const conflict = checkSource(
    "conflict",
    `price := 1 if input.age\nprice := 2 if input.age\nfail contains price if true`,
  );
  await ask(conflict, { cache });
  assert.equal(cache.size, 0);
  await ask(checkSource("endless", endlessRule("input.age > 3")), { cache, timeLimitMs: 300 });
  assert.equal(cache.size, 0);
});

test("the oldest go first", () => {
  const cache = new ResultCache(2);
  for (const key of ["rye", "spelt"]) cache.set(key, []);
  cache.get("rye");
  cache.set("wheat", []);
  assert.deepEqual(
    ["rye", "spelt", "wheat"].map((key) => cache.get(key) !== undefined),
    [true, false, true],
  );
});
