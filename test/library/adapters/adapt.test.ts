// What becomes of the files of a policy folder, and what is said of those that cannot run.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { normalise } from "../../../src/evidence/index.ts";
import { adaptPolicies } from "../../../src/library/adapters/adapt.ts";
import { readPolicySources, type PolicySources } from "../../../src/library/policy-sources.ts";
import { loadUserChecks } from "../../../src/library/user-checks.ts";
import { TouchstoneError, type Check } from "../../../src/model/index.ts";
import { writeEntrypoints } from "../../../src/rego/index.ts";
import { findNativeOpa } from "../../../src/toolchain/native-opa.ts";
import { chooseRegoCompiler } from "../../../src/toolchain/rego-compiler.ts";
import { repository } from "../../cli/touchstone.ts";
import { checkSource, toolchain } from "../../rego/compiled.ts";
import { adapters, judge, manyObjects, objectsOf, policyText, shared } from "./judge.ts";

const service = await objectsOf("{ apiVersion: v1, kind: Service, metadata: { name: nats, namespace: agents } }");

async function checksOf(files: PolicySources): Promise<readonly Check[]> {
  return (await judge(files, [])).checks;
}

/** What is said of files that cannot run. */
async function complaintOf(files: PolicySources): Promise<string> {
  try {
    await checksOf(files);
  } catch (thrown) {
    if (!(thrown instanceof TouchstoneError)) throw thrown;
    assert.equal(thrown.code, "E_POLICY");
    assert.notEqual(thrown.hint, "");
    return thrown.message;
  }
  return "nothing";
}

const own = checkSource("oven", 'fail contains {"path": [], "details": {"what": "it"}} if input.hot');

test("Touchstone's own checks pass untouched, and nobody is asked", async () => {
  const files = { "own.rego": own, "commented.rego": `# of ours\n\n${checkSource("other", "fail := set()")}` };
  const ask = (): never => assert.fail("the toolchain was asked");
  assert.deepEqual(await adaptPolicies(files, shared, { ask }), { checks: files, modules: {} });
});

test("they pass untouched beside the policies of other tools, too", async () => {
  const files = { "deny.rego": "package main\n\ndeny[msg] { msg := input.kind }\n", "own.rego": own };
  const { checks, modules } = await adaptPolicies(files, shared, toolchain);
  assert.deepEqual(Object.keys(checks), ["own.rego", "deny.rego#deny"]);
  assert.equal(checks["own.rego"], own);
  assert.deepEqual(modules, { "deny.rego": "package main\n\ndeny contains msg if msg := input.kind\n" });
});

test("a policy in Rego v1 keeps its text", async () => {
  const text = "package main\n\n\n# of ours\ndeny contains   msg if { msg := input.kind }";
  assert.deepEqual((await adaptPolicies({ "deny.rego": text }, shared, toolchain)).modules, { "deny.rego": text });
});

test("conftest: every rule is a check, with what its METADATA says or a default", async () => {
  const main = `package main

# METADATA
# title: Services are named
# description: |
#   A service without a name
#   cannot be found.
# related_resources:
#   - https://example.com/names
# custom:
#   severity: Critical
deny_no_name[msg] { not input.metadata.name; msg := "no name" }

# METADATA
# custom:
#   severity: blocker
warn[msg] { input.kind == "Service"; msg := "a service" }

violation[{"msg": "never"}] { false }

deny_of(x) = x { x > 1 }

denying[msg] { msg := "is no rule of conftest" }
`;
  const checks = await checksOf({
    "p/main.rego": main,
    "p/other.rego": 'package Team.k8s["a_b"]\n\nwarn_x[msg] { msg := "x" }\n',
  });
  assert.deepEqual(
    checks.map(({ id, title, severity, kinds, cwe, file }) => ({ id, title, severity, kinds, cwe, file })),
    [
      {
        id: "conftest/deny-no-name",
        title: "Services are named",
        severity: "critical",
        file: "p/main.rego#deny_no_name",
      },
      {
        id: "conftest/team-k8s-a-b-warn-x",
        title: "Objects must satisfy warn_x of package Team.k8s.a_b",
        severity: "medium",
        file: "p/other.rego#warn_x",
      },
      {
        id: "conftest/violation",
        title: "Objects must satisfy violation of package main",
        severity: "high",
        file: "p/main.rego#violation",
      },
      {
        id: "conftest/warn",
        title: "Objects must satisfy warn of package main",
        severity: "medium",
        file: "p/main.rego#warn",
      },
    ].map((check) => ({ ...check, kinds: ["object", "workload"], cwe: [] })),
  );
  const [named] = checks;
  assert.deepEqual(named?.description, "A service without a name cannot be found.");
  assert.deepEqual(named?.references, ["https://example.com/names"]);
  assert.deepEqual(named?.tags, ["conftest"]);
});

