// Parameters: policies declare them with defaults, touchstone.yaml sets others, and mistakes are named with their line.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Assessment, CheckAssessment } from "../../src/model/index.ts";
import { checkSource } from "../rego/compiled.ts";
import { folderOf, pod, touchstone, type Run } from "./touchstone.ts";

const declared = `#   parameters:
#     most:
#       description: How many containers a pod may have.
#       default: 1
#     names:
#       description: Names that count.
#       default: [orchestrator]
#       schema: { type: array, minItems: 1, items: { type: string } }
package`;
const crowded = checkSource(
  "crowded",
  `parameters := data.touchstone.parameters["bakery/crowded"]
fail contains {"path": [], "details": {"what": concat(" and ", parameters.names)}} if {
	count([1 | input.containers[_].name in parameters.names]) >= parameters.most
}`,
).replace("package", declared);

async function gate(config: string, ...args: readonly string[]): Promise<Run & { readonly folder: string }> {
  const folder = await folderOf({ "pod.yaml": pod, "p/crowded.rego": crowded, "touchstone.yaml": config });
  const run = await touchstone(["gate", "pod.yaml", "--policy", "p", "--format", "json", ...args], { cwd: folder });
  return { ...run, folder };
}

function read({ stdout, stderr }: Run): {
  readonly assessment: Assessment;
  readonly group: CheckAssessment | undefined;
} {
  assert.notEqual(stdout, "", stderr);
  const assessment = JSON.parse(stdout) as Assessment;
  return { assessment, group: assessment.checks.find(({ check }) => check.id === "bakery/crowded") };
}

test("a policy reads its defaults, and what the configuration sets in their place", async () => {
  const usual = read(await gate("{}"));
  assert.deepEqual(
    usual.group?.findings.map(({ message }) => message),
    ["orchestrator is wrong"],
  );
  const set = read(await gate("parameters:\n  bakery/crowded: { most: 2 }\n"));
  assert.equal(set.group?.status, "satisfied");
  assert.notEqual(set.assessment.bundle.digest, usual.assessment.bundle.digest);
  assert.deepEqual(
    set.group.check.parameters?.map(({ name, value, default: before }) => [name, value, before]),
    [
      ["most", 2, 1],
      ["names", ["orchestrator"], ["orchestrator"]],
    ],
  );
  const same = read(await gate("parameters: {bakery/crowded: {most: 1, names: [orchestrator]}}\n"));
  assert.equal(same.assessment.bundle.digest, usual.assessment.bundle.digest);
});

