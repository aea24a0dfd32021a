// A constraint's match selects objects as Gatekeeper does; what only a cluster could tell is never taken for a pass.
import assert from "node:assert/strict";
import { test } from "node:test";
import { normalise } from "../../../src/evidence/index.ts";
import { repository } from "../../cli/touchstone.ts";
import { toolchain } from "../../rego/compiled.ts";
import { judge, objectsOf, shared } from "./judge.ts";

const objects = `
{ apiVersion: v1, kind: Pod, metadata: { name: nats-0, namespace: agents, labels: { app: nats, tier: core } }, spec: { containers: [{ name: nats }] } }
---
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: pool, namespace: kube-system }, spec: { template: { spec: { containers: [{ name: pool }] } } } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: homeless, labels: { app: nats } } }
---
{ apiVersion: v1, kind: Namespace, metadata: { name: agents, labels: { team: runtime } } }
---
{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: reader } }
`;
const names = ["nats-0", "pool", "homeless", "agents", "reader"];

const template = (rego: string): string => `
apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: { name: agentseverything }
spec:
  crd: { spec: { names: { kind: AgentsEverything } } }
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package everything
        ${rego}
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: AgentsEverything
metadata: { name: everything }
spec:
  match: `;

/** What becomes of each object: it fails, the check is not applicable, or it is an error. */
async function outcomes(match: object, rego = 'violation[{"msg": "found"}] { true }'): Promise<readonly string[]> {
  const { results } = await judge(
    { "everything.yaml": template(rego) + JSON.stringify(match) },
    await objectsOf(objects),
  );
  return results.map((result) => result.get("gatekeeper/everything")?.status ?? "pass");
}

/** The names of the objects that a match selects, and of those that it might select. */
async function selected(
  match: object,
): Promise<{ readonly yes: readonly string[]; readonly perhaps: readonly string[] }> {
  const found = await outcomes(match);
  const those = (status: string): readonly string[] => names.filter((_, index) => found[index] === status);
  assert.equal(those("pass").length, 0);
  return { yes: those("fail"), perhaps: those("error") };
}

const cases: readonly (readonly [title: string, match: object, yes: readonly string[], perhaps?: readonly string[]])[] =
  [
    ["nothing said", {}, names],
    ["a kind", { kinds: [{ apiGroups: [""], kinds: ["Pod", "Service"] }] }, ["nats-0"]],
    ["a kind of another group", { kinds: [{ apiGroups: ["apps"], kinds: ["Pod"] }] }, []],
    [
      "two entries",
      {
        kinds: [
          { apiGroups: ["*"], kinds: ["Pod"] },
          { apiGroups: ["apps"], kinds: ["*"] },
        ],
      },
      ["nats-0", "pool"],
    ],
    ["an entry without groups", { kinds: [{ kinds: ["ClusterRole"] }] }, ["reader"]],
    ["scope Cluster", { scope: "Cluster" }, ["agents", "reader"]],
    ["scope Namespaced", { scope: "Namespaced" }, ["nats-0", "pool", "homeless"]],
    ["scope *", { scope: "*" }, names],
    ["namespaces", { namespaces: ["agents"] }, ["nats-0", "homeless", "agents", "reader"]],
    ["namespaces with a beginning", { namespaces: ["kube-*"] }, ["pool", "homeless", "reader"]],
    ["namespaces with an end", { namespaces: ["*-system"] }, ["pool", "homeless", "reader"]],
    ["namespaces with a middle", { namespaces: ["*ent*"] }, ["nats-0", "homeless", "agents", "reader"]],
    ["excluded namespaces", { excludedNamespaces: ["kube-*"] }, ["nats-0", "homeless", "agents", "reader"]],
    ["an excluded namespace", { excludedNamespaces: ["agents"] }, ["pool", "homeless", "reader"]],
    ["labels", { labelSelector: { matchLabels: { app: "nats" } } }, ["nats-0", "homeless"]],
    ["an empty label selector", { labelSelector: {} }, names],
    [
      "In",
      { labelSelector: { matchExpressions: [{ key: "tier", operator: "In", values: ["core", "edge"] }] } },
      ["nats-0"],
    ],
    [
      "NotIn",
      { labelSelector: { matchExpressions: [{ key: "app", operator: "NotIn", values: ["nats"] }] } },
      ["pool", "agents", "reader"],
    ],
    ["Exists", { labelSelector: { matchExpressions: [{ key: "team", operator: "Exists" }] } }, ["agents"]],
    [
      "DoesNotExist",
      { labelSelector: { matchExpressions: [{ key: "app", operator: "DoesNotExist" }] } },
      ["pool", "agents", "reader"],
    ],
    [
      "labels and expressions",
      { labelSelector: { matchLabels: { app: "nats" }, matchExpressions: [{ key: "tier", operator: "Exists" }] } },
      ["nats-0"],
    ],
    ["a name", { name: "nats-*" }, ["nats-0"]],
    [
      "a namespace's labels",
      { namespaceSelector: { matchLabels: { team: "runtime" } } },
      ["agents", "reader"],
      ["nats-0", "pool", "homeless"],
    ],
    [
      "a namespace's other labels",
      { namespaceSelector: { matchLabels: { team: "data" } } },
      ["reader"],
      ["nats-0", "pool", "homeless"],
    ],
    [
      "a namespace's name label",
      {
        namespaceSelector: {
          matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] }],
        },
      },
      ["nats-0", "agents", "reader"],
      ["homeless"],
    ],
    [
      "a namespace's name label and another",
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "agents", team: "runtime" } } },
      ["agents", "reader"],
      ["nats-0", "homeless"],
    ],
    [
      "all of them",
      {
        kinds: [{ kinds: ["*"] }],
        namespaces: ["agents"],
        scope: "Namespaced",
        labelSelector: { matchLabels: { tier: "core" } },
        name: "*-0",
      },
      ["nats-0"],
    ],
    ["keys without a value", { kinds: null, namespaces: null, labelSelector: null, namespaceSelector: null }, names],
  ];

