// Every way in which a pod is written is judged at its line, and what is not known to be one is told.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Finding } from "../../src/model/index.ts";
import { folderOf, repository, scanJson, touchstone } from "./touchstone.ts";

const privileged = ["--checks", "workload/privileged-container"];
const notJudged = "test/evidence/pods/not-judged.yaml";

for (const name of ["kubernetes", "lists", "delivery", "machine-learning"]) {
  test(`every pod of test/evidence/pods/${name}.yaml is judged, with the finding at its line`, async () => {
    const file = `test/evidence/pods/${name}.yaml`;
    const lines = (await readFile(join(repository, file), "utf8")).split("\n");
    const expected = lines.flatMap((line, index) => (line.endsWith("# found") ? [`${file}:${index + 1}`] : []));
    const { assessment, stderr, exitCode } = await scanJson([file, ...privileged]);
    const findings = findingsOf(assessment.checks);
    assert.ok(expected.length > 5);
    assert.deepEqual(
      findings.map(({ location }) => `${location.file}:${location.line}`).toSorted(),
      expected.toSorted(),
    );
    assert.equal(new Set(findings.map(({ fingerprint }) => fingerprint)).size, findings.length);
    assert.deepEqual([stderr, exitCode, assessment.problems], ["", 0, []]);
  });
}

test("what looks like pods and is none that is known is told once for each kind, and stands with its subject", async () => {
  const { assessment, stderr, exitCode } = await scanJson([notJudged]);
  assert.equal(
    stderr,
    `note: what looks like pods at these places was not judged, because nothing says that they are pods:
  Workflow (argoproj.io/v1alpha1) in ${notJudged}:2:1: spec/templates[name=hello-world]
  CronWorkflow (argoproj.io/v1alpha1) in ${notJudged}:13:1: spec/workflowSpec/templates[name=gen]
  Task (tekton.dev/v1) in ${notJudged}:22:1: spec
  Crawler (example.com/v1) in ${notJudged}:31:1: spec/template/spec, and 1 more
  Name the place of their pod templates: --pod-template GROUP/KIND=PATH, or podTemplates in touchstone.yaml.
`,
  );
  assert.equal(exitCode, 0);
  assert.deepEqual(
    assessment.subjects.map(({ kind, resource, unjudgedPods }) => [kind, resource.kind, unjudgedPods]),
    [
      ["object", "Workflow", ["spec/templates[name=hello-world]"]],
      ["object", "CronWorkflow", ["spec/workflowSpec/templates[name=gen]"]],
      ["object", "Task", ["spec"]],
      ["object", "Crawler", ["spec/template/spec"]],
      ["object", "Crawler", ["spec/template/spec"]],
    ],
  );
});

const ownerPolicy = `# METADATA
# title: Objects must name their owner
# description: Somebody has to be asked.
# custom:
#   severity: low
#   kinds: [workload]
#   remediation: Add the label owner.
#   message: no owner is named
package touchstone.house["owner"]

fail contains {"path": ["metadata", "labels"]} if not input.metadata.labels.owner
`;

const crawlers = `apiVersion: example.com/v1
kind: Crawler
metadata: { name: news }
spec:
  template:
    spec:
      containers:
        - name: news
          image: registry.example.com/agents/crawler
---
apiVersion: example.com/v1
kind: Fleet
metadata: { name: fleet }
spec:
  crews:
    north:
      pod:
        containers:
          - name: boat
            image: registry.example.com/agents/boat
    south:
      pod:
        containers:
          - name: boat
            image: registry.example.com/agents/boat
`;
const tags = ["--checks", "image/mutable-tag", "--format", "json"];

test("--pod-template names a kind's pods, as templates or as bare specs", async () => {
  const cwd = await folderOf({ "crawlers.yaml": crawlers });
  const named = ["--pod-template", "example.com/Crawler=spec.template"];
  const fleet = ["--pod-template", "example.com/Fleet=spec.crews.*.pod:spec"];
  const { stdout, stderr } = await touchstone(["scan", "crawlers.yaml", ...named, ...fleet, ...tags], { cwd });
  assert.equal(stderr, "");
  assert.deepEqual(placesOf(stdout), [
    ["crawlers.yaml:9", "Crawler", undefined],
    ["crawlers.yaml:20", "Fleet", "spec/crews/north/pod"],
    ["crawlers.yaml:25", "Fleet", "spec/crews/south/pod"],
  ]);
});