test("`touchstone checks` shows parameters with the values that count", async () => {
  const { folder } = await gate("{}");
  const usual = await touchstone(["checks", "bakery/crowded", "--policy", "p"], { cwd: folder });
  assert.match(usual.stdout, /\nParameters:\n {2}most = 1: How many containers a pod may have\.\n {2}names = \["orch/);
  const set = await gate("policies: [p]\nparameters: {bakery/crowded: {most: 2}}\n");
  const shown = await touchstone(["checks", "bakery/crowded", "--config", "touchstone.yaml"], { cwd: set.folder });
  assert.match(shown.stdout, /\n {2}most = 2 \(default: 1\): How many/);
});

test("an unknown check or parameter and a wrong value are named with their line, all at once: 3", async () => {
  const { exitCode, stdout, stderr } = await gate(
    [
      "parameters:",
      "  bakery/crowdd: { most: 2 }",
      "  workload/host-pid: { most: 2 }",
      "  bakery/crowded:",
      "    mst: 2",
      "    most: many",
      "    names: [a, 3]",
      "",
    ].join("\n"),
  );
  assert.equal(exitCode, 3);
  assert.equal(stdout, "");
  assert.equal(
    stderr,
    [
      `error: touchstone.yaml:2:3: unknown check "bakery/crowdd"; did you mean bakery/crowded?`,
      `touchstone.yaml:3:24: the check workload/host-pid has no parameters`,
      `touchstone.yaml:5:5: unknown parameter "mst" of bakery/crowded; did you mean most?`,
      `touchstone.yaml:6:5: the parameter most of bakery/crowded must be a number, as its default is, not text`,
      `touchstone.yaml:7:16: the parameter names of bakery/crowded is wrong at 1: it must be string [E_CONFIG]`,
      "  Correct each place that is named.\n",
    ].join("\n"),
  );
});

const bounded = crowded.replace("#       default: 1\n", "#       default: 1\n#       bound: { maximum: 3 }\n");

test("a value looser than its bound makes the check fail, at the line that sets it, whatever the subjects are like", async () => {
  async function gateWith(most: number): Promise<CheckAssessment | undefined> {
    const config = `parameters:\n  bakery/crowded:\n    most: ${most}\n`;
    const folder = await folderOf({ "pod.yaml": pod, "p/crowded.rego": bounded, "touchstone.yaml": config });
    const run = await touchstone(["gate", "pod.yaml", "--policy", "p", "--format", "json"], { cwd: folder });
    const { assessment, group } = read(run);
    const file = assessment.evidence.find(({ kind }) => kind === "configuration");
    assert.equal(file?.source, most > 3 ? "touchstone.yaml" : undefined);
    if (file) assert.equal(file.sha256, createHash("sha256").update(config).digest("hex"));
    return group;
  }
  assert.equal((await gateWith(3))?.status, "satisfied");
  const group = await gateWith(4);
  assert.equal(group?.status, "not-satisfied");
  assert.deepEqual(
    group.findings.map(({ message, location, details }) => [message, location, details]),
    [
      [
        "the parameter most is looser than its bound: it must be <= 3",
        { file: "touchstone.yaml", line: 3, column: 5 },
        { parameter: "most", value: 4, bound: { maximum: 3 } },
      ],
    ],
  );
});

test("a default that is looser than its bound is a mistake of the policy: 3", async () => {
  const source = crowded.replace("#       default: 1\n", "#       default: 1\n#       bound: { minimum: 2 }\n");
  const folder = await folderOf({ "pod.yaml": pod, "p/p.rego": source });
  const { exitCode, stderr } = await touchstone(["scan", "pod.yaml", "--policy", "p"], { cwd: folder });
  assert.equal(exitCode, 3);
  assert.match(
    stderr,
    /^error: p\/p\.rego:1: METADATA\.custom\.parameters\.most\.default is looser than its bound: it must be >= 2/,
  );
});

test("a declaration that is wrong is a mistake of the policy, with file and line: 3", async () => {
  for (const [declaration, message] of [
    ["most: 3", "p/p.rego:1: METADATA.custom.parameters.most must be object"],
    ["most: { default: 3 }", "p/p.rego:1: METADATA.custom.parameters.most must have required property 'description'"],
    [
      "most: { description: x, default: 3, schema: { type: string } }",
      "p/p.rego:1: METADATA.custom.parameters.most.default must be string",
    ],
    [
      "most: { description: x, default: 3, schema: { typ: string } }",
      'p/p.rego:1: METADATA.custom.parameters.most.schema is no JSON Schema: strict mode: unknown keyword: "typ"',
    ],
  ] as const) {
    const source = checkSource("x", "fail := set()").replace("package", `#   parameters: { ${declaration} }\npackage`);
    const folder = await folderOf({ "pod.yaml": pod, "p/p.rego": source });
    const { exitCode, stderr } = await touchstone(["scan", "pod.yaml", "--policy", "p"], { cwd: folder });
    assert.equal(exitCode, 3);
    assert.equal(stderr.split("\n")[0], `error: ${message} [E_POLICY]`);
  }
});

test("packages that Touchstone writes itself are no groups of checks: 3", async () => {
  for (const group of ["run", "parameters", "target"]) {
    const source = checkSource("x", "fail := set()").replace("touchstone.bakery", `touchstone.${group}`);
    const folder = await folderOf({ "pod.yaml": pod, "p/p.rego": source });
    const { exitCode, stderr } = await touchstone(["scan", "pod.yaml", "--policy", "p"], { cwd: folder });
    assert.equal(exitCode, 3);
    assert.match(stderr, new RegExp(`^error: p/p\\.rego:1: the group ${group} is Touchstone's own \\[E_POLICY\\]`));
  }
});
