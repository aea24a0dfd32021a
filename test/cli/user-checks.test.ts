// A user's own Rego: compiled by the embedded compiler, kept by its content, and told with file and line when it is wrong.
import assert from "node:assert/strict";
import { appendFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { checkSource, endlessRule } from "../rego/compiled.ts";
import { folderOf, pod, scanJson, touchstone } from "./touchstone.ts";

const named = checkSource(
  "named-pool",
  `import data.touchstone.lib.containers
fail contains {"path": array.concat(container.path, ["name"]), "details": {"what": container.name}} if {
	some container in input.containers
	container.name == "orchestrator"
}`,
);

test("finds what the check finds, with its message and line, beside the built-in ones", async () => {
  const folder = await folderOf({ "pod.yaml": pod, "policies/named/policy.rego": named });
  const { assessment, exitCode, stderr } = await scanJson(["pod.yaml", "--policy", "policies"], { cwd: folder });
  assert.equal(stderr, "");
  assert.equal(exitCode, 0);
  const own = assessment.checks.find(({ check }) => check.id === "bakery/named-pool");
  assert.deepEqual(
    own?.findings.map(({ message, location }) => [message, location.line, location.column]),
    [["orchestrator is wrong", 8, 7]],
  );
  assert.equal(own?.check.file, "policies/named/policy.rego");
  const without = await scanJson(["pod.yaml"], { cwd: folder });
  assert.notEqual(assessment.bundle.digest, without.assessment.bundle.digest);
  assert.equal(assessment.bundle.checks, without.assessment.bundle.checks + 1);
});

test("is compiled once; another content is compiled again, and so is a damaged cache entry", async () => {
  const folder = await folderOf({ "pod.yaml": pod, "policies/named/policy.rego": named });
  const cache = join(folder, "cache");
  const options = { cwd: folder, env: { TOUCHSTONE_CACHE: cache } };
  const args = ["pod.yaml", "--policy", "policies", "--checks", "bakery/*"];
  const entries = async (): Promise<readonly string[]> => (await readdir(join(cache, "policies"))).toSorted();
  const first = await scanJson(args, options);
  const kept = await entries();
  assert.equal(kept.length, 2);
  const second = await scanJson(args, options);
  assert.deepEqual(await entries(), kept);
  assert.deepEqual(second.assessment.checks, first.assessment.checks);
  await writeFile(join(cache, "policies", kept.find((name) => name.endsWith(".wasm")) ?? ""), "no module");
  const third = await scanJson(args, options);
  assert.deepEqual(third.assessment.checks, first.assessment.checks);
  await appendFile(join(folder, "policies/named/policy.rego"), "# changed\n");
  await scanJson(args, options);
  assert.equal((await entries()).length, 4);
});

test("a policy that throws or does not end is its check's error, and the scan goes on", async () => {
  const folder = await folderOf({
    "pod.yaml": pod,
    "policies/a.rego": checkSource(
      "throws",
      `x := 1 if input.kind\nx := 2 if input.kind\nfail contains {"path": []} if x == 3`,
    ),
    "policies/b.rego": checkSource("ends-never", endlessRule("input.kind")),
  });
  const args = ["pod.yaml", "--policy", "policies", "--check-timeout", "1"];
  const { assessment, exitCode } = await scanJson(args, { cwd: folder });
  assert.equal(exitCode, 0);
  const built = await scanJson(["pod.yaml"], { cwd: folder });
  for (const group of built.assessment.checks) {
    assert.deepEqual(
      assessment.checks.find(({ check }) => check.id === group.check.id),
      group,
    );
  }
  const own = assessment.checks.filter(({ check }) => check.id.startsWith("bakery/"));
  assert.deepEqual(
    own.map(({ check, status, errors }) => [check.id, status, errors.length]),
    [
      ["bakery/ends-never", "error", 1],
      ["bakery/throws", "error", 1],
    ],
  );
  assert.match(own[0]?.errors[0]?.message ?? "", /ran for more than 1 s/);
});

test("mistakes are named with file and line, all at once: 3", async () => {
  for (const [source, message] of [
    ["package touchstone.bakery.x\n\nfail contains {\n", /^error: policies\/p\.rego:4: .*unexpected eof/],
    [checkSource("x", "fail contains price if true"), /^error: policies\/p\.rego:11:15: .*var price is unsafe/],
    [checkSource("x", `fail contains {"path": []} if strings.shout("a")`), /undefined function strings\.shout/],
    [checkSource("x", "deny := true"), /^error: policies\/p\.rego:1: the policy has no rule `fail`/],
    ["package touchstone.bakery.x\n\nfail := set()\n", /^error: policies\/p\.rego:1: the policy has no METADATA/],
    ["package bakery\n\nfail := set()\n", /the package is bakery, not touchstone\/<group>\/<check>/],
    [
      checkSource("x", "fail := set()", "[oven]"),
      /METADATA\.custom\.kinds\.0 must be one of workload, object, namespace/,
    ],
  ] as const) {
    const folder = await folderOf({ "pod.yaml": pod, "policies/p.rego": source });
    const { exitCode, stdout, stderr } = await touchstone(["scan", "pod.yaml", "--policy", "policies"], {
      cwd: folder,
    });
    assert.equal(exitCode, 3, stderr);
    assert.match(stderr, message);
    assert.match(stderr, /\[E_POLICY\]\n {2}\w/);
    assert.equal(stdout, "");
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
});

test("a policy folder that is missing, is a file or holds no Rego is told: 3", async () => {
  const folder = await folderOf({ "pod.yaml": pod, "empty/notes.txt": "" });
  for (const [name, message] of [
    ["none", /the policy folder or bundle none does not exist \[E_PATH_MISSING\]/],
    ["pod.yaml", /pod\.yaml is neither a folder nor a bundle \[E_UNREADABLE\]/],
    ["empty", /there is no \.rego file in empty \[E_POLICY\]/],
  ] as const) {
    const { exitCode, stderr } = await touchstone(["scan", "pod.yaml", "--policy", name], { cwd: folder });
    assert.equal(exitCode, 3);
    assert.match(stderr, message);
  }
});

test("a mapping gives a user's check its controls; a wrong id in it is named with its line: 3", async () => {
  const mapping = (check: string, control: string): string =>
    `framework: owasp-2025\nmappings:\n  ${check}:\n    - { control: "${control}", strength: partial, basis: intent, rationale: Names are how we find them. }\n`;
  const folder = await folderOf({
    "pod.yaml": pod,
    "policies/p.rego": named,
    "good.yaml": mapping("bakery/named-pool", "A02:2025"),
    "control.yaml": mapping("bakery/named-pool", "A11:2025"),
    "check.yaml": mapping("bakery/named-pol", "A02:2025"),
  });
  const args = ["pod.yaml", "--policy", "policies"];
  const { assessment } = await scanJson([...args, "--mapping", "good.yaml"], { cwd: folder });
  const own = assessment.checks.find(({ check }) => check.id === "bakery/named-pool");
  assert.deepEqual(
    own?.mappings.map(({ control }) => control),
    ["A02:2025"],
  );
  for (const [file, message] of [
    ["control.yaml", /^error: control\.yaml:4:\d+: unknown control "A11:2025"/],
    ["check.yaml", /^error: check\.yaml:3:3: unknown check "bakery\/named-pol"; did you mean bakery\/named-pool/],
  ] as const) {
    const { exitCode, stderr } = await touchstone(["scan", ...args, "--mapping", file], { cwd: folder });
    assert.equal(exitCode, 3);
    assert.match(stderr, message);
    assert.match(stderr, /\[E_MAPPING\]/);
  }
});

test("a framework is only data: a catalogue and a mapping are enough for a score of its own", async () => {
  const folder = await folderOf({
    "pod.yaml": pod,
    "house.yaml": `id: house-rules\ntitle: House rules\nversion: "1"\nsource: https://example.com/rules\nlicence: our own\ncontrols:\n  - { id: H-1, title: Images have versions }\n`,
    "map.yaml": `framework: house-rules\nmappings:\n  image/mutable-tag:\n    - { control: H-1, strength: direct, basis: intent, rationale: The rule asks for exactly that. }\n`,
  });
  const { assessment } = await scanJson(["pod.yaml", "--catalogue", "house.yaml", "--mapping", "map.yaml"], {
    cwd: folder,
  });
  assert.deepEqual(
    assessment.frameworks.map(({ id }) => id),
    ["owasp-2025", "csf-2.0", "iso27001-2022", "house-rules"],
  );
  assert.deepEqual(
    assessment.frameworks.at(-1)?.controls.map(({ id, status }) => [id, status]),
    [["H-1", "not-satisfied"]],
  );
});
