// A million evaluations leave the memory as it was; what one large subject took is given back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { CheckRunner } from "../../src/rego/check-runner.ts";
import { bundleOf, checkSource } from "./compiled.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const mebibyte = 1024 * 1024;

/** One failure in three, a twin in TypeScript for each, OPA's own builtin function for some. */
const rules = `fail contains {"path": ["age"], "details": {"what": sprintf("%s of %d days", [input.bread, input.age])}} if {
	input.age % 3 == 0
	strings.any_prefix_match(input.bread, ["rye", "spelt"])
}

fail contains {"path": ["weight"], "details": {"what": "weight"}} if {
	input.weight
	units.parse_bytes(input.weight) >= 1000
}`;

async function runner(): Promise<CheckRunner> {
  const { modules } = await bundleOf("built-in", { "stale.rego": checkSource("stale-bread", rules) });
  const ready = await Promise.all(
    modules.map(async ({ wasm, ...module }) => ({ ...module, module: await WebAssembly.compile(wasm), ignored: [] })),
  );
  return new CheckRunner(ready, { now: "2026-11-24T12:00:00.000Z", allowed: [] });
}

/** Heap and buffers, WASM memories among them, after everything that is not used is gone: that takes a few rounds. */
async function liveBytes(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await setImmediate();
    collectGarbage();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test("1,000,000 evaluations leave the memory flat", async () => {
  const checks = await runner();
  function evaluate(count: number): number {
    let failures = 0;
    for (let index = 0; index < count; index++) {
      const weight = index % 500 === 0 ? { weight: "1KB" } : {};
      const input = JSON.stringify({ bread: index % 2 === 0 ? "rye" : "wheat", age: index, ...weight });
      failures += checks.run({ kind: "workload", resource: "Pod", input }).length;
    }
    return failures;
  }
  evaluate(50_000);
  const before = await liveBytes();
  const failures = evaluate(1_000_000);
  const growth = (await liveBytes()) - before;
  assert.equal(failures, 168_000);
  assert.ok(growth < 8 * mebibyte, `the memory grew by ${(growth / mebibyte).toFixed(1)} MiB`);
});

test("the memory that a large subject needed is given back", async () => {
  const checks = await runner();
  const small = JSON.stringify({ bread: "rye", age: 3 });
  checks.run({ kind: "workload", resource: "Pod", input: small });
  const before = await liveBytes();
  checks.run({ kind: "workload", resource: "Pod", input: largeInput() });
  checks.run({ kind: "workload", resource: "Pod", input: small });
  const growth = (await liveBytes()) - before;
  assert.ok(growth < 8 * mebibyte, `the memory grew by ${(growth / mebibyte).toFixed(1)} MiB`);
});

function largeInput(): string {
  const crumbs = Array.from({ length: 400_000 }, (_, index) => ({ crumb: `number ${index}` }));
  return JSON.stringify({ bread: "rye", age: 3, crumbs });
}
