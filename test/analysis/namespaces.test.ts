// Namespaces are derived from what lives in them, so that what is absent can be judged.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NamespaceInventory } from "../../src/analysis/namespaces.ts";
import type { Location, Subject, SubjectKind } from "../../src/model/index.ts";

interface Made {
  readonly kind?: SubjectKind;
  readonly resource?: Partial<Subject["resource"]>;
  readonly evidence?: number;
  readonly file?: string;
  readonly input?: unknown;
}

function subject({ kind = "object", resource, evidence = 0, file = "bakery.yaml", input = {} }: Made): Subject {
  const location: Location = { file, line: 1, column: 1 };
  return {
    kind,
    resource: { apiVersion: "v1", kind: "Service", namespace: "bakery", name: "counter", ...resource },
    evidence,
    location,
    input,
    locate: (path) => ({ file, line: 2 + path.length }),
    namePath: (path) => path.join("/"),
  };
}

function workload(name: string, namespace: string, labels?: unknown, made: Made = {}): Subject {
  const metadata = labels === undefined ? {} : { labels };
  const resource = { apiVersion: "apps/v1", kind: "Deployment", namespace, name, ...made.resource };
  return subject({ ...made, kind: "workload", resource, input: { pod: { metadata } } });
}

function policy(name: string, namespace: string, spec?: unknown, made: Made = {}): Subject {
  const resource = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", namespace, name, ...made.resource };
  return subject({ ...made, resource, input: spec === undefined ? {} : { spec } });
}

function rule(kind: string, name: string, namespace: string, spec?: unknown, made: Made = {}): Subject {
  const resource = { kind, namespace, name, ...made.resource };
  return subject({ ...made, resource, input: spec === undefined ? {} : { spec } });
}

/** The lists that are empty where nothing of the kind is given. */
const no = {
  workloads: [],
  networkPolicies: [],
  resourceQuotas: [],
  limitRanges: [],
  deniedByClusterPolicies: { ingress: false, egress: false },
};

function baseline(kind: string, spec: unknown): Subject {
  const resource = { apiVersion: "policy.networking.k8s.io/v1alpha1", kind, namespace: "", name: "default" };
  return subject({ resource, input: { spec } });
}

function namespaceObject(name: string, made: Made = {}): Subject {
  const resource = { kind: "Namespace", namespace: "", name, ...made.resource };
  return subject({ input: { kind: "Namespace", metadata: { name } }, ...made, resource });
}

function derive(...subjects: readonly Subject[]): readonly Subject[] {
  const inventory = new NamespaceInventory();
  for (const one of subjects) inventory.add(one);
  return inventory.subjects();
}

function inputOf(derived: Subject | undefined): {
  readonly object: unknown;
  readonly workloads: readonly { readonly labels: object }[];
} {
  assert.ok(derived);
  return derived.input as ReturnType<typeof inputOf>;
}

function inputsOf(subjects: readonly Subject[]): readonly unknown[] {
  return subjects.map(({ input }) => input);
}

test("a namespace holds its workloads, its policies, its quotas, its limits and its object", () => {
  const object = { kind: "Namespace", metadata: { name: "bakery" } };
  const [derived, ...others] = derive(
    workload("oven", "bakery", { app: "oven" }, { file: "oven.yaml", evidence: 1 }),
    policy("deny", "bakery", { podSelector: {} }, { file: "deny.yaml", evidence: 2 }),
    rule("ResourceQuota", "flour", "bakery", { hard: { pods: "8" } }, { file: "quota.yaml" }),
    rule("LimitRange", "loaf", "bakery", { limits: [] }, { file: "limits.yaml" }),
    namespaceObject("bakery", { file: "namespace.yaml", evidence: 3, input: object }),
  );
  assert.deepEqual(others, []);
  assert.ok(derived);
  const { locate, namePath, ...rest } = derived;
  assert.deepEqual(rest, {
    kind: "namespace",
    resource: { apiVersion: "v1", kind: "Namespace", namespace: "", name: "bakery" },
    evidence: 3,
    location: { file: "namespace.yaml", line: 1, column: 1 },
    input: {
      name: "bakery",
      workloads: [{ kind: "Deployment", name: "oven", labels: { app: "oven" } }],
      networkPolicies: [{ name: "deny", spec: { podSelector: {} }, file: "deny.yaml" }],
      resourceQuotas: [{ name: "flour", spec: { hard: { pods: "8" } }, file: "quota.yaml" }],
      limitRanges: [{ name: "loaf", spec: { limits: [] }, file: "limits.yaml" }],
      deniedByClusterPolicies: { ingress: false, egress: false },
      object,
    },
  });
  assert.deepEqual(locate(["metadata"]), { file: "namespace.yaml", line: 3 });
  assert.equal(namePath(["metadata", "labels"]), "metadata/labels");
});

test("a namespace without an object is at the first thing that lives in it, and every path of it too", () => {
  const [derived] = derive(
    workload("oven", "bakery", {}, { file: "oven.yaml", evidence: 4 }),
    workload("mixer", "bakery"),
  );
  assert.deepEqual([derived?.evidence, derived?.location], [4, { file: "oven.yaml", line: 1, column: 1 }]);
  assert.deepEqual(derived?.locate(["metadata", "name"]), derived?.location);
  assert.equal(inputOf(derived).object, null);
});

