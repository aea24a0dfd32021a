// The ways to fool a gate, each on the example that passes: none of them does.
import assert from "node:assert/strict";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Assessment, GateCondition } from "../../src/model/index.ts";
import { folderOf, repository, touchstone, type Run } from "./touchstone.ts";

const config = `paths: [agents, more]
helm: { engine: embedded, release: agents, namespace: agents, values: [agents/values-hardened.yaml] }
`;

/** Passes every check that judges it. */
const quiet = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: agents }
data: { LOG_LEVEL: info }
`;

/** What somebody would rather not show: a failure of high severity, and none that is critical. */
const flaw = (name: string, namespace = "payments"): string => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { type: NodePort, selector: { app: ${name} }, ports: [{ port: 443, nodePort: 30443 }] }
`;

interface Judged extends Run {
  readonly assessment: Assessment;
}

/** The example with its hardened values, and what lies beside it. */
async function example(files: Readonly<Record<string, string>> = {}, more = ""): Promise<string> {
  const cwd = await folderOf({ "touchstone.yaml": config + more, "more/quiet.yaml": quiet, ...files });
  await cp(join(repository, "examples/agents"), join(cwd, "agents"), { recursive: true });
  return cwd;
}

async function gate(cwd: string, ...args: readonly string[]): Promise<Judged> {
  const run = await touchstone(["gate", "--format", "json", ...args], { cwd });
  assert.notEqual(run.stdout, "", run.stderr);
  return { ...run, assessment: JSON.parse(run.stdout) as Assessment };
}

function condition({ assessment }: Judged, id: string): GateCondition["verdict"] | undefined {
  return assessment.gate.conditions.find((one) => one.id === id)?.verdict;
}

function idsOf({ assessment }: Judged): ReadonlySet<string> {
  return new Set(assessment.checks.filter(({ findings }) => findings.length > 0).map(({ check }) => check.id));
}

test("as it is, the example passes", async () => {
  const judged = await gate(await example());
  assert.equal(judged.exitCode, 0, judged.stdout);
});

test("an empty chart", async () => {
  const cwd = await folderOf({
    "chart/Chart.yaml": "apiVersion: v2\nname: empty\nversion: 1.0.0\n",
    "chart/templates/nothing.yaml": "{{- if false }}\nkind: Pod\n{{- end }}\n",
  });
  const { exitCode, stdout, stderr } = await touchstone(["gate", "chart", "--format", "json"], { cwd });
  assert.ok(exitCode === 2 || exitCode === 3, stderr);
  const { score, gate: verdict } = JSON.parse(stdout) as Assessment;
  assert.deepEqual(score, { strict: null, adjusted: null });
  assert.equal(verdict.verdict, "incomplete");
});

test("a namespace that is dropped, with all that is wrong in it", async () => {
  const required = "evidence: { required: [{ namespace: payments }] }\n";
  assert.equal(
    condition(await gate(await example({ "more/flaw.yaml": flaw("front") }, required)), "required-evidence"),
    "pass",
  );
  const dropped = await gate(await example({}, required));
  assert.equal(dropped.exitCode, 2);
  assert.equal(condition(dropped, "required-evidence"), "incomplete");
});

test("a namespace that is dropped since the baseline", async () => {
  const cwd = await example({ "more/flaw.yaml": flaw("front") });
  assert.equal((await touchstone(["baseline", "write"], { cwd })).exitCode, 0);
  await writeFile(join(cwd, "more/flaw.yaml"), flaw("front", "agents"));
  const dropped = await gate(cwd, "--baseline", "touchstone-baseline.json");
  assert.notEqual(dropped.exitCode, 0);
  assert.deepEqual(dropped.assessment.baseline?.gone, ["payments"]);
});

test("a scanner whose results are dropped", async () => {
  const cwd = await example({}, "evidence: { required: [{ source: scans/semgrep.sarif, maxAge: 24h }] }\n");
  const judged = await gate(cwd);
  assert.equal(judged.exitCode, 2);
  assert.equal(condition(judged, "required-evidence"), "incomplete");
});