test("conftest: a rule that several files define is one check, of the highest severity that one of them names", async () => {
  const part = (severity: string, msg: string): string =>
    `package main\n\n# METADATA\n# title: Part of it\n# custom:\n#   severity: ${severity}\ndeny[msg] { msg := "${msg}" }\n`;
  const { checks, results } = await judge({ "a.rego": part("low", "one"), "b.rego": part("medium", "two") }, service);
  assert.deepEqual(
    checks.map(({ id, title, severity }) => [id, title, severity]),
    [["conftest/deny", "Objects must satisfy deny of package main", "medium"]],
  );
  assert.deepEqual(results[0]?.get("conftest/deny"), {
    status: "fail",
    failures: [
      { path: [], details: { msg: "one" } },
      { path: [], details: { msg: "two" } },
    ],
  });
});

test("conftest: what it would drop without a word is an error, and a rule without a value is a pass", async () => {
  const statuses = async (rule: string): Promise<string> => {
    const { results } = await judge({ "p.rego": `package main\n\nimport rego.v1\n\n${rule}\n` }, service);
    return results[0]?.get("conftest/deny")?.status ?? "pass";
  };
  assert.equal(await statuses('deny := ["one", {"msg": "two"}]'), "fail");
  assert.equal(await statuses('deny := "text"'), "error");
  assert.equal(await statuses("deny if input.kind"), "error");
  assert.equal(await statuses('deny contains {"message": "no msg"}'), "error");
  assert.equal(await statuses("deny contains 3"), "error");
  assert.equal(await statuses('deny[name] := "object" if name := input.kind'), "error");
  assert.equal(await statuses('deny := ["one"] if input.kind == "Pod"'), "pass");
  assert.equal(await statuses('deny contains "one" if input.kind == "Pod"'), "pass");
});

test("conftest: policies that could only pass here are refused", async () => {
  const rule = (body: string): PolicySources => ({
    "p/p.rego": `package main\n\nviolation[{"msg": "no"}] {\n\t${body}\n}\n`,
  });
  assert.match(
    await complaintOf(rule("input.review.object.kind == input.parameters.kind")),
    /^p\/p\.rego:3: the rule violation reads input\.parameters and input\.review alone/,
  );
  assert.match(await complaintOf(rule("input.request.object.kind")), /^p\/p\.rego:3: .*reads input\.request alone/);
  assert.match(await complaintOf(rule('input[i].contents.kind == "Pod"')), /^p\/p\.rego:4: .*conftest --combine/);
  // Some policies are made for both callers.
  assert.equal(
    await complaintOf({
      "p.rego":
        'package main\n\nkind = input.review.kind.kind { input.review }\nkind = input.kind\ndeny[kind] { kind == "Pod" }\n',
    }),
    "nothing",
  );
});

test("conftest: two rules with one name for their checks are refused", async () => {
  const files = {
    "a.rego": "package main\n\ndeny_Root[msg] { msg := input.x }\n\ndeny_root[msg] { msg := input.x }\n",
  };
  assert.equal(
    await complaintOf(files),
    "a.rego:5: the check conftest/deny-root is also that of the rule deny_Root of package main in a.rego:3",
  );
});

test("a module that nobody runs is no check by mistake", async () => {
  const lost = { "lost.rego": 'package tochstone.bakery.oven\n\nfail contains {"path": []} if input.hot\n' };
  const complaint = "lost.rego:1: the package is tochstone/bakery/oven, not touchstone/<group>/<check>";
  assert.equal(await complaintOf(lost), complaint);
  assert.equal(
    await complaintOf({ ...lost, "deny.rego": "package main\n\ndeny[msg] { msg := input.kind }\n" }),
    complaint,
  );
  assert.match(
    await complaintOf({ "helper.rego": "package helper\n\nx = 1 { true }\n" }),
    /the package is helper, not/,
  );
});

