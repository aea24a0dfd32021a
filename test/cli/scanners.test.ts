// Logs of scanners in a gate, together with the example's chart: what counts, what does not, and that no secret gets out.
import assert from "node:assert/strict";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Assessment } from "../../src/model/index.ts";
import { folderOf, repository, touchstone, type Run } from "./touchstone.ts";

const chart = join(repository, "examples/agents");
const config = `paths: [${JSON.stringify(chart)}]
helm: { engine: embedded, release: agents, namespace: agents, values: [${JSON.stringify(join(chart, "values-hardened.yaml"))}] }
sarif: [results]
parameters:
  scan/required-scanner: { required: [code, secret] }
`;

const rule = { id: "sql", name: "Sql", shortDescription: { text: "SQL is put together from input" } };
const place = (uri: string, line: number, snippet?: string): object => ({
  physicalLocation: {
    artifactLocation: { uri },
    region: { startLine: line, ...(snippet !== undefined && { snippet: { text: snippet } }) },
  },
});
const injection = {
  ruleId: "sql",
  level: "error",
  message: { text: "SQL is put together from input" },
  locations: [place("app.py", 7)],
  properties: { tags: ["CWE-89"] },
};

/** A log of a run that ended a minute ago. */
function log(name: string, version: string, results: readonly object[], more: object = {}): string {
  const endTimeUtc = new Date(Date.now() - 60_000).toISOString();
  const invocations = [{ executionSuccessful: true, endTimeUtc }];
  return JSON.stringify({
    version: "2.1.0",
    runs: [{ tool: { driver: { name, semanticVersion: version, rules: [rule] } }, invocations, results, ...more }],
  });
}

const semgrep = (results: readonly object[], more: object = {}): string => log("Semgrep OSS", "1.99.0", results, more);
const gitleaks = (results: readonly object[]): string => log("gitleaks", "v8.0.0", results);

interface Judged extends Run {
  readonly assessment: Assessment;
}

async function project(files: Readonly<Record<string, string>>): Promise<string> {
  return folderOf({
    "touchstone.yaml": config,
    "results/semgrep.sarif": semgrep([]),
    "results/gitleaks.sarif": gitleaks([]),
    ...files,
  });
}

async function gate(cwd: string): Promise<Judged> {
  const run = await touchstone(["gate", "--format", "json"], { cwd });
  assert.notEqual(run.stdout, "", run.stderr);
  return { ...run, assessment: JSON.parse(run.stdout) as Assessment };
}

function statusOf({ assessment }: Judged, id: string): string | undefined {
  return assessment.checks.find(({ check }) => check.id === id)?.status;
}

/** Checks that are not satisfied, and what they found. */
function failing({ assessment }: Pick<Judged, "assessment">): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    assessment.checks
      .filter(({ status }) => status === "not-satisfied")
      .map(({ check, findings }) => [check.id, findings.map(({ message }) => message)]),
  );
}

test("clean runs that count satisfy the checks, and the gate passes with the chart", async () => {
  const judged = await gate(await project({}));
  assert.deepEqual(failing(judged), {});
  assert.equal(judged.exitCode, 0, judged.stderr);
  for (const id of ["code/injection", "code/critical-weakness", "secrets/exposed-secret", "scan/required-scanner"])
    assert.equal(statusOf(judged, id), "satisfied", id);
  assert.equal(statusOf(judged, "dependency/critical-vulnerability"), "not-assessed");
  assert.deepEqual(judged.assessment.evidence.map(({ kind, source }) => [kind, source]).slice(1), [
    ["sarif", "results/gitleaks.sarif"],
    ["sarif", "results/semgrep.sarif"],
  ]);
});

test("a weakness fails its category, and two scanners that see it are named in one finding", async () => {
  const bandit = log("Bandit", "1.8.0", [{ ...injection, ruleId: "B608", locations: [place("./app.py", 7)] }]);
  const judged = await gate(
    await project({ "results/semgrep.sarif": semgrep([injection]), "results/bandit.sarif": bandit }),
  );
  const found = failing(judged);
  assert.deepEqual(Object.keys(found), ["code/injection"]);
  assert.equal(found["code/injection"]?.length, 1);
  assert.match(found["code/injection"]?.[0] ?? "", /bandit, semgrep/);
  const categories = judged.assessment.frameworks.flatMap(({ controls }) =>
    controls
      .filter(({ checks, status }) => checks.includes("code/injection") && status === "not-satisfied")
      .map(({ id }) => id),
  );
  assert.ok(categories.includes("A05:2025"), categories.join());
});

