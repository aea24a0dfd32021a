// Policy bundles in a run: a folder and its archive judge alike, data takes part, and the digest says what judged.
import assert from "node:assert/strict";
import { cp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Assessment, CheckAssessment } from "../../src/model/index.ts";
import { checkSource } from "../rego/compiled.ts";
import { builtBundle, skip } from "../library/native-opa.ts";
import { folderOf, pod, repository, scanJson, touchstone } from "./touchstone.ts";

/** Fails for containers that data.bakery.banned names. */
const banned = checkSource(
  "banned",
  `fail contains {"path": container.path, "details": {"what": container.name}} if {
	some container in input.containers
	container.name in data.bakery.banned
}`,
);
const policies = { "bakery/banned.rego": banned, "bakery/data.yaml": "banned: [orchestrator]\n" };

function groupOf({ checks }: Assessment, id: string): CheckAssessment | undefined {
  return checks.find(({ check }) => check.id === id);
}

test("a folder and the bundle that OPA builds of it find the same, by their data", { skip }, async () => {
  const source = await folderOf(policies);
  const folder = await folderOf({ "pod.yaml": pod, "b.tar.gz": await builtBundle(source) });
  for (const [policy, file] of [
    [source, `${source}/bakery/banned.rego`],
    ["b.tar.gz", "b.tar.gz/bakery/banned.rego"],
  ] as const) {
    const { assessment, stderr } = await scanJson(["pod.yaml", "--policy", policy], { cwd: folder });
    assert.equal(stderr, "");
    const group = groupOf(assessment, "bakery/banned");
    assert.deepEqual(
      group?.findings.map(({ message, location }) => [message, location.line]),
      [["orchestrator is wrong", 8]],
    );
    assert.equal(group.check.file, file);
  }
});

test("a native OPA and the embedded one judge a bundle alike, Rego v0 and parameters included", { skip }, async () => {
  const old = checkSource("old", `fail[problem] { problem := {"path": [], "details": {"what": limits.name}} }`).replace(
    "package",
    "#   parameters:\n#     name: { description: A name., default: crumb }\npackage",
  );
  const source = await folderOf({
    ...policies,
    "old/old.rego": `${old}\nlimits = data.touchstone.parameters["bakery/old"]\n`,
    ".manifest": '{"revision": "1", "rego_version": 1, "file_rego_versions": {"/old/*": 0}}',
  });
  const folder = await folderOf({ "pod.yaml": pod });
  const [embedded, native] = await Promise.all(
    ["/nowhere", join(repository, ".cache/tools")].map(async (path, index) => {
      const env = { TOUCHSTONE_CACHE: join(folder, String(index)), PATH: path };
      return scanJson(["pod.yaml", "--policy", source, "--checks", "bakery/*"], { cwd: folder, env });
    }),
  );
  assert.equal(embedded?.stderr, "");
  assert.deepEqual(
    ["banned", "old"].map((name) => groupOf(embedded.assessment, `bakery/${name}`)?.findings[0]?.message),
    ["orchestrator is wrong", "crumb is wrong"],
  );
  assert.deepEqual(native?.assessment.checks, embedded.assessment.checks);
  assert.deepEqual(native?.assessment.bundle, embedded.assessment.bundle);
});

test("a changed datum changes findings and digest, and compiles nothing anew", async () => {
  const folder = await folderOf({ "pod.yaml": pod });
  for (const [name, text] of Object.entries(policies)) await cp(await fileOf(text), join(folder, "p", name));
  const cache = join(folder, "cache");
  const run = async (): Promise<Assessment> =>
    (await scanJson(["pod.yaml", "--policy", "p"], { cwd: folder, env: { TOUCHSTONE_CACHE: cache } })).assessment;
  const first = await run();
  const kept = await readdir(join(cache, "policies"));
  await writeFile(join(folder, "p/bakery/data.yaml"), "# said otherwise\n'banned': ['orchestrator']\n");
  const same = await run();
  assert.equal(same.bundle.digest, first.bundle.digest);
  await writeFile(join(folder, "p/bakery/data.yaml"), "banned: [redis]\n");
  const second = await run();
  assert.equal(groupOf(first, "bakery/banned")?.status, "not-satisfied");
  assert.equal(groupOf(second, "bakery/banned")?.status, "satisfied");
  assert.notEqual(second.bundle.digest, first.bundle.digest);
  await writeFile(join(folder, "p/.manifest"), '{"revision": "2"}');
  assert.notEqual((await run()).bundle.digest, second.bundle.digest);
  await rm(join(folder, "p/bakery/data.yaml"));
  assert.equal(groupOf(await run(), "bakery/banned")?.status, "satisfied");
  assert.deepEqual(await readdir(join(cache, "policies")), kept);
});