test("copies that pass, many of them", async () => {
  const copies = Array.from({ length: 200 }, (_, index) => quiet.replace("settings", `settings-${index}`)).join(
    "---\n",
  );
  const one = await gate(await example({ "more/flaw.yaml": flaw("front") }));
  const padded = await gate(await example({ "more/flaw.yaml": flaw("front"), "more/copies.yaml": copies }));
  assert.ok(idsOf(one).size > 0);
  assert.deepEqual(padded.assessment.score, one.assessment.score);
  assert.deepEqual(padded.assessment.frameworks, one.assessment.frameworks);
});

test("checks of low weight that always pass, mapped to a control that fails", async () => {
  const files: Record<string, string> = { "more/flaw.yaml": flaw("front") };
  const mapping: string[] = [];
  const failing = "    - { control: PR.AA-05, strength: direct, basis: intent, rationale: 'Reason NAME.' }\n";
  for (const name of ["one", "two", "three"]) {
    files[`policies/${name}.rego`] = `# METADATA
# title: Something that is always so
# description: It looks at nothing at all.
# custom:
#   severity: ${name === "three" ? "high" : "low"}
#   kinds: [object]
#   remediation: None.
#   message: "{what}"
package touchstone.padding.${name}

import rego.v1

fail contains failure if {
	input.object.kind == "Nothing"
	failure := {"path": [], "details": {"what": "nothing"}}
}
`;
    mapping.push(`  padding/${name}:\n${failing.replace("NAME", name)}`);
  }
  files["mapping.yaml"] = `framework: csf-2.0\nmappings:\n${mapping.join("")}`;
  const before = await gate(await example({ "more/flaw.yaml": flaw("front") }));
  const padded = await gate(await example(files, "policies: [policies]\nmappings: [mapping.yaml]\n"));
  assert.equal(padded.assessment.checks.length, before.assessment.checks.length + 3);
  assert.deepEqual(padded.assessment.score, before.assessment.score);
  const scoreOf = ({ assessment }: Judged) =>
    assessment.frameworks.map(({ score, coverage, reach }) => ({ score, coverage, reach }));
  assert.deepEqual(scoreOf(padded), scoreOf(before));
});

test("marks in the file by which other tools are told to look away", async () => {
  const plain = `apiVersion: v1
kind: Pod
metadata:
  name: agent
  namespace: agents
spec:
  hostPID: true
  containers: [{ name: main, image: registry.example.com/agents/agent:1.0.0 }]
`;
  const marked = plain
    .replace(
      "  namespace: agents\n",
      `  namespace: agents
  annotations:
    checkov.io/skip1: CKV_K8S_17=reviewed
    kube-score/ignore: "*"
    ignore-check.kube-linter.io/host-pid: reviewed
    polaris.fairwinds.com/exempt: "true"
`,
    )
    .replace(
      "hostPID: true",
      "hostPID: true # nosemgrep #checkov:skip=CKV_K8S_17:reviewed trivy:ignore:KSV010 nosec noqa",
    );
  const [without, withMarks] = [
    await gate(await example({ "more/pod.yaml": plain })),
    await gate(await example({ "more/pod.yaml": marked })),
  ];
  assert.ok(idsOf(withMarks).has("workload/host-pid"));
  assert.deepEqual(idsOf(withMarks), idsOf(without));
  assert.deepEqual(withMarks.assessment.score, without.assessment.score);
});

test("a SARIF file whose results are all suppressed is no evidence of health", async () => {
  const sarif = { version: "2.1.0", runs: [{ tool: { driver: { name: "semgrep" } }, results: [] }] };
  const judged = await gate(await example({ "more/semgrep.json": JSON.stringify(sarif) }));
  const without = await gate(await example());
  assert.deepEqual(
    judged.assessment.checks.map(({ passed }) => passed),
    without.assessment.checks.map(({ passed }) => passed),
  );
});

const record = (madeAt: string, commit: string): string =>
  JSON.stringify({ schemaVersion: "1.0", sha256: quietDigest, madeAt, commit });
const quietDigest = (await import("node:crypto")).createHash("sha256").update(quiet).digest("hex");
const commit = "1".repeat(40);