test("a log that is dropped, that has no results, or whose run failed is missed: the gate does not pass", async () => {
  const dropped = await project({});
  await rm(join(dropped, "results/gitleaks.sarif"));
  assert.deepEqual(Object.keys(failing(await gate(dropped))), ["scan/required-scanner"]);

  const all = await project({});
  await rm(join(all, "results"), { recursive: true });
  const nothing = await gate(all);
  assert.deepEqual([nothing.exitCode, nothing.assessment.gate.verdict], [3, "failed"]);
  assert.ok("scan/required-scanner" in failing(nothing));

  const failed = {
    invocations: [{ executionSuccessful: false, endTimeUtc: new Date(Date.now() - 60_000).toISOString() }],
  };
  for (const [more, check] of [
    [failed, "scan/failed-run"],
    [{ results: undefined }, "scan/failed-run"],
  ] as const) {
    const judged = await gate(await project({ "results/semgrep.sarif": semgrep([], more) }));
    assert.equal(judged.exitCode, 1);
    assert.deepEqual(Object.keys(failing(judged)).toSorted(), [check, "scan/required-scanner"].toSorted());
    assert.equal(statusOf(judged, "code/injection"), "not-assessed");
  }
});

test("a run that failed still fails for what it found", async () => {
  const failed = { invocations: [{ executionSuccessful: false }] };
  const judged = await gate(await project({ "results/semgrep.sarif": semgrep([injection], failed) }));
  assert.ok("code/injection" in failing(judged));
});

test("a scanner that nobody knows, one that is too old, and a run of last month prove nothing", async () => {
  const old = new Date(Date.now() - 31 * 24 * 3_600_000).toISOString();
  for (const [content, check] of [
    [log("Clean Scanner", "9.0.0", []), "scan/unknown-tool"],
    [log("Semgrep OSS", "0.9.0", []), "scan/outdated-tool"],
    [semgrep([], { invocations: [{ executionSuccessful: true, endTimeUtc: old }] }), "scan/stale-run"],
  ] as const) {
    const judged = await gate(await project({ "results/semgrep.sarif": content }));
    assert.deepEqual(Object.keys(failing(judged)).toSorted(), [check, "scan/required-scanner"].toSorted());
    assert.equal(statusOf(judged, "code/injection"), "not-assessed", check);
  }
});

test("what is suppressed in the code fails, and an exception with an approver is what counts", async () => {
  const suppressed = { ...injection, suppressions: [{ kind: "inSource", justification: "it is only a test" }] };
  const cwd = await project({ "results/semgrep.sarif": semgrep([suppressed]) });
  const judged = await gate(cwd);
  assert.deepEqual(Object.keys(failing(judged)).toSorted(), ["code/injection", "scan/inline-suppression"]);
  const finding = judged.assessment.checks
    .flatMap(({ findings }) => findings)
    .find(({ check }) => check === "code/injection");
  const { kind = "", name = "" } = judged.assessment.subjects[finding?.subject ?? -1]?.resource ?? {};
  const today = new Date();
  const day = (days: number): string => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const exception = {
    id: "EX-1",
    type: "false-positive",
    checks: ["code/injection", "scan/inline-suppression"],
    subjects: [{ kind, name }],
    reason: "The text is a constant.",
    requestedBy: "ada",
    approvedBy: "grace",
    approvedAt: day(-1),
    expiresAt: day(20),
    ticket: "SEC-1",
  };
  await writeFile(join(cwd, "exception.yaml"), JSON.stringify({ exceptions: [exception] }));
  await writeFile(join(cwd, "touchstone.yaml"), `${config}exceptions: [exception.yaml]\n`);
  const excepted = await gate(cwd);
  assert.deepEqual(failing(excepted), {});
  assert.equal(statusOf(excepted, "code/injection"), "satisfied-with-exception");
});

test("a log that is cut off, or no log, is evidence that cannot be read", async () => {
  for (const content of [semgrep([injection]).slice(0, -40), "<html></html>", "{}"]) {
    const judged = await gate(await project({ "results/semgrep.sarif": content }));
    assert.equal(judged.exitCode, 3);
    assert.match(judged.stderr, /results\/semgrep\.sarif/);
    assert.deepEqual(
      judged.assessment.problems.map(({ code }) => code),
      ["E_SARIF"],
    );
    assert.notEqual(judged.assessment.gate.verdict, "passed");
  }
});

