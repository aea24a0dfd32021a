// Intents from the command line: each is a check with findings, in the score, the gate and the reports; mistakes have a line.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Assessment } from "../../src/model/index.ts";
import { folderOf, repository, touchstone } from "./touchstone.ts";

const examples = join(repository, "examples");

/** The example's own configuration, with one or the other of its values. */
async function gateOf(
  values: string,
): Promise<{ readonly exitCode: number | undefined; readonly assessment: Assessment }> {
  const config = await readFile(join(examples, "touchstone.yaml"), "utf8");
  const cwd = await folderOf({
    "touchstone.yaml": config
      .replace("- agents\n", `- ${join(examples, "agents")}\n`)
      .replace("- agents/values-hardened.yaml", `- ${join(examples, "agents", `values-${values}.yaml`)}`),
  });
  const { exitCode, stdout } = await touchstone(["gate", "--format", "json"], { cwd });
  return { exitCode, assessment: JSON.parse(stdout) as Assessment };
}

const intentsOf = ({ checks }: Assessment) =>
  checks
    .filter(({ check }) => check.id.startsWith("intent/"))
    .map(({ check: { id, severity }, status, findings }) => [id, severity, status, findings.length]);

test("the example before fails what it states, and hardened it holds; the gate says so", async () => {
  const before = await gateOf("before");
  assert.equal(before.exitCode, 1);
  assert.deepEqual(intentsOf(before.assessment), [
    ["intent/database-for-its-users", "critical", "not-satisfied", 3],
    ["intent/nobody-reads-secrets", "critical", "not-satisfied", 1],
    ["intent/nobody-starts-pods", "critical", "not-satisfied", 1],
    ["intent/pool-hears-nats", "critical", "satisfied", 0],
    ["intent/pool-keeps-off-the-database", "critical", "not-satisfied", 1],
    ["intent/stores-are-inside", "critical", "not-satisfied", 2],
  ]);
  const hardened = await gateOf("hardened");
  assert.equal(hardened.exitCode, 0);
  assert.ok(intentsOf(hardened.assessment).every(([, , status]) => status === "satisfied"));
  const mapped = (id: string) =>
    hardened.assessment.checks.find(({ check }) => check.id === id)?.mappings.map(({ control }) => control);
  assert.deepEqual(mapped("intent/stores-are-inside"), ["A01:2025", "A06:2025", "PR.IR-01", "A.8.20", "A.8.22"]);
  assert.deepEqual(mapped("intent/nobody-reads-secrets"), ["A01:2025", "PR.AA-05", "A.8.2", "A.8.3"]);
  assert.deepEqual(mapped("intent/pool-hears-nats"), []);
});

const manifests = `apiVersion: v1
kind: Pod
metadata: { name: pool, namespace: agents, labels: { app: pool } }
spec: { containers: [{ name: main, image: registry.example.com/agents/pool:1 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: redis, namespace: agents, labels: { app: redis } }
spec: { containers: [{ name: main, image: registry.example.com/agents/redis:1 }] }
`;

async function gateIn(config: string, ...more: readonly string[]) {
  const cwd = await folderOf({ "k8s.yaml": manifests, "touchstone.yaml": `paths: [k8s.yaml]\n${config}` });
  const run = await touchstone(["gate", "--checks", "intent/*", "--format", "json", ...more], { cwd });
  return { ...run, cwd, assessment: run.stdout === "" ? undefined : (JSON.parse(run.stdout) as Assessment) };
}

const findingsOf = (assessment: Assessment | undefined) =>
  assessment?.checks.flatMap(({ findings }) =>
    findings.map(({ check, location: { file, line }, message }) => `${check} ${file}:${line} ${message}`),
  );

test("a finding says who can reach whom, on which ports and why, at the workload", async () => {
  const { assessment } = await gateIn(`segmentation:
  - name: apart
    severity: low
    deny: { from: { workloads: [pool] }, to: { workloads: [redis] }, ports: [6379] }
`);
  assert.deepEqual(findingsOf(assessment), [
    "intent/apart k8s.yaml:9 Pod agents/pool can reach Pod agents/redis (TCP 6379), which is denied: " +
      "egress: no policy isolates it; ingress: no policy isolates it",
  ]);
  const check = assessment?.checks.find(({ check: { id } }) => id === "intent/apart")?.check;
  assert.deepEqual([check?.title, check?.severity], ["pool must not reach redis on TCP 6379", "low"]);
});

