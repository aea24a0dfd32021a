// What `npm run new-check` makes is a check: it compiles, its fixtures do what their names say, and names are refused early.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { newCheck } from "../../scripts/new-check.ts";
import { SetupError } from "../../scripts/go.ts";
import { folderOf, scanJson } from "../cli/touchstone.ts";

test("makes a check that finds what its failing fixture shows, and nothing in the passing one", async () => {
  const base = await folderOf({});
  const folder = await newCheck(["workload", "named-owner"], base);
  assert.equal(folder, join(base, "workload/named-owner"));
  assert.deepEqual((await readdir(folder, { recursive: true })).toSorted(), [
    "fixtures",
    "fixtures/fail-orchestrator.yaml",
    "fixtures/pass-orchestrator.yaml",
    "policy.rego",
  ]);
  for (const [fixture, status] of [
    ["pass", "satisfied"],
    ["fail", "not-satisfied"],
  ] as const) {
    const { assessment } = await scanJson([join(folder, `fixtures/${fixture}-orchestrator.yaml`), "--policy", base]);
    assert.equal(assessment.checks.find(({ check }) => check.id === "workload/named-owner")?.status, status);
  }
});

test("refuses names that are no check's, and a check that exists", async () => {
  const base = await folderOf({});
  for (const args of [
    [],
    ["workload"],
    ["Workload", "x"],
    ["lib", "x"],
    ["a", "b", "c"],
    ["..", "x"],
    ["workload", "host_pid"],
  ]) {
    await assert.rejects(newCheck(args, base), SetupError, args.join(" "));
  }
  await newCheck(["workload/twice"], base);
  await assert.rejects(newCheck(["workload", "twice"], base), /the check workload\/twice exists/);
});
