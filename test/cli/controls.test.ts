// `touchstone controls`: frameworks as they are, with a user's own, with an assessment, and with mistakes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, pod, touchstone } from "./touchstone.ts";

const catalogue = `id: house
title: House rules
version: "1"
source: https://example.com/house
licence: ours
controls:
  - { id: H-1, title: Nobody shares processes, group: Pods, evidence: direct, note: All of it. }
  - { id: H-2, title: People are trained, evidence: attestation }
  - { id: H-3, title: Nobody knows }
`;
const mapping = `framework: house
mappings:
  workload/host-pid:
    - { control: H-1, strength: direct, basis: intent, rationale: It says so. }
unmapped:
  workload/host-ipc: It is another matter.
`;

async function house(files: Readonly<Record<string, string>> = {}) {
  const cwd = await folderOf({ "house.yaml": catalogue, "mapping.yaml": mapping, "pod.yaml": pod, ...files });
  const own = ["--catalogue", "house.yaml", "--mapping", "mapping.yaml"];
  return { cwd, run: (...args: readonly string[]) => touchstone(["controls", ...args, ...own], { cwd }) };
}

test("list: the frameworks in scope, one, one kind of evidence, and a user's own", async () => {
  const { stdout } = await touchstone(["controls", "list"]);
  assert.match(
    stdout,
    /^csf-2\.0 {2}NIST Cybersecurity Framework 2\.0 \(2\.0\): 106 controls; a machine can show something of 28, checks are evidence for \d+$/m,
  );
  assert.match(stdout, /^ {2}A\.6\.3 +attestation +0 +Information security awareness, education and training$/m);
  const people = await touchstone(["controls", "list", "--framework", "iso27001-2022", "--evidence", "attestation"]);
  assert.equal(people.stdout.match(/^ {2}A\./gm)?.length, 53);
  const { run } = await house();
  assert.equal(
    (await run("list", "--framework", "house")).stdout,
    `house  House rules (1): 3 controls; a machine can show something of 1, checks are evidence for 1
  CONTROL  EVIDENCE     CHECKS
  H-1      direct       1       Nobody shares processes
  H-2      attestation  0       People are trained
  H-3      not stated   0       Nobody knows
`,
  );
  const { frameworks } = JSON.parse((await run("list", "--framework", "house", "--format", "json")).stdout) as {
    frameworks: readonly { id: string; controls: readonly { id: string; checks: readonly string[] }[] }[];
  };
  assert.deepEqual(
    frameworks.map(({ id, controls }) => [id, controls.map(({ checks }) => checks)]),
    [["house", [["workload/host-pid"], [], []]]],
  );
});

test("show: a control with its checks and what is left; a name that is none, or of several", async () => {
  const { run } = await house();
  assert.equal(
    (await run("show", "H-1")).stdout,
    `H-1  Nobody shares processes

Framework: House rules (house)
Group:     Pods
Evidence:  direct: a machine can show it
Note:      All of it.
Source:    https://example.com/house
Licence:   ours

Checks:
  workload/host-pid (high, direct evidence, by its intent)
    It says so.
`,
  );
  assert.match((await run("show", "house/H-2")).stdout, /^ {2}none: attest it/m);
  const unknown = await run("show", "csf-2.0/PR.AA-55");
  assert.equal(unknown.exitCode, 3);
  assert.match(unknown.stderr, /there is no control "csf-2\.0\/PR\.AA-55"; did you mean csf-2\.0\/PR\.AA-05/);
  const twice = await (await house({ "house.yaml": catalogue.replace("H-3", "A.8.9") })).run("show", "A.8.9");
  assert.equal(twice.exitCode, 3);
  assert.match(twice.stderr, /"A\.8\.9" is of several: iso27001-2022\/A\.8\.9, house\/A\.8\.9/);
});

test("coverage: by framework, by group, and of an assessment", async () => {
  const { cwd, run } = await house();
  const groups = await touchstone(["controls", "coverage", "--framework", "csf-2.0", "--format", "json"]);
  const { coverage } = JSON.parse(groups.stdout) as { coverage: readonly { group: string; controls: number }[] };
  assert.deepEqual([coverage.length, coverage.reduce((sum, { controls }) => sum + controls, 0)], [22, 106]);
  const scan = await touchstone(["scan", "pod.yaml", "--framework", "iso27001-2022", "--format", "json"], { cwd });
  const judged = await touchstone(["controls", "coverage", "-"], { cwd, input: scan.stdout });
  assert.match(judged.stdout, /^iso27001-2022 +40 of 93 +\d+ +\d+ +\d+ +53 +\d+ of 93 +\d+ of 93 +0 +0$/m);
  assert.match((await run("coverage", "--framework", "house")).stdout, /^house +Pods +1 of 1 +1 +0 +0 +0 +1 of 1$/m);
});

test("lint: what is doubtful is a warning, what is wrong a mistake, each at its line", async () => {
  const { run } = await house();
  const doubtful = await run("lint");
  assert.deepEqual([doubtful.exitCode, doubtful.stderr], [0, ""]);
  assert.match(
    doubtful.stdout,
    /^warning: mapping\.yaml:2:1: \d+ of \d+ checks are neither mapped nor unmapped: .* and \d+ more$/m,
  );
  assert.match(doubtful.stdout, /^warning: house\.yaml:9:7: no check is evidence for H-3/m);
  assert.doesNotMatch(doubtful.stdout, /H-1|H-2/);
  assert.equal((await run("lint", "--strict")).exitCode, 1);

  const edge = "{ control: H-2, strength: direct, basis: intent, rationale: It says so. }";
  const wrong = await house({
    "house.yaml": catalogue.replace("id: H-3", "id: H-1"),
    "mapping.yaml": mapping.replace("H-1", "H-9").replace("workload/host-ipc", "workload/host-icp"),
    "second.yaml": `framework: csf-2.0\nmappings:\n  workload/privileged-container:\n    - ${edge.replace("H-2", "PR.AA-05")}\n    - ${edge.replace("H-2", "PR.AT-01")}\n`,
  });
  const run2 = await wrong.run("lint", "--mapping", "second.yaml");
  assert.equal(run2.exitCode, 1);
  assert.match(run2.stdout, /^error: house\.yaml:9:\d+: control "H-1" is in line 7 already$/m);
  assert.match(
    run2.stdout,
    /^error: second\.yaml:4:\d+: Touchstone maps workload\/privileged-container to PR\.AA-05 already$/m,
  );
  assert.match(run2.stdout, /^warning: second\.yaml:5:\d+: the catalogue says that only a person can show PR\.AT-01$/m);
  assert.match(run2.stdout, /^error: mapping\.yaml:1:\d+: unknown framework "house"/m);
  const { remarks } = JSON.parse((await wrong.run("lint", "--format", "json")).stdout) as {
    remarks: readonly unknown[];
  };
  assert.ok(remarks.length >= 3);
  const nothing = await touchstone(["controls", "lint"], { cwd: await folderOf({}) });
  assert.deepEqual([nothing.exitCode, nothing.stderr.includes("[E_USAGE]")], [3, true]);
});
