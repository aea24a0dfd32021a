// `touchstone gate`: the documented exit codes, and every condition with its own verdict.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { folderOf, pod, repository, touchstone } from "./touchstone.ts";

const before = ["examples/agents", "-f", "examples/agents/values-before.yaml", "-n", "agents"];
const hardened = ["examples/agents", "-f", "examples/agents/values-hardened.yaml", "-n", "agents"];

test("the example before: 1, and the conditions say why", async () => {
  const { exitCode, stdout } = await touchstone(["gate", ...before]);
  assert.equal(exitCode, 1);
  assert.match(stdout, /^FAIL {8}score: /m);
  assert.match(stdout, /^FAIL {8}critical: .*network\/database-exposed,[^:]*workload\/privileged-container/m);
  assert.match(stdout, /^PASS {8}coverage: /m);
  assert.match(stdout, /^PASS {8}evidence: /m);
  assert.match(stdout, /^Gate: FAILED$/m);
});

test("the example hardened: 0", async () => {
  const { exitCode, stdout } = await touchstone(["gate", ...hardened]);
  assert.equal(exitCode, 0, stdout);
  assert.match(stdout, /^Gate: PASSED$/m);
  assert.doesNotMatch(stdout, /^(FAIL|INCOMPLETE)/m);
});

test("an optional check that finds nothing of its kind is not missing, unless checks.required names it", async () => {
  async function coverageWith(checks: string): Promise<string | undefined> {
    const folder = await folderOf({ "touchstone.yaml": `checks: { ${checks} }\n` });
    const args = hardened.map((arg) => (arg.startsWith("examples") ? join(repository, arg) : arg));
    const { stdout } = await touchstone(["gate", ...args], { cwd: folder });
    return /^(PASS|INCOMPLETE) +coverage: [^;]*/m.exec(stdout)?.[0];
  }
  assert.match((await coverageWith("")) ?? "", /^PASS +coverage: coverage 100.0%/);
  assert.match(
    (await coverageWith("required: [gateway/*, admission/*]")) ?? "",
    /^INCOMPLETE +coverage: coverage [89]\d/,
  );
});

test("a check that is left out makes the evidence incomplete: 2", async () => {
  const { exitCode, stdout } = await touchstone(["gate", ...hardened, "--skip-checks", "workload/*,network/*"]);
  assert.equal(exitCode, 2, stdout);
  assert.match(stdout, /^INCOMPLETE {2}coverage: /m);
});

test("evidence that cannot be read: 3, and with --keep-going 2", async () => {
  const folder = await folderOf({ "broken.yaml": "a: [\n" });
  const run = await touchstone(["gate", ...hardened, `${folder}/broken.yaml`]);
  assert.equal(run.exitCode, 3, run.stdout);
  assert.match(run.stderr, /could not be read/);
  const keepGoing = await touchstone(["gate", ...hardened, `${folder}/broken.yaml`, "--keep-going"]);
  assert.equal(keepGoing.exitCode, 2, keepGoing.stdout);
  assert.match(keepGoing.stdout, /^INCOMPLETE {2}evidence: /m);
});

test("touchstone.yaml configures it, its paths relative to itself", async () => {
  const folder = await folderOf({
    "security/touchstone.yaml": `version: 1
paths: [${join(repository, "examples/agents")}]
frameworks: [owasp-2021]
helm:
  namespace: agents
  values: [values.yaml]
gate:
  score: 99
output: [json=out/gate.json]
`,
    "security/values.yaml": await readFile(join(repository, "examples/agents/values-hardened.yaml")),
  });
  const args = ["gate", "--config", "security/touchstone.yaml"];
  const { exitCode, stdout, stderr } = await touchstone(args, { cwd: folder });
  assert.match(stderr, /wrote security\/out\/gate\.json/);
  assert.match(stdout, /^PASS {8}score:owasp-2021: .* is over 99%/m);
  assert.equal(exitCode, 0, stdout);
});

test("touchstone.yaml of the working directory is taken; paths on the command line take the place of its own", async () => {
  const folder = await folderOf({
    "touchstone.yaml": "paths: [nowhere]\nframeworks: [iso27001-2022]\n",
    "pod.yaml": pod,
  });
  const { exitCode, stdout } = await touchstone(["gate", "pod.yaml"], { cwd: folder });
  assert.equal(exitCode, 1);
  assert.match(stdout, /score:iso27001-2022/);
  assert.doesNotMatch(stdout, /score:owasp/);
});

test("wrong keys and values of touchstone.yaml are named with their line: 3", async () => {
  const folder = await folderOf({
    "touchstone.yaml": `version: 1
path: [manifests]
gate:
  score: high
helm:
  engine: docker
  valuse: [a.yaml]
`,
  });
  const { exitCode, stderr } = await touchstone(["gate"], { cwd: folder });
  assert.equal(exitCode, 3);
  assert.equal(
    stderr,
    `error: touchstone.yaml:2:1: unknown key "path"; did you mean paths or gate?
touchstone.yaml:4:3: gate.score must be a number, not "high"
touchstone.yaml:6:3: helm.engine must be one of auto, embedded, native, not "docker"
touchstone.yaml:7:3: unknown key "valuse"; did you mean values? [E_CONFIG]
  Correct each place that is named.
`,
  );
});

test("an empty touchstone.yaml is one without paths", async () => {
  const folder = await folderOf({ "touchstone.yaml": "" });
  const { exitCode, stderr } = await touchstone(["gate"], { cwd: folder });
  assert.equal(exitCode, 3);
  assert.match(stderr, /^error: there is nothing to assess \[E_USAGE\]\n/);
});