async function fileOf(text: string): Promise<string> {
  return join(await folderOf({ file: text }), "file");
}

test("a check with the id of a built-in one takes its place, and sees its own data alone", async () => {
  const own = checkSource(
    "host-pid",
    `fail contains {"path": [], "details": {"what": data.kitchen.name}} if input.kind == "Pod"`,
  ).replace("touchstone.bakery", "touchstone.workload");
  const folder = await folderOf({
    "pod.yaml": pod,
    "a/own.rego": own,
    "b/data.json": '{"kitchen": {"name": "galley"}}',
  });
  const { assessment } = await scanJson(["pod.yaml", "--policy", "a", "--policy", "b"], { cwd: folder });
  const group = groupOf(assessment, "workload/host-pid");
  assert.deepEqual(
    group?.findings.map(({ message }) => message),
    ["galley is wrong"],
  );
  const built = await scanJson(["pod.yaml"], { cwd: folder });
  assert.equal(assessment.bundle.checks, built.assessment.bundle.checks);
});

test("a copy of our own policies, shared rules included, judges as the built-in ones do", async () => {
  const folder = await folderOf({ "pod.yaml": pod });
  await cp(join(repository, "policies"), join(folder, "policies"), { recursive: true });
  const built = await scanJson(["pod.yaml"], { cwd: folder });
  const copied = await scanJson(["pod.yaml", "--policy", "policies"], { cwd: folder });
  assert.match(copied.stderr, /^note: policies of your own replace built-in checks: \S+, .* and \d+ more\n$/);
  const checks = copied.assessment.checks.map(({ check: { replaced, ...check }, ...rest }) => {
    assert.equal(replaced, true, check.id);
    return { check, ...rest };
  });
  assert.deepEqual(checks, built.assessment.checks);
});

test("data in a rule's place, and packages outside the roots, are refused, compiled or kept: 3", async () => {
  const cases = [
    [
      { "p/touchstone/bakery/banned/data.json": '{"fail": []}' },
      "p/banned.rego defines data.touchstone.bakery.banned.fail, and p/touchstone/bakery/banned/data.json holds data at the same path",
    ],
    [
      { "p/touchstone/data.json": '{"bakery": 1}' },
      "p/banned.rego defines data.touchstone.bakery.banned.fail, and p/touchstone/data.json holds data at the same path",
    ],
    [
      { "p/touchstone/run/data.json": "{}" },
      "Touchstone defines data.touchstone.run, and p/touchstone/run/data.json holds data at the same path",
    ],
    [
      { "p/.manifest": '{"roots": ["touchstone/shop"]}' },
      "p/banned.rego has the package touchstone/bakery/banned, outside the roots of its bundle (touchstone/shop)",
    ],
  ] as const;
  for (const [files, message] of cases) {
    const folder = await folderOf({ "pod.yaml": pod, "p/banned.rego": banned, ...files });
    for (const time of ["first", "second"]) {
      const { exitCode, stdout, stderr } = await touchstone(["scan", "pod.yaml", "--policy", "p"], { cwd: folder });
      assert.equal(exitCode, 3, time);
      assert.equal(stdout, "");
      assert.equal(stderr.split("\n")[0], `error: ${message} [E_BUNDLE]`);
    }
  }
});

test("data beside the rules of a package is theirs to read", async () => {
  const folder = await folderOf({
    "pod.yaml": pod,
    "p/banned.rego": banned.replace("data.bakery.banned", "data.touchstone.bakery.banned.names"),
    "p/touchstone/bakery/banned/data.json": '{"names": ["orchestrator"]}',
  });
  const { assessment } = await scanJson(["pod.yaml", "--policy", "p"], { cwd: folder });
  assert.equal(groupOf(assessment, "bakery/banned")?.findings.length, 1);
});