test("evidence that is stale", async () => {
  const at = async (madeAt: string) =>
    gate(
      await example(
        { "more/quiet.yaml.record.json": record(madeAt, commit) },
        "evidence: { required: [{ source: more/quiet.yaml, maxAge: 24h }] }\n",
      ),
    );
  const [fresh, stale] = [new Date(Date.now() - 3_600_000), new Date(Date.now() - 90_000_000)];
  assert.equal(condition(await at(fresh.toISOString()), "fresh-evidence"), "pass");
  const judged = await at(stale.toISOString());
  assert.deepEqual([judged.exitCode, condition(judged, "fresh-evidence")], [2, "incomplete"]);
});

test("evidence of other bytes than were recorded, and of the future", async () => {
  for (const [text, madeAt] of [
    [`${quiet}# edited\n`, new Date().toISOString()],
    [quiet, new Date(Date.now() + 3_600_000).toISOString()],
  ] as const) {
    const judged = await gate(
      await example({ "more/quiet.yaml": text, "more/quiet.yaml.record.json": record(madeAt, commit) }),
    );
    assert.equal(judged.exitCode, 3);
    assert.match(judged.stderr, /more\/quiet\.yaml\.record\.json: it .*\[E_RECORD\]/);
    assert.notEqual(judged.assessment.gate.verdict, "passed");
  }
});

test("evidence of another commit", async () => {
  const required = "evidence: { required: [{ source: more/quiet.yaml }] }\n";
  const cwd = await example({ "more/quiet.yaml.record.json": record(new Date().toISOString(), commit) }, required);
  assert.equal(condition(await gate(cwd), "commit"), "pass");
  const judged = await gate(cwd, "--commit", "2".repeat(40));
  assert.deepEqual([judged.exitCode, condition(judged, "commit")], [2, "incomplete"]);
});

const exception = (more: string): string => `exceptions:
  - id: EX-1
    type: risk-accepted
    subjects: [{ kind: Service, namespace: payments, name: front }]
    reason: It may.
    requestedBy: ada
    approvedAt: ${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}
    expiresAt: ${new Date(Date.now() + 86_400_000 * 7).toISOString().slice(0, 10)}
${more}`;

test("an exception that who asked for it approved, and one for everything", async () => {
  const flawed = { "more/flaw.yaml": flaw("front") };
  const [id = ""] = idsOf(await gate(await example(flawed)));
  const own = exception(`    checks: [${id}]\n    approvedBy: ADA\n`);
  const judged = await gate(await example({ ...flawed, "exceptions.yaml": own }, "exceptions: [exceptions.yaml]\n"));
  assert.deepEqual([judged.exitCode, condition(judged, "exceptions")], [1, "fail"]);
  const all = exception(`    checks: ["*"]\n    approvedBy: grace\n`);
  const cwd = await example({ ...flawed, "exceptions.yaml": all }, "exceptions: [exceptions.yaml]\n");
  const { exitCode, stderr } = await touchstone(["gate"], { cwd });
  assert.equal(exitCode, 3);
  assert.match(stderr, /exceptions\.yaml:\d+:.*E_EXCEPTION/s);
});

test("an attestation that has expired, and one for what checks judge", async () => {
  const attestation = (control: string, expiresAt: string): string => `attestations:
  - id: AT-1
    controls: [${control}]
    statement: It is so.
    attestedBy: ada
    attestedAt: 2026-01-01
    expiresAt: ${expiresAt}
`;
  const given = async (control: string, expiresAt: string, more: Readonly<Record<string, string>> = {}) =>
    gate(
      await example(
        { "attestations.yaml": attestation(control, expiresAt), ...more },
        "attestations: [attestations.yaml]\n",
      ),
    );
  const expired = await given("iso27001-2022/A.6.3", "2026-02-01");
  assert.deepEqual([expired.exitCode, condition(expired, "attestations")], [2, "incomplete"]);
  const flawed = { "more/flaw.yaml": flaw("front") };
  const judged = await given("csf-2.0/PR.AA-05", "2026-12-31", flawed);
  assert.deepEqual(judged.assessment.score, (await gate(await example(flawed))).assessment.score);
  assert.equal(judged.assessment.attestations?.[0]?.state, "not-needed");
});

