// docs/policies.md: its example compiles, finds what it says, and counts for the framework that it makes up.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, scanJson } from "../cli/touchstone.ts";
import { filesIn, readDocument, shownRuns, wrongLine } from "./documents.ts";

const document = readDocument("docs/policies.md");
const folder = await folderOf(filesIn(document));

test("the example's files are there", () => {
  assert.deepEqual(Object.keys(filesIn(document)).toSorted(), [
    "brought/labels.yaml",
    "brought/replicas.rego",
    "fixtures/fail-api.yaml",
    "fixtures/pass-api.yaml",
    "house-rules-mapping.yaml",
    "house-rules.yaml",
    "manifests/pool.yaml",
    "mapping.yaml",
    "mistakes/p.rego",
    "policies/ingress/tls/policy.rego",
    "policies/ingress/tls/policy_test.rego",
    "replicas/house/replicas.rego",
    "touchstone.yaml",
  ]);
});

test("the fixtures do what their names say, and another object is not applicable", async () => {
  const { assessment, stderr } = await scanJson(
    ["fixtures/fail-api.yaml", "fixtures/pass-api.yaml", "-", "--policy", "policies", "--checks", "ingress/tls"],
    { cwd: folder, input: "apiVersion: v1\nkind: Service\nmetadata:\n  name: api\n" },
  );
  assert.equal(stderr, "");
  const own = assessment.checks.find(({ check }) => check.id === "ingress/tls");
  assert.deepEqual(
    own?.findings.map(({ subject, message, location }) => [subject, message, location.line]),
    [[0, "Ingress api has no TLS", 6]],
  );
  assert.deepEqual(own?.passed, [1]);
  assert.deepEqual(own?.notApplicable, [{ subject: 2, reason: "it is no Ingress" }]);
  assert.deepEqual(own?.errors, []);
});

test("fields of a wrong type neither pass nor err", async () => {
  const ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\n";
  for (const rest of ["spec: none\n", "spec: {tls: 3}\n", "spec: {tls: ''}\n", "metadata: {generateName: a-}\n"]) {
    const { assessment } = await scanJson(["-", "--policy", "policies", "--checks", "house"], {
      cwd: folder,
      input: ingress + rest,
    });
    const own = assessment.checks.find(({ check }) => check.id === "ingress/tls");
    assert.equal(own?.status, "not-satisfied", rest);
    assert.deepEqual(own?.errors, []);
  }
});

test("the commands print what is shown", async () => {
  const runs = shownRuns(document);
  assert.ok(runs.length >= 9);
  for (const run of runs) assert.equal(await wrongLine(run, folder), undefined);
});
