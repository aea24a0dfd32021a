// The documents that policies read: workloads with all of their containers in one list, and other objects as they are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { normalise } from "../../src/evidence/index.ts";
import type { Subject } from "../../src/model/index.ts";
import { collectText } from "./collecting.ts";

async function subjectOf(text: string): Promise<Subject> {
  const [object] = (await collectText(text)).objects;
  assert.ok(object);
  return normalise(object, 3);
}

test("a Deployment becomes its owner, its pod and its containers, each with its path", async () => {
  const { kind, resource, evidence, location, input } = await subjectOf(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: oven
  labels: {app: oven}
spec:
  replicas: 2
  template:
    metadata:
      labels: {app: oven}
    spec:
      hostNetwork: true
      containers:
      - name: oven
        image: oven:1
      initContainers:
      - name: heat
        type: mine
        path: mine
      ephemeralContainers:
      - {name: look}
`);
  assert.deepEqual(
    { kind, resource, evidence, location },
    {
      kind: "workload",
      resource: { apiVersion: "apps/v1", kind: "Deployment", namespace: "town", name: "oven" },
      evidence: 3,
      location: { file: "bakery.yaml", line: 1, column: 1 },
    },
  );
  const spec = ["spec", "template", "spec"];
  assert.deepEqual(input, {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "oven", labels: { app: "oven" } },
    spec: { replicas: 2 },
    pod: {
      path: spec,
      metadataPath: ["spec", "template", "metadata"],
      metadata: { labels: { app: "oven" } },
      spec: { hostNetwork: true },
    },
    containers: [
      { name: "heat", type: "init", path: [...spec, "initContainers", 0] },
      { name: "oven", image: "oven:1", type: "container", path: [...spec, "containers", 0] },
      { name: "look", type: "ephemeral", path: [...spec, "ephemeralContainers", 0] },
    ],
  });
});

test("a Pod is its own template, and its spec is said once", async () => {
  const { input } = await subjectOf(
    "{apiVersion: v1, kind: Pod, metadata: {name: oven}, spec: {hostPID: true, containers: [{name: oven}]}}",
  );
  assert.deepEqual(input, {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "oven" },
    spec: {},
    pod: { path: ["spec"], metadataPath: ["metadata"], metadata: { name: "oven" }, spec: { hostPID: true } },
    containers: [{ name: "oven", type: "container", path: ["spec", "containers", 0] }],
  });
});

test("a CronJob and a PodTemplate keep their pods elsewhere", async () => {
  const cronJob = await subjectOf(`apiVersion: batch/v1
kind: CronJob
metadata: {name: clean}
spec:
  schedule: "0 3 * * *"
  jobTemplate: {spec: {backoffLimit: 1, template: {spec: {containers: [{name: clean}]}}}}
`);
  const template = ["spec", "jobTemplate", "spec", "template"];
  assert.deepEqual(cronJob.input, {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: "clean" },
    spec: { schedule: "0 3 * * *", jobTemplate: { spec: { backoffLimit: 1 } } },
    pod: { path: [...template, "spec"], metadataPath: [...template, "metadata"], metadata: {}, spec: {} },
    containers: [{ name: "clean", type: "container", path: [...template, "spec", "containers", 0] }],
  });
  const podTemplate = await subjectOf(
    "{apiVersion: v1, kind: PodTemplate, metadata: {name: a}, template: {spec: {containers: [{name: b}]}}}",
  );
  assert.deepEqual((podTemplate.input as { containers: unknown }).containers, [
    { name: "b", type: "container", path: ["template", "spec", "containers", 0] },
  ]);
});

test("any other object is its own input", async () => {
  const { kind, input } = await subjectOf(
    "{apiVersion: v1, kind: Service, metadata: {name: counter}, spec: {ports: [{port: 80}]}}",
  );
  assert.equal(kind, "object");
  assert.deepEqual(input, {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "counter" },
    spec: { ports: [{ port: 80 }] },
  });
});

for (const [what, metadata, expected] of [
  ["its own namespace", "{name: oven, namespace: bakery}", ["bakery", "oven"]],
  ["the default namespace", "{name: oven}", ["town", "oven"]],
  ["the default namespace when its own is empty", "{name: oven, namespace: ''}", ["town", "oven"]],
  ["its generated name", "{generateName: oven-}", ["town", "oven-"]],
  ["its name rather than the generated one", "{name: oven, generateName: oven-}", ["town", "oven"]],
  ["a name that is a number", "{name: 12, namespace: 007}", ["7", "12"]],
  ["no name at all", "{}", ["town", ""]],
  ["a name of a wrong type", "{name: [oven], namespace: {}}", ["town", ""]],
  ["no metadata", "null", ["town", ""]],
  ["metadata of a wrong type", "oven", ["town", ""]],
] as const) {
  test(`an object has ${what}`, async () => {
    const { resource } = await subjectOf(`apiVersion: v1\nkind: Service\nmetadata: ${metadata}\n`);
    assert.deepEqual([resource.namespace, resource.name], expected);
  });
}

test("cluster-scoped kinds have no namespace, whatever they say", async () => {
  for (const kind of ["Namespace", "ClusterRole", "CustomResourceDefinition", "ValidatingAdmissionPolicy"]) {
    const { resource } = await subjectOf(`apiVersion: v1\nkind: ${kind}\nmetadata: {name: a, namespace: bakery}\n`);
    assert.equal(resource.namespace, "", kind);
  }
});

for (const spec of [
  "",
  "null",
  "[]",
  "rye",
  "7",
  "{}",
  "{template: null}",
  "{template: [1]}",
  "{template: {spec: x}}",
  "{template: {spec: {containers: {}}}}",
  "{template: {metadata: [], spec: {containers: [null, 1, [2], x], initContainers: oven}}}",
]) {
  test(`a Deployment with an odd spec has containers without fields or none: ${spec || "nothing"}`, async () => {
    const { input } = await subjectOf(`apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: oven}\nspec: ${spec}\n`);
    const { pod, containers } = input as { pod: { metadata: unknown; spec: unknown }; containers: readonly object[] };
    assert.deepEqual(pod.metadata, {});
    assert.deepEqual(pod.spec, {});
    for (const container of containers) assert.deepEqual(Object.keys(container), ["type", "path"]);
  });
}

test("keys named __proto__ stay keys, and change nothing", async () => {
  const { input } = await subjectOf(`apiVersion: apps/v1
kind: Deployment
metadata: {name: oven}
spec:
  __proto__: {replicas: 9}
  template:
    spec:
      __proto__: {hostNetwork: true}
      containers:
      - {name: oven, __proto__: {image: "x:latest"}}
`);
  const { spec, pod, containers } = input as Record<string, Record<string, object>>;
  for (const object of [spec, pod?.["spec"], containers?.[0]]) {
    assert.ok(object);
    assert.equal(Object.getPrototypeOf(object), Object.prototype);
    assert.ok(Object.hasOwn(object, "__proto__"));
  }
  assert.equal(Reflect.get(pod?.["spec"] ?? {}, "hostNetwork"), undefined);
});

test("paths are named by what items are called, and placed in the object's own terms", async () => {
  const { locate, namePath } = await subjectOf(`apiVersion: apps/v1
kind: Deployment
metadata: {name: oven}
spec:
  template:
    spec:
      containers:
      - name: oven
      - name: mixer
        securityContext: {privileged: true}
`);
  const path = ["spec", "template", "spec", "containers", 1, "securityContext", "privileged"];
  assert.deepEqual(locate(path), { file: "bakery.yaml", line: 10, column: 27 });
  assert.equal(namePath(path), "spec/template/spec/containers[name=mixer]/securityContext/privileged");
});