test("a parameter that is set so loosely that its check cannot fail", async () => {
  // With any database that it knew exposed, the critical check would fail the gate.
  const judged = await gate(await example({}, "parameters: { network/database-exposed: { ports: [], images: {} } }\n"));
  assert.equal(judged.exitCode, 1);
  assert.deepEqual([...idsOf(judged)], ["network/database-exposed"]);
});

test("a mapping that is edited, and a catalogue that is shortened", async () => {
  const edge = "{ control: PR.AA-05, strength: supporting, basis: intent, rationale: Less. }";
  const mapping = `framework: csf-2.0\nmappings:\n  workload/privileged-container:\n    - ${edge}\n`;
  const edited = await touchstone(["gate"], {
    cwd: await example({ "mapping.yaml": mapping }, "mappings: [mapping.yaml]\n"),
  });
  assert.equal(edited.exitCode, 3);
  assert.match(
    edited.stderr,
    /mapping\.yaml:4:.*Touchstone maps workload\/privileged-container to PR\.AA-05 already.*E_MAPPING/s,
  );
  const catalogue = `id: csf-2.0
title: NIST Cybersecurity Framework 2.0
version: "2.0"
source: https://www.nist.gov/cyberframework
licence: public domain
controls: [{ id: PR.AA-05, title: Access }]
`;
  const shortened = await touchstone(["gate"], {
    cwd: await example({ "csf.yaml": catalogue }, "catalogues: [csf.yaml]\n"),
  });
  assert.equal(shortened.exitCode, 3);
  assert.match(shortened.stderr, /csf\.yaml: csf-2\.0 is a framework of Touchstone's own.*E_CATALOGUE/s);
});

test("a built-in check that is replaced by one of low severity", async () => {
  const policy = `# METADATA
# title: Services open ports of nodes, and may
# description: It looks at nothing at all.
# custom:
#   severity: low
#   kinds: [workload]
#   optional: true
#   remediation: None.
#   message: "{what}"
package touchstone.workload["privileged-container"]

import rego.v1

fail contains failure if {
	input.object.kind == "Nothing"
	failure := {"path": [], "details": {"what": "nothing"}}
}
`;
  const judged = await gate(await example({ "policies/policy.rego": policy }, "policies: [policies]\n"));
  const check = judged.assessment.checks.find((one) => one.check.id === "workload/privileged-container")?.check;
  assert.deepEqual([check?.severity, check?.optional, check?.replaced], ["critical", undefined, true]);
  assert.match(judged.stderr, /policies of your own replace built-in checks: workload\/privileged-container/);
});

test("89.996 % is not over 90 %, and is shown as 89.9 %", async () => {
  const controls = Array.from({ length: 25_000 }, (_, index) => `H-${index}`);
  const edges = (from: number, to: number) =>
    controls
      .slice(from, to)
      .map((control) => `    - { control: ${control}, strength: direct, basis: intent, rationale: r }\n`);
  const cwd = await folderOf({
    "pod.yaml": `apiVersion: v1
kind: Pod
metadata: { name: agent, namespace: agents }
spec: { hostPID: true, containers: [{ name: main, image: registry.example.com/agents/agent:1 }] }
`,
    "house.yaml": `id: house
title: House
version: "1"
source: https://example.com/
licence: ours
controls:
${controls.map((id) => `  - { id: ${id}, title: T }\n`).join("")}`,
    "mapping.yaml": `framework: house
mappings:
  workload/host-ipc:
${edges(0, 22_499).join("")}  workload/host-pid:
${edges(22_499, 25_000).join("")}`,
  });
  const args = ["pod.yaml", "--catalogue", "house.yaml", "--mapping", "mapping.yaml", "--framework", "house"];
  const { exitCode, stdout } = await touchstone(["gate", ...args], { cwd });
  assert.equal(exitCode, 1);
  assert.match(stdout, /FAIL +score: overall adjusted score 89\.9% \(exact 22499\/25000\) is not over 90%/);
  assert.match(stdout, /^House +89\.9% +89\.9%/m);
});