test("podTemplates in touchstone.yaml does the same for the gate, and options come after it", async () => {
  const cwd = await folderOf({
    "crawlers.yaml": crawlers,
    "touchstone.yaml": `podTemplates:
  - { group: example.com, kind: Fleet, path: spec.crews.*.pod, type: spec }
`,
  });
  const named = ["--pod-template", "example.com/Crawler=spec.template"];
  const { stdout, stderr } = await touchstone(["gate", "crawlers.yaml", ...named, ...tags], { cwd });
  assert.equal(stderr, "");
  assert.deepEqual(
    placesOf(stdout).map(([place]) => place),
    ["crawlers.yaml:9", "crawlers.yaml:20", "crawlers.yaml:25"],
  );
});

test("a named pod that is not there or is odd is a problem at its place", async () => {
  const cwd = await folderOf({ "crawlers.yaml": crawlers });
  const { stderr, exitCode } = await touchstone(
    ["scan", "crawlers.yaml", "--pod-template", "example.com/Crawler=spec.pods.*.template", ...tags],
    { cwd },
  );
  assert.match(stderr, /^error: crawlers\.yaml:4:1: spec\.pods is missing \[E_NOT_KUBERNETES\]$/m);
  // That the pod stands elsewhere is told beside it.
  assert.match(stderr, /^ {2}Crawler \(example\.com\/v1\) in crawlers\.yaml:1:1: spec\/template\/spec$/m);
  assert.equal(exitCode, 3);
});

test("a wrong --pod-template or podTemplates is refused, with the line", async () => {
  for (const value of [
    "Crawler=spec.template",
    "apps/Deployment=spec.template",
    "a.b/C",
    "a.b/C=",
    "a.b/C=*.x",
    "a.b/C=x..y",
  ]) {
    const { stderr, exitCode } = await touchstone(["scan", "-", "--pod-template", value]);
    assert.match(stderr, /Give it as example\.com\/Crawler=spec\.template/, value);
    assert.equal(exitCode, 3);
  }
  const cwd = await folderOf({
    "touchstone.yaml": `podTemplates:
  - group: apps
    kind: Deployment
    path: spec.template
  - { group: example.com, kind: Crawler }
  - group: example.com
    kind: Crawler
    path: spec..template
    type: pod
`,
  });
  const { stderr, exitCode } = await touchstone(["gate", "-"], { cwd });
  assert.equal(exitCode, 3);
  assert.match(stderr, /touchstone\.yaml:2:5: podTemplates\[0\]\.group does not match/);
  assert.match(stderr, /touchstone\.yaml:5:5: podTemplates\[1\] lacks the key "path"/);
  assert.match(stderr, /touchstone\.yaml:8:5: podTemplates\[2\]\.path does not match/);
  assert.match(stderr, /touchstone\.yaml:9:5: podTemplates\[2\]\.type must be one of template, spec, not "pod"/);
});

test("the table, JUnit and SARIF tell the pods of one object apart", async () => {
  const file = "test/evidence/pods/machine-learning.yaml";
  const pods = ["spec/tasks[name=ps]/template/spec", "spec/tasks[name=worker]/template/spec"];
  for (const format of ["table", "junit", "markdown", "html"]) {
    const { stdout } = await touchstone(["scan", file, ...privileged, "--format", format, "--verbose"]);
    for (const pod of pods)
      assert.match(plain(stdout), new RegExp(`Job agents/tensorflow-dist, pod ${escaped(pod)}`), format);
  }
  const { stdout } = await touchstone(["scan", file, ...privileged, "--format", "sarif"]);
  const { runs } = JSON.parse(stdout) as {
    readonly runs: readonly [
      { readonly results: readonly { readonly locations: readonly [{ logicalLocations: unknown }] }[] },
    ];
  };
  assert.deepEqual(runs[0].results[0]?.locations[0].logicalLocations, [
    { name: "tensorflow-dist", fullyQualifiedName: "Job/agents/tensorflow-dist", kind: "resource" },
    { name: pods[0], fullyQualifiedName: `Job/agents/tensorflow-dist/${pods[0]}`, kind: "element" },
  ]);
});