test("SARIF of scanners goes in and comes out: the report's results are at the places of the code", async () => {
  const cwd = await project({ "results/semgrep.sarif": semgrep([injection]) });
  const { stdout } = await touchstone(["gate", "--format", "sarif"], { cwd });
  const { runs } = JSON.parse(stdout) as {
    readonly runs: readonly { readonly results: readonly { readonly ruleId: string; readonly locations: unknown }[] }[];
  };
  const found = runs[0]?.results.find(({ ruleId }) => ruleId === "code/injection");
  assert.match(JSON.stringify(found?.locations), /"uri":"app\.py".*"startLine":7/);
});

test("planted secrets are in no output: reports of every format, a baseline, a history", async () => {
  const secrets = ["AKIAZ7PLANTEDSECRET5", "hunter2-planted-password", "ada.planted@agents.example.com"];
  const [key = "", password = "", address = ""] = secrets;
  const leak = {
    ruleId: "aws-access-token",
    message: { text: `aws-access-token has detected secret ${key} for file .env.` },
    locations: [place(".env", 2, key)],
    partialFingerprints: { author: "Ada Planted", email: address, commitMessage: `add ${key}` },
  };
  const hardcoded = {
    ruleId: "B105",
    message: { text: `Possible hardcoded password: '${password}'` },
    locations: [place("admin.py", 3, `PASSWORD = "${password}"`)],
    properties: { tags: ["CWE-259"], issue_severity: "HIGH" },
  };
  const cwd = await project({
    "results/gitleaks.sarif": gitleaks([leak]),
    "results/bandit.sarif": log("Bandit", "1.8.0", [hardcoded]),
  });
  const outputs = ["json", "sarif", "junit", "markdown", "html", "table"].flatMap((format) => [
    "-o",
    `${format}=out/${format}`,
  ]);
  const run = await touchstone(["gate", "--verbose", "--history", "out/history.db", ...outputs], { cwd });
  assert.equal(run.exitCode, 1, run.stderr);
  const written = await touchstone(["baseline", "write", "-o", "out/baseline.json"], { cwd });
  assert.equal(written.exitCode, 0, written.stderr);
  const shown = await touchstone(["history", "latest", "--store", "out/history.db", "--format", "json"], { cwd });
  assert.equal(shown.exitCode, 0, shown.stderr);
  assert.match(run.stdout, /aws-access-token/);
  const texts = [run.stdout, run.stderr, written.stdout, written.stderr, shown.stdout];
  for (const file of await readdir(join(cwd, "out")))
    texts.push((await readFile(join(cwd, "out", file))).toString("latin1"));
  assert.equal(texts.length, 5 + 6 + 2);
  for (const text of texts) for (const secret of [...secrets, "Ada Planted"]) assert.ok(!text.includes(secret), secret);
});

/** The example with its evidence as new as if it had been collected just now: the logs stay as they are. */
async function exampleWithNewRecords(): Promise<string> {
  const cwd = await folderOf({});
  await cp(join(repository, "examples"), cwd, { recursive: true });
  for (const folder of ["evidence", "evidence-hardened"]) {
    for (const name of await readdir(join(cwd, "agents", folder))) {
      const file = join(cwd, "agents", folder, name);
      if (name.endsWith(".tls.json")) {
        const collectedAt = new Date(Date.now() - 60_000).toISOString();
        await writeFile(
          file,
          (await readFile(file, "utf8")).replace(/"collectedAt": "[^"]+"/, `"collectedAt": "${collectedAt}"`),
        );
      }
      if (!name.endsWith(".record.json")) continue;
      const record = JSON.parse(await readFile(file, "utf8")) as object;
      await writeFile(file, JSON.stringify({ ...record, madeAt: new Date(Date.now() - 60_000).toISOString() }));
    }
  }
  return cwd;
}

/** What does not change as the years pass: certificates do. */
function lasting(judged: Pick<Judged, "assessment">): readonly string[] {
  const ageing = [
    "certificate/lifetime",
    "certificate/expiring-soon",
    "certificate/expired",
    "rotation/credential-too-old",
  ];
  return Object.keys(failing(judged))
    .filter((check) => !ageing.includes(check))
    .toSorted();
}