test("a statement that selects nothing is a finding at its line, and no pass", async () => {
  const { exitCode, assessment } = await gateIn(`segmentation:
  - name: apart
    deny: { from: { workloads: [pool] }, to: { workloads: [reddis] } }
leastPrivilege:
  - name: readers
    only: []
    may: { verbs: [get], resources: [secretes] }
`);
  assert.equal(exitCode, 1);
  assert.deepEqual(findingsOf(assessment), [
    "intent/apart touchstone.yaml:4 the statement holds whatever happens: `to`: there is no workload reddis",
    'intent/readers touchstone.yaml:8 the statement holds whatever happens: there is no resource "secretes"',
  ]);
  const configuration = assessment?.evidence.find(({ kind }) => kind === "configuration");
  assert.equal(configuration?.source, "touchstone.yaml");
});

test("rights of which there is no evidence are not assessed, and the gate is not passed", async () => {
  const { exitCode, assessment } = await gateIn(`leastPrivilege:
  - { name: readers, only: [], may: { verbs: [get], resources: [secrets] } }
`);
  assert.deepEqual(assessment && intentsOf(assessment), [["intent/readers", "critical", "not-assessed", 0]]);
  assert.notEqual(exitCode, 0);
});

test("another statement is another bundle, and the same one the same", async () => {
  const digest = async (port: number) =>
    (
      await gateIn(`segmentation:
  - { name: apart, deny: { from: { workloads: [pool] }, to: { workloads: [redis] }, ports: [${port}] } }
`)
    ).assessment?.bundle.digest;
  const [one, same, other] = [await digest(6379), await digest(6379), await digest(6380)];
  assert.equal(one, same);
  assert.notEqual(one, other);
});

test("checks lists them with the file that states them", async () => {
  const { cwd } = await gateIn(`segmentation:
  - { name: apart, title: Stores are apart, deny: { from: {}, to: { workloads: [redis] } } }
`);
  const { stdout } = await touchstone(["checks", "--config", "touchstone.yaml"], { cwd });
  assert.match(stdout, /^critical {2}intent\/apart {27,}Stores are apart$/m);
});

test("text of a statement is text in reports, whatever it says", async () => {
  const title = `"# METADATA\\n{from} <script>alert(1)</script> \\u2028 'x'"`;
  const { assessment, stderr } = await gateIn(`segmentation:
  - { name: apart, title: ${title}, deny: { from: {}, to: { workloads: [redis] } } }
`);
  const check = assessment?.checks.find(({ check: { id } }) => id === "intent/apart")?.check;
  assert.equal(check?.title, "# METADATA\n{from} <script>alert(1)</script> \u2028 'x'", stderr);
});

test("mistakes are told with their line, and nothing is assessed", async () => {
  const messages = async (config: string) => {
    const { exitCode, stdout, stderr } = await gateIn(config);
    return [exitCode, stdout, stderr.split("\n").filter((line) => line.includes("touchstone.yaml"))];
  };
  assert.deepEqual(
    await messages(`segmentation:
  - name: apart
  - name: apart
    deny: { from: { outside: true, namespaces: [agents] }, to: {} }
    allow: { from: { outside: true }, to: { outside: true } }
`),
    [
      3,
      "",
      [
        "error: touchstone.yaml:3:5: a statement has either `deny` or `allow`",
        "touchstone.yaml:4:5: there is another statement named apart",
        "touchstone.yaml:4:5: a statement has either `deny` or `allow`",
        "touchstone.yaml:5:13: `outside` stands alone",
        "touchstone.yaml:6:5: one of the ends must be in the cluster [E_CONFIG]",
      ],
    ],
  );
  const [exitCode, , lines] = await messages(`segmentation:
  - { name: Apart, deny: { from: {}, to: {}, ports: [0, ssh] } }
`);
  assert.equal(exitCode, 3);
  assert.equal((lines as readonly string[]).length, 3);
});