test("a finding about the object itself has a fingerprint for each pod; kinds with one pod keep theirs", async () => {
  const files = { "house/owner/policy.rego": ownerPolicy };
  const cwd = await folderOf({
    ...files,
    "job.yaml": `apiVersion: batch.volcano.sh/v1alpha1
kind: Job
metadata: { name: bake }
spec:
  tasks:
    - { name: knead, template: { spec: { containers: [{ name: a }] } } }
    - { name: heat, template: { spec: { containers: [{ name: b }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: oven }
spec: { template: { spec: { containers: [{ name: oven }] } } }
`,
  });
  const { assessment } = await scanJson(["job.yaml", "--policy", "house", "--checks", "house/owner"], { cwd });
  const digest = (...parts: readonly string[]): string =>
    createHash("sha256")
      .update(JSON.stringify(["house/owner", ...parts]))
      .digest("hex");
  const job = ["batch.volcano.sh", "Job", "default", "bake", "metadata/labels"];
  assert.deepEqual(
    findingsOf(assessment.checks).map(({ fingerprint, location }) => [fingerprint, location.line]),
    [
      [digest(...job, "spec/tasks[name=knead]/template/spec"), 3],
      [digest(...job, "spec/tasks[name=heat]/template/spec"), 3],
      [digest("apps", "Deployment", "default", "oven", "metadata/labels"), 11],
    ],
  );
});

test("probes: a sidecar needs them, what runs to completion does not", async () => {
  const files = ["kubernetes", "delivery", "machine-learning"].map((name) => `test/evidence/pods/${name}.yaml`);
  const { assessment } = await scanJson([...files, "--checks", "probes/liveness-probe"]);
  const check = assessment.checks.find(({ check: { id } }) => id === "probes/liveness-probe");
  assert.ok(check);
  const { subjects } = assessment;
  assert.deepEqual(
    check.findings.filter(({ subject }) => subjects[subject]?.resource.kind === "Pod").map(({ details }) => details),
    [
      { container: "agent", type: "container" },
      { container: "proxy", type: "container" },
      { container: "log-shipper", type: "sidecar container" },
    ],
  );
  const ending = check.notApplicable.map(({ subject }) => subjects[subject]?.resource.kind);
  assert.deepEqual([...new Set(ending)].toSorted(), [
    "AdvancedCronJob",
    "AnalysisTemplate",
    "AutoscalingRunnerSet",
    "BroadcastJob",
    "ClusterTrainingRuntime",
    "CronJob",
    "Job",
    "JobSet",
    "MPIJob",
    "PyTorchJob",
    "RayJob",
    "ScaledJob",
    "TFJob",
  ]);
});

function findingsOf(checks: readonly { readonly findings: readonly Finding[] }[]): readonly Finding[] {
  return checks.flatMap(({ findings }) => findings);
}

function placesOf(json: string): readonly (readonly [string, string | undefined, string | undefined])[] {
  const { checks, subjects } = JSON.parse(json) as Awaited<ReturnType<typeof scanJson>>["assessment"];
  return findingsOf(checks).map(({ location, subject }) => [
    `${location.file}:${location.line}`,
    subjects[subject]?.resource.kind,
    subjects[subject]?.pod,
  ]);
}

/** Without the line breaks and the escapes of Markdown and HTML. */
function plain(text: string): string {
  return text
    .replaceAll("\\", "")
    .replaceAll(/&#x3D;|&#61;/g, "=")
    .replaceAll(/\n\s+/g, " ");
}

function escaped(text: string): string {
  return text.replaceAll("[", "\\[").replaceAll("]", "\\]");
}
