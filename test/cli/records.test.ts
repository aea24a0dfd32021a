// `baseline write`, `record` and `attestations`: what they write, what the gate makes of it, and what they refuse.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import type { Log } from "sarif";
import type { Assessment } from "../../src/model/index.ts";
import { folderOf, pod, repository, touchstone } from "./touchstone.ts";

const second = pod.replace("orchestrator", "another");

test("a gate that is held against its baseline: known, new and fixed in every report", async () => {
  const cwd = await folderOf({ "a.yaml": pod, "b.yaml": second });
  const written = await touchstone(["baseline", "write", "a.yaml", "b.yaml"], { cwd });
  assert.equal(written.exitCode, 0, written.stderr);
  assert.match(written.stderr, /^wrote touchstone-baseline\.json: \d+ findings, bundle sha256:[0-9a-f]{64}$/m);
  assert.equal(written.stdout, "");
  const same = await touchstone(["gate", "a.yaml", "b.yaml", "--baseline", "touchstone-baseline.json"], { cwd });
  assert.match(same.stdout, /^PASS +baseline: no new finding since \S+; \d+ known$/m);
  assert.match(same.stdout, /known since \d{4}-/);
  assert.match(same.stdout, /^Gate: \S+ \(known from the baseline: \d+ conditions?\)$/m);

  await writeFile(join(cwd, "b.yaml"), pod.replace("orchestrator", "third").replace("spec:", "spec:\n  hostIPC: true"));
  const args = ["gate", "a.yaml", "b.yaml", "--baseline", "touchstone-baseline.json", "--verbose"];
  const outputs = ["x.json", "x.sarif", "x.xml", "x.md", "x.html"].flatMap((name) => ["--output", name]);
  const changed = await touchstone([...args, ...outputs], { cwd });
  assert.equal(changed.exitCode, 1);
  assert.match(changed.stdout, /^ +new$/m);
  assert.match(changed.stdout, /^FAIL +baseline: \d+ new findings? since /m);
  const assessment = JSON.parse(await readFile(join(cwd, "x.json"), "utf8")) as Assessment;
  const { baseline } = assessment;
  assert.ok(baseline && baseline.new > 0 && baseline.unchanged > 0 && baseline.fixed.length > 0);
  const log = JSON.parse(await readFile(join(cwd, "x.sarif"), "utf8")) as Log;
  const states = log.runs[0]?.results?.map(({ baselineState }) => baselineState) ?? [];
  const counted = (state: string) => states.filter((one) => one === state).length;
  assert.deepEqual(
    [counted("new"), counted("unchanged"), counted("absent"), states.length],
    [
      baseline.new,
      baseline.unchanged,
      baseline.fixed.length,
      baseline.new + baseline.unchanged + baseline.fixed.length,
    ],
  );
  assert.match(await readFile(join(cwd, "x.xml"), "utf8"), /<skipped message="known since /);
  for (const name of ["x.md", "x.html"]) {
    const text = await readFile(join(cwd, name), "utf8");
    assert.match(text, /known since/, name);
    assert.match(text, /new/i, name);
  }
});

test("an assessment with decisions, attestations, records and a baseline is valid by the schema", async () => {
  const cwd = await folderOf({
    "pod.yaml": pod,
    "soa.yaml": `controls:
  - { control: iso27001-2022/A.7.4, applicable: false, reason: "No.", approvedBy: ada, approvedAt: 2026-01-01, reviewBy: 2999-01-01 }
`,
    "attestations/training.txt": "Everybody was there.\n",
  });
  const statement = ["--statement", "Trained.", "--attested-by", "ada", "--control", "iso27001-2022/A.6.3"];
  const file = ["--file", "attestations/training.txt", "-o", "attestations/one.yaml"];
  assert.equal((await touchstone(["attestations", "new", "--id", "AT-1", ...statement, ...file], { cwd })).exitCode, 0);
  assert.equal(
    (await touchstone(["record", "pod.yaml", "--tool", "helm", "--tool-version", "3"], { cwd })).exitCode,
    0,
  );
  const governed = ["pod.yaml", "--soa", "soa.yaml", "--attestations", "attestations"];
  assert.equal((await touchstone(["baseline", "write", ...governed], { cwd })).exitCode, 0);
  const { stdout } = await touchstone(
    ["gate", ...governed, "--baseline", "touchstone-baseline.json", "--format", "json"],
    { cwd },
  );
  const assessment = JSON.parse(stdout) as Assessment;
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  formats.default(ajv);
  const schema = JSON.parse(await readFile(join(repository, "schemas/assessment.schema.json"), "utf8")) as object;
  assert.ok(ajv.validate(schema, assessment), ajv.errorsText());
  assert.deepEqual(assessment.evidence[0]?.record?.tool, { name: "helm", version: "3" });
  const controls = assessment.frameworks.find(({ id }) => id === "iso27001-2022")?.controls ?? [];
  assert.deepEqual(
    ["A.6.3", "A.7.4"].map((id) => controls.find((control) => control.id === id)?.status),
    ["attested", "not-applicable"],
  );
});

test("a baseline is not written from what could not be read, and one that was edited is refused", async () => {
  const cwd = await folderOf({ "a.yaml": pod, "bad.yaml": "kind: Pod\n\tname: x\n" });
  const refused = await touchstone(["baseline", "write", "a.yaml", "bad.yaml"], { cwd });
  assert.equal(refused.exitCode, 3);
  assert.match(refused.stderr, /no baseline was written: evidence could not be read \[E_BASELINE\]/);
  assert.deepEqual((await readdir(cwd)).toSorted(), ["a.yaml", "bad.yaml"]);

  await touchstone(["baseline", "write", "a.yaml", "-o", "base.json"], { cwd });
  const text = await readFile(join(cwd, "base.json"), "utf8");
  for (const [edited, message] of [
    [text.replace("PR.AA-05", "PR.AA-06"), /base\.json is not as it was written: its digest differs \[E_BASELINE\]/],
    [
      text.replace('"schemaVersion": "1.0"', '"schemaVersion": "2.0"'),
      /base\.json:2:\d+: .*schemaVersion.*E_BASELINE/s,
    ],
    ["[]", /base\.json.*E_BASELINE/s],
  ] as const) {
    await writeFile(join(cwd, "base.json"), edited);
    const { exitCode, stderr } = await touchstone(["gate", "a.yaml", "--baseline", "base.json"], { cwd });
    assert.equal(exitCode, 3);
    assert.match(stderr, message);
  }
  // White space is nobody's business.
  await writeFile(join(cwd, "base.json"), JSON.stringify(JSON.parse(text)));
  assert.notEqual((await touchstone(["gate", "a.yaml", "--baseline", "base.json"], { cwd })).exitCode, 3);
});

test("a record is bound to its file, and is no evidence itself", async () => {
  const cwd = await folderOf({ "k8s/pod.yaml": pod });
  const commit = "c".repeat(40);
  const { exitCode, stderr } = await touchstone(["record", "k8s/pod.yaml", "--commit", commit, "--tool", "helm"], {
    cwd,
  });
  assert.deepEqual([exitCode, stderr], [0, "wrote k8s/pod.yaml.record.json\n"]);
  const record = JSON.parse(await readFile(join(cwd, "k8s/pod.yaml.record.json"), "utf8")) as Record<string, unknown>;
  assert.deepEqual(
    { ...record, madeAt: "" },
    {
      schemaVersion: "1.0",
      sha256: createHash("sha256").update(pod).digest("hex"),
      madeAt: "",
      commit,
      tool: { name: "helm" },
    },
  );
  const { stdout } = await touchstone(["scan", "k8s", "--format", "json"], { cwd });
  const { evidence, problems } = JSON.parse(stdout) as Assessment;
  assert.deepEqual([evidence.length, evidence[0]?.commit, problems], [1, commit, []]);
  await writeFile(join(cwd, "k8s/pod.yaml.record.json"), '{"schemaVersion": "1.0",\n"sha256": 7}');
  const wrong = await touchstone(["scan", "k8s", "--format", "json"], { cwd });
  assert.equal(wrong.exitCode, 3);
  assert.match(
    wrong.stderr,
    /error: k8s\/pod\.yaml: .*; k8s\/pod\.yaml\.record\.json:2:1: sha256 must be text, not 7 .*\[E_RECORD\]/,
  );
});

test("wrong files are named with their lines, all at once", async () => {
  const cwd = await folderOf({
    "pod.yaml": pod,
    "soa.yaml": `controls:
  - { control: A.7.4, applicable: false, reason: No., approvedBy: ada, approvedAt: 2026-01-01 }
  - { control: iso27001-2022/A.7.44, applicable: false, reason: No., approvedBy: ada, approvedAt: 2026-02-30 }
  - { control: iso27001/A.7.4, applicable: false, reason: No., approvedBy: ada, approvedAt: 2026-01-01 }
`,
    "at.yaml": `attestations:
  - id: AT-1
    controls: [iso27001-2022/A.6.33]
    statement: Trained.
    attestedBy: ada
    attestedAt: 2026-01-01
    expiresAt: 2026-13-01
    files: [{ path: ../secret, sha256: "${"0".repeat(64)}" }]
`,
  });
  const soa = await touchstone(["gate", "pod.yaml", "--soa", "soa.yaml"], { cwd });
  assert.equal(soa.exitCode, 3);
  assert.match(
    soa.stderr,
    /soa\.yaml:2:\d+: write the framework before the control: FRAMEWORK\/A\.7\.4\n.*soa\.yaml:3:\d+: unknown control "A\.7\.44" of iso27001-2022; did you mean.*\n.*soa\.yaml:3:\d+: approvedAt is no time\n.*soa\.yaml:4:\d+: unknown framework "iso27001".*\[E_SOA\]/,
  );
  const attestations = await touchstone(["gate", "pod.yaml", "--attestations", "at.yaml"], { cwd });
  assert.equal(attestations.exitCode, 3);
  assert.match(
    attestations.stderr,
    /at\.yaml:3:\d+: unknown control "A\.6\.33".*\n.*at\.yaml:7:\d+: expiresAt is no time\n.*at\.yaml:8:\d+: \.\.\/secret is not below the folder of at\.yaml \[E_ATTESTATION\]/,
  );
});

test("attestations are listed with their state, at any time", async () => {
  const cwd = await folderOf({ "attestations/.keep": "" });
  const common = ["--statement", "So it is.", "--attested-by", "ada"];
  const make = (id: string, control: string) =>
    touchstone(["attestations", "new", "--id", id, "--control", control, ...common, "-o", `attestations/${id}.yaml`], {
      cwd,
    });
  assert.equal((await make("AT-1", "iso27001-2022/A.6.3")).stderr, "wrote attestations/AT-1.yaml\n");
  const judged = await make("AT-2", "csf-2.0/PR.AA-05");
  assert.match(
    judged.stderr,
    /note: csf-2\.0\/PR\.AA-05 is judged by checks, such as \S+: an attestation does not count/,
  );
  assert.equal((await make("AT-1", "iso27001-2022/A.6.3")).exitCode, 3);
  const unknown = await make("AT-3", "iso27001-2022/A.99");
  assert.deepEqual([unknown.exitCode, unknown.stderr.includes('unknown control "A.99"')], [3, true]);
  const states = async (...args: readonly string[]) => {
    const { stdout } = await touchstone(["attestations", "list", "--format", "json", ...args], { cwd });
    const { attestations } = JSON.parse(stdout) as { attestations: { id: string; state: string }[] };
    return attestations.map(({ id, state }) => [id, state]).toSorted();
  };
  assert.deepEqual(await states(), [
    ["AT-1", "in-use"],
    ["AT-2", "not-needed"],
  ]);
  assert.deepEqual(await states("--as-of", "2999-01-01"), [
    ["AT-1", "expired"],
    ["AT-2", "not-needed"],
  ]);
});