for (const [title, match, yes, perhaps = []] of cases) {
  test(`match: ${title}`, async () => assert.deepEqual(await selected(match), { yes, perhaps }));
}

test("an object that is left out is not applicable, with the reason", async () => {
  const files = {
    "everything.yaml": template('violation[{"msg": "found"}] { true }') + '{ scope: Cluster, name: "*x" }',
  };
  const { results } = await judge(files, await objectsOf(objects));
  assert.deepEqual(results[0]?.get("gatekeeper/everything"), {
    status: "not-applicable",
    reason: "the constraint does not match its name; the constraint does not match its scope",
  });
});

test("where the policy finds nothing, an undecided namespaceSelector does not matter", async () => {
  const quiet = 'violation[{"msg": "found"}] { input.review.kind.kind == "Secret" }';
  assert.deepEqual(await outcomes({ namespaceSelector: { matchLabels: { team: "runtime" } } }, quiet), [
    "pass",
    "pass",
    "pass",
    "pass",
    "pass",
  ]);
});

test("a template that reads other objects of the cluster is an error on every object that it matches", async () => {
  const direct = 'violation[{"msg": "found"}] { data.inventory.cluster["v1"].Namespace[_]; false }';
  assert.deepEqual(await outcomes({ scope: "Cluster" }, direct), [
    "not-applicable",
    "not-applicable",
    "not-applicable",
    "error",
    "error",
  ]);
  const namespace = 'violation[{"msg": "found"}] { input.review._unstable.namespace.metadata.labels.strict }';
  assert.deepEqual(await outcomes({ name: "reader" }, namespace), [
    "not-applicable",
    "not-applicable",
    "not-applicable",
    "not-applicable",
    "error",
  ]);
  const aliased = `import data.inventory as others
        violation[{"msg": "found"}] { others.cluster; false }`;
  assert.deepEqual(await outcomes({}, aliased), ["error", "error", "error", "error", "error"]);
});

test("a violation that Gatekeeper would drop is an error", async () => {
  for (const rego of [
    'violation[{"message": "found"}] { true }',
    'violation["found"] { true }',
    'violation[{"msg": 3}] { true }',
    "violation = 3 { true }",
  ]) {
    assert.deepEqual([...new Set(await outcomes({}, rego))], ["error"], rego);
  }
});

test("the kinds without a namespace are those of the evidence", () => {
  const [kinds] = toolchain.evaluate(shared, "[kind | some kind in data.touchstone.lib.gatekeeper._cluster_scoped]", [
    {},
  ]);
  const listed = kinds as readonly string[];
  assert.ok(listed.length > 25, repository);
  for (const kind of [...listed, "Pod", "Secret", "Role", "Widget"]) {
    const value = { apiVersion: "v1", kind, metadata: { name: "one" } };
    const [{ resource }] = normalise({ value, locate: () => ({ file: "" }), defaultNamespace: "here" }, 0);
    assert.equal(resource.namespace === "", listed.includes(kind), kind);
  }
});