test("mistakes are told at their place in the file, whichever version it is in", async () => {
  const cases: readonly (readonly [string, string])[] = [
    ["package main\n\ndeny[msg] {\n\tmsg ==\n}\n", "p.rego:5:1: rego_parse_error: unexpected } token"],
    ["package main\n\ndeny contains msg if {\n\tmsg ==\n}\n", "p.rego:5:1: rego_parse_error: unexpected } token"],
    ["package main\n\n\ndeny[msg] { msg := nothing(1) }\n", "p.rego:4:20: rego_type_error: undefined function nothing"],
    ["package main\n\n\ndeny[msg] { input.x }\n", "p.rego:4:6: rego_unsafe_var_error: var msg is unsafe"],
    [
      "package main\n\ndeny[msg] { input := 1; msg := input }\n",
      "p.rego:3:13: rego_compile_error: variables must not shadow input (use a different variable name)",
    ],
    ["# nothing\n", "p.rego:1:1: rego_parse_error: empty module"],
  ];
  for (const [text, expected] of cases) assert.equal(await complaintOf({ "p.rego": text }), expected, text);
});

const replicas = policyText("gatekeeper/replicas.yaml");

/** What is said of the replicas policy with one text put in the place of another. */
async function changed(from: string | RegExp, to: string): Promise<string> {
  const text = replicas.replace(from, to);
  assert.notEqual(text, replicas);
  return complaintOf({ "g.yaml": text });
}

test("Gatekeeper: what is wrong is told with its place, and what to do", async () => {
  assert.equal(
    await changed("count(input.parameters.ranges) > 0", "count( > 0"),
    "g.yaml:37:20: rego_parse_error: unexpected gt token",
  );
  assert.equal(
    await changed("value_within_range(range, provided)", "within(range)"),
    "g.yaml:39:13: rego_type_error: undefined function within",
  );
  assert.equal(
    await changed("count(input.parameters.ranges) > 0", "data.team.x"),
    "g.yaml:37:13: rego_compile_error: a template may read data.lib and data.inventory only, not data.team.x",
  );
  assert.equal(
    await changed('violation[{"msg": msg}]', 'deny[{"msg": msg}]'),
    "g.yaml:25: the template AgentsReplicas has no rule violation",
  );
  assert.equal(
    await changed("target: admission.k8s.gatekeeper.sh", "target: elsewhere"),
    "g.yaml:23:7: the target elsewhere is not admission.k8s.gatekeeper.sh",
  );
  assert.equal(
    await changed("name: agentsreplicas", "name: replicas"),
    "g.yaml:4:3: the template's name replicas is not its kind in lower case, agentsreplicas",
  );
  assert.equal(await changed("rego: |", "cel: |"), "g.yaml:23:7: the template AgentsReplicas has no rego");
  assert.equal(
    await changed("rego: |", "code: [{ engine: K8sNativeValidation, source: {} }]\n      note: |"),
    "g.yaml:24:16: the template AgentsReplicas is for the engine K8sNativeValidation, and has no source for Rego",
  );
  assert.equal(
    await changed("min_replicas: { type: integer }", "min_replicas: { type: whole }"),
    "g.yaml:20:35: properties.ranges.items.properties.min_replicas.type of the parameter schema must be equal to one of the allowed values",
  );
  assert.equal(
    await changed("min_replicas: 2", "min_replicas: two"),
    'g.yaml:55:16: spec.parameters.ranges[0].min_replicas must be a whole number, not "two"',
  );
  assert.equal(
    await changed("min_replicas: 2", "mn_replicas: 2"),
    'g.yaml:55:16: unknown key "mn_replicas"; did you mean min_replicas or max_replicas?',
  );
  assert.equal(
    await changed(/(?<=ts.gatekeeper.sh\/v1beta1\n)kind: AgentsReplicas/, "kind: AgentsReplica"),
    "g.yaml:48:1: there is no ConstraintTemplate for the kind AgentsReplica; did you mean AgentsReplicas?",
  );
  assert.equal(
    await changed(/---[^]*/, ""),
    "g.yaml:1:1: there is no constraint of the kind AgentsReplicas, so the template would check nothing",
  );
  assert.equal(
    await changed("match:", "enforcementAction: block\n  match:"),
    'g.yaml:52:3: spec.enforcementAction must be one of deny, warn, dryrun, scoped, not "block"',
  );
  assert.equal(
    await changed("kinds: [{", "excludeNamespaces: [x]\n    kinds: [{"),
    'g.yaml:53:5: unknown key "excludeNamespaces"; did you mean excludedNamespaces?',
  );
  assert.equal(
    await changed("parameters:\n    ranges", "parameters:\n  - ranges"),
    "g.yaml:54:3: spec.parameters must be a mapping of keys to values, not a list",
  );
  assert.match(await changed("kind: ConstraintTemplate", "kind: [ConstraintTemplate"), /^g\.yaml:3:1: /);
});

