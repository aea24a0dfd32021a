// `touchstone scan`, as its user sees it.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { folderOf, pod, repository, scanJson, touchstone } from "./touchstone.ts";

test("prints findings with place, remedy and controls, then the scores, and ends with 0", async () => {
  const folder = await folderOf({ "pod.yaml": pod });
  const { exitCode, stdout, stderr } = await touchstone(["scan", "pod.yaml"], { cwd: folder });
  assert.equal(stderr, "");
  assert.equal(exitCode, 0);
  assert.match(stdout, /HIGH {2}image\/mutable-tag/);
  assert.match(stdout, /pod\.yaml:9:7 {2}Pod agents\/orchestrator/);
  assert.match(stdout, /Fix: /);
  assert.match(stdout, /Controls: OWASP Top 10:2025: A0/);
  assert.match(stdout, /^Overall +\d+\.\d% +\d+\.\d%/m);
  assert.doesNotMatch(stdout, /Gate:/);
});

test("a finding's line is that of the field, or of the container that lacks it", async () => {
  const folder = await folderOf({
    "two.yaml": `# a comment\n---\n${pod}---\n${pod.replaceAll("orchestrator", "pool")}`,
  });
  const { assessment } = await scanJson(["two.yaml"], { cwd: folder });
  const places = assessment.checks
    .find(({ check }) => check.id === "image/mutable-tag")
    ?.findings.map(({ location, subject }) => [
      assessment.subjects[subject]?.resource.name,
      location.line,
      location.column,
    ]);
  assert.deepEqual(places, [
    ["orchestrator", 11, 7],
    ["pool", 21, 7],
  ]);
});

test("finds charts, archives, manifests, lists and JSON below a folder, each once", async () => {
  const list = `{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}]}`;
  const folder = await folderOf({
    "chart/Chart.yaml": "apiVersion: v2\nname: pool\nversion: 1.0.0\n",
    "chart/templates/pod.yaml": pod,
    "plain/pod.yaml": pod,
    "plain/list.json": list,
    "plain/notes.txt": "nothing",
    ".hidden/pod.yaml": pod,
  });
  const { assessment, stderr, exitCode } = await scanJson([".", "plain", "plain/pod.yaml"], { cwd: folder });
  assert.equal(stderr, "");
  assert.equal(exitCode, 0);
  assert.deepEqual(
    assessment.evidence.map(({ kind, source, documents }) => [kind, source, documents]),
    [
      ["chart", "chart", 1],
      ["manifest", "plain/list.json", 1],
      ["manifest", "plain/pod.yaml", 1],
    ],
  );
});

test("a chart's findings point into its templates", async () => {
  const { assessment } = await scanJson([
    "examples/agents",
    "-f",
    "examples/agents/values-before.yaml",
    "-n",
    "agents",
  ]);
  const findings = assessment.checks.flatMap((check) => check.findings);
  const privileged = findings.find(({ check }) => check === "workload/privileged-container");
  assert.equal(privileged?.location.file, "examples/agents/templates/redis/stateful-set.yaml");
  const withLine = findings.filter(({ location }) => location.line !== undefined);
  assert.ok(withLine.length > findings.length / 2, `${withLine.length} of ${findings.length} findings have a line`);
  for (const { location } of withLine) {
    const lines = (await readFile(join(repository, location.file), "utf8")).split("\n").length;
    assert.ok((location.line ?? 0) <= lines, location.file);
  }
});

test("reads standard input", async () => {
  const { assessment } = await scanJson(["-"], { input: pod });
  assert.deepEqual(
    assessment.evidence.map(({ source, documents }) => [source, documents]),
    [["-", 1]],
  );
});

test("writes several reports at once, whole, and prints what is left", async () => {
  const folder = await folderOf({ "pod.yaml": pod });
  const outputs = ["a.json", "a.sarif", "a.xml", "a.md", "deep/a.html", "a.txt"].flatMap((file) => ["--output", file]);
  const { exitCode, stdout, stderr } = await touchstone(["scan", "pod.yaml", ...outputs], { cwd: folder });
  assert.equal(exitCode, 0);
  assert.match(stdout, /Overall/);
  assert.match(stderr, /wrote a\.sarif/);
  assert.deepEqual((await readdir(folder)).toSorted(), [
    "a.json",
    "a.md",
    "a.sarif",
    "a.txt",
    "a.xml",
    "deep",
    "pod.yaml",
  ]);
  assert.deepEqual(await readdir(join(folder, "deep")), ["a.html"]);
  const json = await readFile(join(folder, "a.json"), "utf8");
  assert.equal(json.at(-1), "\n");
  JSON.parse(json);
});

test("a format with one output file leaves standard output empty", async () => {
  const folder = await folderOf({ "pod.yaml": pod });
  const { stdout } = await touchstone(["scan", "pod.yaml", "--format", "json", "--output", "report.out"], {
    cwd: folder,
  });
  assert.equal(stdout, "");
  JSON.parse(await readFile(join(folder, "report.out"), "utf8"));
});

test("two runs, and one and many workers, give the same bytes but for the times", async () => {
  const args = [
    "scan",
    "examples/agents",
    "-f",
    "examples/agents/values-before.yaml",
    "test/charts",
    "policies",
    "--keep-going",
    "--format",
    "json",
  ];
  const runs = await Promise.all(
    ["0", "1", "3", "auto"].map((workers) => touchstone(workers === "auto" ? args : [...args, "--workers", workers])),
  );
  const texts = runs.map(({ stdout }) => stdout.replaceAll(/"(assessedAt|collectedAt)": "[^"]*"/g, '"$1": ""'));
  assert.ok((texts[0]?.length ?? 0) > 100_000);
  for (const text of texts.slice(1)) assert.equal(text, texts[0]);
});

test("prints no colour into a pipe", async () => {
  const { stdout } = await touchstone(["scan", "-"], { input: pod });
  assert.ok(!stdout.includes("\u001b"));
});

test("selects checks by id, group, tag and other tools' names; what is left out counts as not assessed", async () => {
  const { assessment } = await scanJson(
    ["-", "--checks", "pss-baseline,image/*", "--skip-checks", "checkov:CKV_K8S_16"],
    { input: pod },
  );
  const status = (id: string): string | undefined => assessment.checks.find(({ check }) => check.id === id)?.status;
  assert.equal(status("image/mutable-tag"), "not-satisfied");
  assert.equal(status("workload/host-pid"), "satisfied");
  assert.equal(status("workload/privileged-container"), "not-assessed");
  assert.equal(status("probes/liveness-probe"), "not-assessed");
  const all = await scanJson(["-"], { input: pod });
  assert.ok((assessment.score.strict?.percent ?? 0) <= (all.assessment.score.strict?.percent ?? 0));
});