test("what is absent is there as nothing: no policies, no workloads, no labels, no spec", () => {
  const bare = { spec: null, file: "bakery.yaml" };
  assert.deepEqual(
    inputsOf(
      derive(
        namespaceObject("empty"),
        workload("oven", "open"),
        policy("deny", "quiet"),
        rule("ResourceQuota", "flour", "scarce"),
        rule("LimitRange", "loaf", "scarce"),
      ),
    ),
    [
      { name: "empty", ...no, object: { kind: "Namespace", metadata: { name: "empty" } } },
      { name: "open", ...no, workloads: [{ kind: "Deployment", name: "oven", labels: {} }], object: null },
      { name: "quiet", ...no, networkPolicies: [{ name: "deny", ...bare }], object: null },
      {
        name: "scarce",
        ...no,
        resourceQuotas: [{ name: "flour", ...bare }],
        limitRanges: [{ name: "loaf", ...bare }],
        object: null,
      },
    ],
  );
});

test("policies of the whole cluster deny the namespaces that they select, by their labels and by their names", () => {
  const subjects = [
    namespaceObject("bakery", { input: { metadata: { labels: { shop: "bread" } } } }),
    workload("till", "market"),
    workload("well", "square"),
    baseline("BaselineAdminNetworkPolicy", {
      subject: { namespaces: { matchLabels: { shop: "bread" } } },
      ingress: [{ action: "Deny", from: [{ namespaces: {} }] }],
    }),
    baseline("AdminNetworkPolicy", {
      priority: 1,
      subject: { namespaces: { matchLabels: { "kubernetes.io/metadata.name": "market" } } },
      egress: [{ action: "Deny", to: [{ networks: ["0.0.0.0/0"] }] }],
    }),
    baseline("AdminNetworkPolicy", { priority: 0, subject: { namespaces: {} }, egress: [{ action: "Refuse" }] }),
  ];
  for (const order of [subjects, subjects.toReversed()]) {
    const found = inputsOf(derive(...order)) as { name: string; deniedByClusterPolicies: unknown }[];
    assert.deepEqual(
      found.map(({ name, deniedByClusterPolicies }) => [name, deniedByClusterPolicies]),
      [
        ["bakery", { ingress: true, egress: false }],
        ["market", { ingress: false, egress: true }],
        ["square", { ingress: false, egress: false }],
      ],
    );
  }
});

test("there is no namespace where nothing lives that checks ask about", () => {
  assert.deepEqual(derive(), []);
  assert.deepEqual(
    derive(
      subject({}),
      policy("deny", "bakery", {}, { resource: { apiVersion: "crd.projectcalico.org/v1" } }),
      rule("ResourceQuota", "flour", "bakery", {}, { resource: { apiVersion: "bakery.example/v1" } }),
      rule("LimitRange", "loaf", "bakery", {}, { resource: { apiVersion: "bakery.example/v1" } }),
      namespaceObject("bakery", { resource: { apiVersion: "bakery.example/v1" } }),
    ),
    [],
  );
});

test("the order of the files makes no difference", () => {
  const subjects = [
    workload("oven", "bakery"),
    workload("mixer", "bakery"),
    workload("oven", "bakery", {}, { resource: { kind: "CronJob" } }),
    policy("b", "bakery", {}, { file: "2.yaml" }),
    policy("b", "bakery", {}, { file: "1.yaml" }),
    policy("a", "bakery", {}),
    rule("ResourceQuota", "b", "bakery", {}, { file: "2.yaml" }),
    rule("ResourceQuota", "b", "bakery", {}, { file: "1.yaml" }),
    rule("LimitRange", "b", "bakery", {}),
    rule("LimitRange", "a", "bakery", {}),
    workload("till", "Bakery"),
    workload("till", "bakery-2"),
  ];
  const forwards = inputsOf(derive(...subjects));
  assert.deepEqual(inputsOf(derive(...subjects.toReversed())), forwards);
  assert.deepEqual(
    forwards.map((input) => (input as { name: string }).name),
    ["Bakery", "bakery", "bakery-2"],
  );
  const { workloads, networkPolicies } = forwards[1] as {
    workloads: readonly { kind: string; name: string }[];
    networkPolicies: readonly { name: string; file: string }[];
  };
  assert.deepEqual(
    workloads.map(({ kind, name }) => `${kind}/${name}`),
    ["CronJob/oven", "Deployment/mixer", "Deployment/oven"],
  );
  assert.deepEqual(
    networkPolicies.map(({ name, file }) => `${name} ${file}`),
    ["a bakery.yaml", "b 1.yaml", "b 2.yaml"],
  );
});

test("of two objects for one namespace the first counts", () => {
  const [derived] = derive(
    namespaceObject("bakery", { file: "first.yaml", input: { first: true } }),
    namespaceObject("bakery", { file: "second.yaml", input: { second: true } }),
  );
  assert.deepEqual([derived?.location.file, inputOf(derived).object], ["first.yaml", { first: true }]);
});

test("labels of a wrong type, and keys named __proto__, are passed on as they are", () => {
  const labels = JSON.parse('{"__proto__": {"polluted": 1}}') as unknown;
  const [derived] = derive(workload("oven", "bakery", labels), workload("till", "bakery", ["app"]));
  const { workloads } = inputOf(derived);
  assert.deepEqual(JSON.stringify(workloads.map((one) => one.labels)), '[{"__proto__":{"polluted":1}},["app"]]');
  assert.equal(Reflect.get({}, "polluted"), undefined);
});

test("later changes of a subject's input do not reach what was taken from it", () => {
  const labels = { app: "oven" };
  const inventory = new NamespaceInventory();
  inventory.add(workload("oven", "bakery", labels));
  labels.app = "changed";
  assert.deepEqual(inputsOf(inventory.subjects()), [
    {
      name: "bakery",
      ...no,
      workloads: [{ kind: "Deployment", name: "oven", labels: { app: "oven" } }],
      object: null,
    },
  ]);
});
