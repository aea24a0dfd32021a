// `touchstone policy new`: what it writes is a check that passes everything the other commands ask for.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { scaffoldKinds } from "../../src/cli/policy/scaffold-files.ts";
import { folderOf, scanJson, touchstone } from "./touchstone.ts";

for (const kind of scaffoldKinds) {
  test(`a new check of kind ${kind} is sound, formatted and tested, and its fixtures do what their names say`, async () => {
    const cwd = await folderOf({});
    const args = ["policy", "new", "house/named-owner", "--kind", kind, "--severity", "high"];
    const { exitCode, stdout, stderr } = await touchstone(args, { cwd });
    assert.deepEqual([exitCode, stderr], [0, ""]);
    assert.match(stdout, /^wrote policies\/house\/named-owner\/policy\.rego\n/);
    assert.deepEqual((await readdir(join(cwd, "policies/house"), { recursive: true })).toSorted(), [
      "named-owner",
      "named-owner/fixtures",
      "named-owner/fixtures/fail-orchestrator.yaml",
      "named-owner/fixtures/pass-orchestrator.yaml",
      "named-owner/policy.rego",
      "named-owner/policy_test.rego",
    ]);
    const check = await touchstone(["policy", "check", "--strict", "policies"], { cwd });
    assert.deepEqual([check.exitCode, check.stdout], [0, "2 files, no problems\n"]);
    const formatted = await touchstone(["policy", "fmt", "--check", "policies"], { cwd });
    assert.deepEqual([formatted.exitCode, formatted.stdout], [0, ""]);
    const tested = await touchstone(["policy", "test", "policies", "--threshold", "100"], { cwd });
    assert.equal(tested.exitCode, 0, tested.stdout + tested.stderr);
    for (const [fixture, status] of [
      ["fail", "not-satisfied"],
      ["pass", "satisfied"],
    ] as const) {
      const file = `policies/house/named-owner/fixtures/${fixture}-orchestrator.yaml`;
      const { assessment } = await scanJson([file, "--policy", "policies"], { cwd });
      const own = assessment.checks.find((one) => one.check.id === "house/named-owner");
      assert.deepEqual([own?.status, own?.check.severity, own?.check.kinds], [status, "high", [kind]]);
    }
  });
}

test("nothing is overwritten: 3", async () => {
  const cwd = await folderOf({ "checks/house/named-owner/policy.rego": "mine" });
  const { exitCode, stderr } = await touchstone(["policy", "new", "house/named-owner", "--folder", "checks"], { cwd });
  assert.match(stderr, /^error: the check house\/named-owner exists: checks\/house\/named-owner \[E_USAGE\]/);
  assert.equal(exitCode, 3);
  assert.equal(await readFile(join(cwd, "checks/house/named-owner/policy.rego"), "utf8"), "mine");
  assert.deepEqual(await readdir(join(cwd, "checks/house")), ["named-owner"]);
});

test("names that are no check's are refused, and nothing is written: 3", async () => {
  const cwd = await folderOf({});
  for (const args of [
    ["house"],
    ["House/x"],
    ["lib/x"],
    ["run/x"],
    ["a/b/c"],
    ["../x"],
    ["house/a_b"],
    [],
    ["a/b", "--kind", "pod"],
  ]) {
    const { exitCode, stdout } = await touchstone(["policy", "new", ...args], { cwd });
    assert.deepEqual([exitCode, stdout], [3, ""], args.join(" "));
  }
  assert.deepEqual(await readdir(cwd), []);
});
