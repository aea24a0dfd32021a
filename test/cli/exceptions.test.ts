// Exceptions from the command line: what counts and what does not, in the gate and every report; and the commands around them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Log } from "sarif";
import type { Assessment } from "../../src/model/index.ts";
import { folderOf, touchstone } from "./touchstone.ts";

const manifest = `apiVersion: v1
kind: Pod
metadata: { name: collector, namespace: logging }
spec: { hostPID: true, containers: [{ name: main, image: registry.example.com/logging/collector:1 }] }
`;

const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

const written = (more: Readonly<Record<string, string>> = {}): string => {
  const fields = {
    id: "EX-1",
    type: "risk-accepted",
    checks: "[workload/host-pid]",
    subjects: "[{ kind: Pod, namespace: logging, name: collector }]",
    reason: "It watches <script> the processes of the node.",
    requestedBy: "ada",
    approvedBy: "grace",
    approvedAt: day(-1),
    expiresAt: day(7),
    ...more,
  };
  return `exceptions:\n  - ${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}`)
    .join("\n    ")}\n`;
};

async function run(exceptions: string, ...args: readonly string[]) {
  const cwd = await folderOf({ "pod.yaml": manifest, "exceptions/one.yaml": exceptions });
  return { cwd, ...(await touchstone([...args], { cwd })) };
}

const gateArgs = ["gate", "pod.yaml", "--exceptions", "exceptions", "--checks", "workload/host-pid"];

async function gateOf(exceptions: string) {
  const { stdout, stderr } = await run(exceptions, ...gateArgs, "--format", "json");
  assert.notEqual(stdout, "", stderr);
  const assessment = JSON.parse(stdout) as Assessment;
  const condition = assessment.gate.conditions.find(({ id }) => id === "exceptions");
  const check = assessment.checks.find(({ check: { id } }) => id === "workload/host-pid");
  return [assessment.exceptions?.[0]?.state, check?.status, condition?.verdict];
}

test("one that counts covers the finding; one that does not fails the gate by its own condition", async () => {
  assert.deepEqual(await gateOf(written()), ["in-use", "satisfied-with-exception", "pass"]);
  assert.deepEqual(await gateOf(written({ expiresAt: day(0) })), ["expired", "not-satisfied", "fail"]);
  assert.deepEqual(await gateOf(written({ approvedBy: "Ada" })), ["self-approved", "not-satisfied", "fail"]);
  assert.deepEqual(await gateOf(written({ expiresAt: day(400) })), ["too-long", "not-satisfied", "fail"]);
  assert.deepEqual(await gateOf(written({ checks: "[workload/host-ipc]" })), ["unmatched", "not-satisfied", "pass"]);
});

test("every report has the finding, and who accepted it", async () => {
  const until = `accepted by exception EX-1 until ${day(7)}`;
  for (const format of ["table", "markdown", "junit", "html"]) {
    const { stdout } = await run(written(), ...gateArgs, "--format", format);
    assert.ok(stdout.replaceAll(/\s+/g, " ").includes(until), format);
    assert.doesNotMatch(stdout, /<script> the/);
  }
  const { stdout } = await run(written(), ...gateArgs, "--format", "sarif");
  const [result] = (JSON.parse(stdout) as Log).runs[0]?.results ?? [];
  assert.deepEqual(
    result?.suppressions?.map(({ kind, status, justification }) => [kind, status, justification]),
    [
      [
        "external",
        "accepted",
        `risk-accepted, approved by grace until ${day(7)}: It watches <script> the processes of the node.`,
      ],
    ],
  );
});

test("patterns, missing people, wrong times and equal ids are refused with their line, and nothing is assessed", async () => {
  const wrong = async (text: string) => {
    const { exitCode, stdout, stderr } = await run(text, ...gateArgs);
    assert.deepEqual([exitCode, stdout], [3, ""]);
    return stderr.split("\n")[0];
  };
  assert.match(
    (await wrong(written({ checks: '["workload/*"]' }))) ?? "",
    /^error: exceptions\/one\.yaml:4:14: .*checks/,
  );
  assert.match(
    (await wrong(written({ subjects: '[{ kind: Pod, namespace: logging, name: "*" }]' }))) ?? "",
    /^error: exceptions\/one\.yaml:5:/,
  );
  assert.match((await wrong(written({ approvedBy: '""' }))) ?? "", /one\.yaml:8:5: .*approvedBy must not be blank/);
  assert.match((await wrong(written({ expiresAt: "2026-02-30" }))) ?? "", /one\.yaml:10:5: expiresAt is no time/);
  assert.match((await wrong(written({ expiresAt: "soon" }))) ?? "", /one\.yaml:10:/);
  const twice = written() + written().slice("exceptions:\n".length);
  assert.match(
    (await wrong(twice)) ?? "",
    /one\.yaml:11:5: there is another exception EX-1, in exceptions\/one\.yaml:2/,
  );
});

test("list tells what will have expired, and check ends with 1 for what does not count or soon will not", async () => {
  const state = async (...args: readonly string[]) => {
    const { exitCode, stdout } = await run(written(), "exceptions", ...args, "--format", "json");
    const { exceptions } = JSON.parse(stdout) as { exceptions: readonly { id: string; state: string }[] };
    return [exitCode, exceptions.map((one) => one.state)];
  };
  assert.deepEqual(await state("list"), [0, ["may-count"]]);
  assert.deepEqual(await state("list", "--as-of", day(8)), [0, ["expired"]]);
  assert.deepEqual(await state("check"), [0, []]);
  assert.deepEqual(await state("check", "--within", "14"), [1, ["may-count"]]);
  assert.deepEqual(await state("check", "--as-of", day(7)), [1, ["expired"]]);
  const { exitCode, stderr } = await run(written(), "exceptions", "list", "--as-of", "soon");
  assert.equal(exitCode, 3);
  assert.match(stderr, /2026-12-31/);
});

test("new writes one that counts for nothing until somebody else approves it, and writes over none", async () => {
  const what = ["--id", "EX-2", "--type", "risk-accepted", "--check", "workload/host-pid"];
  const why = ["--subject", "Pod/logging/collector", "--reason", 'It "watches".', "--requested-by", "ada"];
  const args = ["exceptions", "new", ...what, ...why];
  const { cwd, exitCode, stderr } = await run(written(), ...args, "-o", "exceptions/two.yaml");
  assert.deepEqual([exitCode, stderr], [0, "wrote exceptions/two.yaml\n"]);
  const unapproved = await touchstone(gateArgs, { cwd });
  assert.equal(unapproved.exitCode, 3);
  assert.match(unapproved.stderr, /two\.yaml:10:5: .*approvedBy must not be blank/);
  const again = await touchstone([...args, "-o", "exceptions/one.yaml"], { cwd });
  assert.equal(again.exitCode, 3);
  assert.equal(await readFile(join(cwd, "exceptions/one.yaml"), "utf8"), written());
  const unknown = await touchstone([...args.slice(0, 7), "workload/host-pidd", ...args.slice(8)], { cwd });
  assert.deepEqual([unknown.exitCode, unknown.stdout], [3, ""]);
});

test("new names what a scanner found by its whole name, slashes and all", async () => {
  const what = ["--id", "EX-3", "--type", "false-positive", "--check", "code/injection"];
  const why = [
    "--subject",
    "CodeWeakness/B608:src/app.py:4df42a4c0f97",
    "--reason",
    "A constant.",
    "--requested-by",
    "ada",
  ];
  const { stdout, exitCode } = await touchstone(["exceptions", "new", ...what, ...why]);
  assert.equal(exitCode, 0);
  assert.match(stdout, /subjects: \[\{"kind":"CodeWeakness","name":"B608:src\/app\.py:4df42a4c0f97"\}\]/);
});