test("Gatekeeper: a lib's mistake has its place, and its name is its own", async () => {
  const text = policyText("gatekeeper/privileged.yaml");
  const lost = text.replace("matches(container.image, exempt)", "resembles(container.image, exempt)");
  assert.equal(await complaintOf({ "g.yaml": lost }), "g.yaml:50:13: rego_type_error: undefined function resembles");
  const absent = text.replace("not is_exempt(container)", "not data.lib.exempt.nobody(container)");
  assert.equal(
    await complaintOf({ "g.yaml": absent }),
    "g.yaml:70:11: rego_type_error: undefined function data.lib.exempt.nobody",
  );
  const astray = text.replace("package lib.exempt", "package exempt");
  assert.match(
    await complaintOf({ "g.yaml": astray }),
    /g\.yaml:46:11: rego_compile_error: the package of a lib must begin with lib/,
  );
});

test("Gatekeeper: the same template or constraint twice is refused", async () => {
  assert.equal(
    await complaintOf({ "a.yaml": replicas, "b.yaml": replicas }),
    "b.yaml:1:1: the template AgentsReplicas is also in a.yaml",
  );
  const [, constraint = ""] = replicas.split("---");
  assert.equal(
    await complaintOf({ "a.yaml": replicas, "b.yaml": constraint }),
    "b.yaml:5:3: the constraint replicas of kind AgentsReplicas is also in a.yaml",
  );
});

test("Gatekeeper: constraints are checks, as severe as they are enforced; names in two kinds get the kind before them", async () => {
  const files = {
    "labels.yaml": policyText("gatekeeper/labels.yaml"),
    "network.yaml": policyText("gatekeeper/host-network.yaml"),
    "privileged.yaml": policyText("gatekeeper/privileged.yaml").replace("name: no-privileged", "name: same"),
    "replicas.yaml": replicas.replace("name: replicas", "name: same"),
  };
  assert.deepEqual(
    (await checksOf(files)).map(({ id, title, severity, file }) => [id, title, severity, file]),
    [
      [
        "gatekeeper/agentsprivileged-same",
        "No privileged containers: same",
        "high",
        "privileged.yaml#AgentsPrivileged/same",
      ],
      [
        "gatekeeper/agentsreplicas-same",
        "Objects must satisfy the constraint same (AgentsReplicas)",
        "high",
        "replicas.yaml#AgentsReplicas/same",
      ],
      [
        "gatekeeper/host-network",
        "Objects must satisfy the constraint host.network (AgentsHostNetwork)",
        "high",
        "network.yaml#AgentsHostNetwork/host.network",
      ],
      [
        "gatekeeper/services-have-a-name",
        "Objects must satisfy the constraint services-have-a-name (AgentsLabels)",
        "low",
        "labels.yaml#AgentsLabels/services-have-a-name",
      ],
      [
        "gatekeeper/workloads-have-a-team",
        "Objects must satisfy the constraint workloads-have-a-team (AgentsLabels)",
        "medium",
        "labels.yaml#AgentsLabels/workloads-have-a-team",
      ],
    ],
  );
});

test("Gatekeeper: templates with the same packages do not disturb each other", async () => {
  const names = readdirSync(join(adapters, "gatekeeper"));
  const files = Object.fromEntries(names.map((name) => [name, policyText(`gatekeeper/${name}`)]));
  const objects = (await manyObjects()).slice(0, 20);
  const together = await judge(files, objects);
  for (const [file, text] of Object.entries(files)) {
    const alone = await judge({ [file]: text }, objects);
    for (const { id } of alone.checks)
      assert.deepEqual(
        together.results.map((result) => result.get(id)),
        alone.results.map((result) => result.get(id)),
        id,
      );
  }
});