test("the example: scans of its source, signatures, endpoints and the platform are judged together with its chart, insecure and mended", async () => {
  const cwd = await exampleWithNewRecords();
  const run = async (): Promise<Judged> => {
    const judged = await touchstone(["gate", "--config", "scanners.yaml", "--format", "json"], { cwd });
    return { ...judged, assessment: JSON.parse(judged.stdout) as Assessment };
  };
  const mended = await run();
  assert.equal(mended.exitCode, 0, mended.stderr);
  assert.deepEqual(lasting(mended), []);
  assert.deepEqual(
    mended.assessment.evidence.map(({ kind }) => kind),
    [
      "chart",
      ...Array.from({ length: 6 }, () => "sarif"),
      "signature",
      "signature",
      "tls",
      ...Array.from({ length: 5 }, () => "platform"),
    ],
  );
  const settings = await readFile(join(cwd, "scanners.yaml"), "utf8");
  await writeFile(
    join(cwd, "scanners.yaml"),
    settings.replaceAll("evidence-hardened", "evidence").replace("platform/hardened", "platform/before"),
  );
  const insecure = await run();
  assert.equal(insecure.exitCode, 1);
  assert.deepEqual(lasting(insecure), [
    "audit/catch-all",
    "audit/exec-recorded",
    "audit/hidden-requests",
    "audit/omitted-stages",
    "audit/rbac-changes",
    "audit/secret-bodies",
    "audit/secrets-recorded",
    "certificate/self-signed",
    "code/critical-weakness",
    "code/cryptography",
    "code/injection",
    "code/integrity",
    "code/medium-weakness",
    "configuration/medium-misconfiguration",
    "control-plane/admission-hardening",
    "control-plane/api-server-anonymous-auth",
    "control-plane/audit-log-retention",
    "control-plane/authorization-always-allow",
    "control-plane/client-certificates",
    "control-plane/connection-timeouts",
    "control-plane/etcd-peers",
    "control-plane/etcd-self-signed",
    "control-plane/kubelet-anonymous-auth",
    "control-plane/kubelet-certificate-rotation",
    "control-plane/kubelet-connection",
    "control-plane/kubelet-kernel-settings",
    "control-plane/kubelet-pod-limits",
    "control-plane/kubelet-seccomp-default",
    "control-plane/long-lived-tokens",
    "control-plane/profiling",
    "control-plane/serving-certificate",
    "control-plane/static-token-file",
    "control-plane/structured-logs",
    "control-plane/unauthenticated-port",
    "dependency/medium-vulnerability",
    "encryption/secrets-unencrypted",
    "secrets/exposed-secret",
    "supply/image-provenance-missing",
    "supply/image-unsigned",
    "supply/signature-invalid",
    "tls/hsts-missing",
    "tls/name-mismatch",
    "tls/no-forward-secrecy",
    "tls/old-protocol",
    "tls/plaintext",
    "tls/unlisted-cipher",
    "tls/untrusted-chain",
    "tls/weak-cipher",
  ]);
});

test("the example as it was before fails in every group of encryption, platform and monitoring, and the report names them", async () => {
  const cwd = await exampleWithNewRecords();
  const values = (await readFile(join(cwd, "scanners.yaml"), "utf8"))
    .replaceAll("evidence-hardened", "evidence")
    .replace("platform/hardened", "platform/before")
    .replace("values-hardened", "values-before");
  await writeFile(join(cwd, "scanners.yaml"), values);
  const { exitCode, stdout } = await touchstone(["gate", "--config", "scanners.yaml", "--verbose"], { cwd });
  assert.equal(exitCode, 1);
  for (const group of [
    "audit",
    "cert-manager",
    "certificate",
    "control-plane",
    "encryption",
    "mesh",
    "monitoring",
    "tls",
    "transport",
  ])
    assert.match(stdout, new RegExp(`^(?:CRITICAL|HIGH|MEDIUM|LOW) +${group}/`, "m"));
});

test("the example's evidence grows old, and then proves nothing", async () => {
  const cwd = await exampleWithNewRecords();
  const file = join(cwd, "agents/evidence-hardened/semgrep.sarif.record.json");
  const record = JSON.parse(await readFile(file, "utf8")) as object;
  await writeFile(file, JSON.stringify({ ...record, madeAt: "2026-01-01T00:00:00Z" }));
  const { stdout } = await touchstone(["gate", "--config", "scanners.yaml", "--format", "json"], { cwd });
  assert.deepEqual(lasting({ assessment: JSON.parse(stdout) as Assessment }), ["scan/stale-run"]);
});
