// Policies of conftest and Gatekeeper on the command line: selected, listed, mapped and gated like other checks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, pod, scanJson, touchstone } from "./touchstone.ts";

const folder = await folderOf({
  "pod.yaml": pod,
  "policies/deny.rego": `package main

deny_untagged[msg] {
  image := input.spec.containers[_].image
  not contains(image, ":")
  msg := sprintf("%s has no tag", [image])
}
`,
  "policies/unique.yaml": `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: { name: uniquenames }
spec:
  crd: { spec: { names: { kind: UniqueNames } } }
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package uniquenames
        violation[{"msg": "there is another"}] {
          data.inventory.namespace[_][_].Pod[input.review.name]
        }
---
apiVersion: constraints.gatekeeper.sh/v1
kind: UniqueNames
metadata: { name: unique-pods }
spec: { enforcementAction: dryrun }
`,
  "policies/not-ours.yaml": "{{ a template of Helm }}\n",
  "mapping.yaml": `framework: owasp-2025
mappings:
  conftest/deny-untagged:
    - { control: A03:2025, strength: partial, basis: intent, rationale: What has no tag may become another program. }
`,
});
const own = ["pod.yaml", "--policy", "policies", "--checks", "conftest/*,gatekeeper"];

test("a finding has the policy's message, the object's place and the mapped control", async () => {
  const { assessment, exitCode } = await scanJson([...own, "--mapping", "mapping.yaml"], { cwd: folder });
  assert.equal(exitCode, 0);
  const check = assessment.checks.find((one) => one.check.id === "conftest/deny-untagged");
  const image = "registry.example.com/agents/orchestrator";
  assert.deepEqual(
    check?.findings.map(({ message, details, path, location, severity }) => ({
      message,
      details,
      path,
      location,
      severity,
    })),
    [
      {
        message: `${image} has no tag`,
        details: { msg: `${image} has no tag` },
        path: [],
        location: { file: "pod.yaml", line: 1, column: 1 },
        severity: "high",
      },
    ],
  );
  assert.deepEqual(
    check?.mappings.map(({ control }) => control),
    ["A03:2025"],
  );
});

test("what needs the inventory of a cluster is an error on every object, and the gate is never passed", async () => {
  const { assessment } = await scanJson(own, { cwd: folder });
  const check = assessment.checks.find((one) => one.check.id === "gatekeeper/unique-pods");
  assert.equal(check?.status, "error");
  assert.deepEqual(
    check?.errors.map(({ subject }) => subject),
    [0],
  );
  assert.deepEqual(check?.passed, []);
  const { exitCode } = await touchstone(["gate", "pod.yaml", "--policy", "policies", "--checks", "gatekeeper/*"], {
    cwd: folder,
  });
  assert.equal(exitCode, 2);
});

test("the checks are listed beside the built-in ones", async () => {
  const { stdout } = await touchstone(["checks", "--policy", "policies"], { cwd: folder });
  const lines = stdout.split("\n").filter((line) => /conftest|gatekeeper/.test(line));
  assert.deepEqual(lines, [
    "high      conftest/deny-untagged                    Objects must satisfy deny_untagged of package main",
    "low       gatekeeper/unique-pods                    Objects must satisfy the constraint unique-pods (UniqueNames)",
  ]);
});
