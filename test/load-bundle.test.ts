// What a program gets of `loadBundle` beside what docs/library.md shows: errors, limits, and checks in place of built-in ones.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { ResultCache, TouchstoneError, loadBundle } from "../src/index.ts";
import { reads } from "../src/model/index.ts";
import { folderOf } from "./cli/touchstone.ts";
import { checkSource, endlessRule } from "./rego/compiled.ts";

process.env["TOUCHSTONE_CACHE"] = await folderOf({});

const pod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "agent" },
  spec: { hostPID: true, containers: [{ name: "agent", image: "agent:1" }] },
};

test("policies that do not compile are an error with every place", async () => {
  const folder = await folderOf({ "shop.rego": "package shop\n\nopen if { shout(1) }\n\nopen if { sing(1) }\n" });
  await assert.rejects(loadBundle(folder, { entrypoints: ["shop/open"] }), (error) => {
    assert.ok(error instanceof TouchstoneError);
    assert.equal(error.code, "E_POLICY");
    assert.match(error.message, /shop\.rego:3:11: .*undefined function shout/);
    assert.match(error.message, /shop\.rego:5:11: .*undefined function sing/);
    return true;
  });
});

test("an entrypoint that was not named is a RangeError, and a failing policy an error with its place", async () => {
  const folder = await folderOf({ "shop.rego": "package shop\n\nprice := 1 if input.a\n\nprice := 2 if input.b\n" });
  const bundle = await loadBundle(folder, { entrypoints: ["shop/price", "shop"] });
  assert.deepEqual(bundle.entrypoints, ["shop", "shop/price"]);
  assert.throws(() => bundle.evaluate("shop/cost"), RangeError);
  assert.throws(
    () => bundle.evaluate("shop/price", { a: 1, b: 1 }),
    (error) =>
      error instanceof TouchstoneError && /^shop\/price cannot be evaluated: .*shop\.rego:5:1: /.test(error.message),
  );
  assert.deepEqual(
    [{ a: 1 }, { b: 1 }, {}, undefined].map((input) => bundle.evaluate("shop/price", input)),
    [1, 2, undefined, undefined],
  );
  assert.deepEqual(bundle.evaluate("shop", { a: 1 }), { price: 1 });
});

test("the digest follows the policies, their data and the entrypoints", async () => {
  const files = {
    "shop.rego": "package shop\n\nopen := data.hours.open\n\nshut := data.hours.shut\n",
    "hours/data.json": '{"open": 8}',
  };
  const [same, again, data, policy, entrypoint] = await Promise.all(
    [
      { files, entrypoints: ["shop/open"] },
      { files, entrypoints: ["shop/open"] },
      { files: { ...files, "hours/data.json": '{"open": 9}' }, entrypoints: ["shop/open"] },
      { files: { ...files, "shop.rego": "package shop\n\nopen := 8\n" }, entrypoints: ["shop/open"] },
      { files, entrypoints: ["shop/shut"] },
    ].map(
      async ({ files: written, entrypoints }) => (await loadBundle(await folderOf(written), { entrypoints })).digest,
    ),
  );
  assert.equal(again, same);
  assert.equal(new Set([same, data, policy, entrypoint]).size, 4);
});

test("without sources the built-in checks judge; a value that is no object of Kubernetes is refused", async () => {
  const bundle = await loadBundle([], { workers: 0 });
  const [judgement] = await bundle.judge([pod]);
  assert.deepEqual(judgement?.resource, { apiVersion: "v1", kind: "Pod", namespace: "default", name: "agent" });
  const outcomes = new Map(judgement.observations.map(({ check, outcome }) => [check, outcome.status]));
  assert.equal(outcomes.get("workload/host-pid"), "fail");
  assert.equal(outcomes.get("workload/host-ipc"), "pass");
  assert.deepEqual(
    [...outcomes.keys()],
    bundle.checks.filter((check) => reads(check, "workload", "Pod")).map(({ id }) => id),
  );
  await assert.rejects(bundle.judge([{ kind: "Pod" }]), { code: "E_NOT_KUBERNETES" });
  await bundle.close();
});

test("an own check takes a built-in one's place; one that does not end is an error with its file, the others stand", async () => {
  const mild = checkSource(
    "host-pid",
    `fail contains {"path": [], "details": {"what": "nothing"}} if input.kind == "Job"`,
  );
  const folder = await folderOf({
    "mild.rego": mild.replace("touchstone.bakery", "touchstone.workload"),
    "endless.rego": checkSource("endless", endlessRule(`input.kind == "Pod"`)),
  });
  const cache = new ResultCache();
  const bundle = await loadBundle(folder, { timeLimitMs: 500, cache });
  const [judgement] = await bundle.judge([pod]);
  await bundle.close();
  const outcomes = new Map(judgement?.observations.map(({ check, outcome }) => [check, outcome]));
  assert.deepEqual(outcomes.get("workload/host-pid"), { status: "pass" });
  assert.deepEqual(outcomes.get("bakery/endless"), {
    status: "error",
    message: `${join(folder, "endless.rego")}: stopped: it ran for more than 0.5 s on one subject`,
  });
  assert.equal(outcomes.get("workload/run-as-non-root")?.status, "fail");
  assert.equal(cache.size, 0);
});

test("checks judge by the version of Kubernetes that is named, whatever a shared cache holds of another", async () => {
  const sysctls = [{ name: "net.ipv4.tcp_fin_timeout", value: "30" }];
  const tuned = { ...pod, spec: { ...pod.spec, securityContext: { sysctls } } };
  const cache = new ResultCache();
  for (const [options, status] of [
    [{ kubeVersion: "1.28" }, "fail"],
    [{ kubeVersion: "v1.29.0" }, "pass"],
    [{}, "pass"],
    [{ kubeVersion: "1.28" }, "fail"],
  ] as const) {
    const bundle = await loadBundle([], { ...options, cache });
    const [judgement] = await bundle.judge([tuned]);
    const said = judgement?.observations.find(({ check }) => check === "workload/unsafe-sysctls");
    assert.equal(said?.outcome.status, status, JSON.stringify(options));
    await bundle.close();
  }
  await assert.rejects(loadBundle([], { kubeVersion: "1.x" }), { code: "E_USAGE" });
});