test("Gatekeeper: the source of a template that lies beside it is left out; its tests' manifests are no policies", async () => {
  const source = 'package policy\n\nviolation[{"msg": "x"}] { input.review.object.kind == "Pod" }\n';
  const files = { "g/template.yaml": replicas, "g/src.rego": source };
  assert.deepEqual(
    (await checksOf(files)).map(({ id }) => id),
    ["gatekeeper/replicas"],
  );
});

test("the object behind a workload of every kind is what was written", async () => {
  const spec = { containers: [{ name: "oven", type: "gas" }], initContainers: [] };
  const template = { metadata: { labels: { app: "oven" } }, spec, more: 1 };
  const nested: readonly (readonly [string, readonly string[], object])[] = [
    ["v1", ["Pod"], { spec }],
    ["v1", ["PodTemplate"], { template }],
    ["v1", ["ReplicationController"], { spec: { template } }],
    ["apps/v1", ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"], { spec: { replicas: 2, template } }],
    ["extensions/v1beta1", ["Deployment", "DaemonSet", "ReplicaSet"], { spec: { template } }],
    ["batch/v1", ["Job"], { spec: { template }, status: {} }],
    [
      "batch/v1",
      ["CronJob"],
      { spec: { jobTemplate: { metadata: { name: "x" }, spec: { backoffLimit: 1, template } } } },
    ],
    ["serving.knative.dev/v1", ["Service"], { spec: { template } }],
    ["batch.volcano.sh/v1alpha1", ["Job"], { spec: { tasks: [{ name: "bake", template }] } }],
    ["v1", ["ConfigMap"], { data: {} }],
    ["example.com/v1", ["Oven"], { containers: [], pod: { path: [] }, object: { kind: "Pod" } }],
  ];
  const values = nested.flatMap(([apiVersion, kinds, rest]) => kinds.map((kind) => ({ apiVersion, kind, ...rest })));
  const subjects = values.flatMap((value) =>
    normalise({ value, locate: () => ({ file: "" }), defaultNamespace: "x" }, 0, { whole: true }),
  );
  assert.equal(subjects.filter(({ kind }) => kind === "workload").length, values.length - 2);
  const inputs = subjects.map(({ input }) => input);
  assert.deepEqual(toolchain.evaluate(shared, "data.touchstone.lib.objects.object", inputs), values);
});

test("a workload without its object is an error, never a pass", async () => {
  const [deployment] = await objectsOf(
    "{ apiVersion: apps/v1, kind: Deployment, metadata: { name: x }, spec: { template: { spec: { containers: [{ name: x }] } } } }",
  );
  assert.ok(deployment);
  const { object: _, ...input } = deployment.subject.input as Record<string, unknown>;
  const bare = { ...deployment, subject: { ...deployment.subject, input } };
  const files = { "g.yaml": replicas, "p.rego": "package main\n\ndeny[msg] { msg := input.nothing }\n" };
  const { results } = await judge(files, [bare]);
  assert.deepEqual(
    [...(results[0] ?? [])].map(([check, { status }]) => [check, status]),
    [
      ["conftest/deny", "error"],
      ["gatekeeper/replicas", "error"],
    ],
  );
});

const builtOpa = join(repository, ".cache/tools/opa");
const opa = await findNativeOpa(builtOpa);

test(
  "a native compiler takes the same checks",
  { skip: opa ? false : `MISSING TOOL: opa at ${builtOpa}` },
  async () => {
    const cacheFolder = await mkdtemp(join(tmpdir(), "touchstone-adapters-"));
    try {
      const wasmFile = join(repository, "dist/toolchain/rego.wasm");
      const { start } = await chooseRegoCompiler({ wasmFile, findNative: async () => opa });
      const files = { "g.yaml": replicas, ...(await readPolicySources(join(adapters, "conftest/labels"), "p")) };
      const options = { startCompiler: start, writeEntrypoints, cacheFolder, compilerId: "sha256:0", shared };
      const { checks } = await loadUserChecks(files, options);
      assert.deepEqual(checks, await checksOf(files));
    } finally {
      await rm(cacheFolder, { recursive: true, force: true });
    }
  },
);
