// The documents that policies read: workloads with all of their containers in one list, and other objects as they are.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PodTemplates, normalise } from "../../src/evidence/index.ts";
import type { Subject } from "../../src/model/index.ts";
import { collectText } from "./collecting.ts";

async function subjectOf(text: string): Promise<Subject> {
  const [object] = (await collectText(text)).objects;
  assert.ok(object);
  return normalise(object, 3)[0];
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
    pod: {
      path: [...template, "spec"],
      metadataPath: [...template, "metadata"],
      metadata: {},
      spec: {},
      runsToCompletion: true,
    },
    containers: [{ name: "clean", type: "container", path: [...template, "spec", "containers", 0] }],
  });
  const podTemplate = await subjectOf(
    "{apiVersion: v1, kind: PodTemplate, metadata: {name: a}, template: {spec: {containers: [{name: b}]}}}",
  );
  assert.deepEqual((podTemplate.input as { containers: unknown }).containers, [
    { name: "b", type: "container", path: ["template", "spec", "containers", 0] },
  ]);
});

test("an object with several pods becomes a subject for each, which names its pod", async () => {
  const [object] = (
    await collectText(`apiVersion: batch.volcano.sh/v1alpha1
kind: Job
metadata: {name: bake, labels: {app: bakery}}
spec:
  minAvailable: 2
  tasks:
  - name: knead
    template: {metadata: {labels: {step: knead}}, spec: {containers: [{name: dough}]}}
  - name: oven
    template:
      spec:
        containers:
        - name: heat
`)
  ).objects;
  assert.ok(object);
  const subjects = normalise(object, 3, { whole: true });
  const resource = { apiVersion: "batch.volcano.sh/v1alpha1", kind: "Job", namespace: "town", name: "bake" };
  assert.deepEqual(
    subjects.map(({ kind, resource: of, pod, location, unjudgedPods }) => ({ kind, of, pod, location, unjudgedPods })),
    ["knead", "oven"].map((name) => ({
      kind: "workload",
      of: resource,
      pod: `spec/tasks[name=${name}]/template/spec`,
      location: { file: "bakery.yaml", line: 1, column: 1 },
      unjudgedPods: undefined,
    })),
  );
  const template = ["spec", "tasks", 0, "template"];
  assert.deepEqual(subjects[0].input, {
    apiVersion: "batch.volcano.sh/v1alpha1",
    kind: "Job",
    metadata: { name: "bake", labels: { app: "bakery" } },
    spec: { minAvailable: 2 },
    pod: {
      path: [...template, "spec"],
      metadataPath: [...template, "metadata"],
      metadata: { labels: { step: "knead" } },
      spec: {},
      runsToCompletion: true,
    },
    containers: [{ name: "dough", type: "container", path: [...template, "spec", "containers", 0] }],
    object: object.value,
  });
  const path = ["spec", "tasks", 1, "template", "spec", "containers", 0];
  assert.deepEqual(subjects[1]?.locate(path), { file: "bakery.yaml", line: 13, column: 11 });
  assert.equal(subjects[1]?.namePath(path), "spec/tasks[name=oven]/template/spec/containers[name=heat]");
});

test("a bare spec has its metadata beside it, and the owner's spec is the rest", async () => {
  const [object] = (
    await collectText(`apiVersion: bakery.example/v1
kind: Oven
metadata: {name: oven}
spec:
  heat: 220
  metadata: {labels: {app: oven}}
  pod: {restartPolicy: OnFailure, containers: [{name: oven}]}
`)
  ).objects;
  assert.ok(object);
  const setting = { group: "bakery.example", kind: "Oven", path: "spec.pod", type: "spec" } as const;
  const [{ kind, pod, input }, ...others] = normalise(object, 0, { templates: new PodTemplates([setting]) });
  assert.deepEqual([kind, pod, others], ["workload", undefined, []]);
  assert.deepEqual(input, {
    apiVersion: "bakery.example/v1",
    kind: "Oven",
    metadata: { name: "oven" },
    spec: { heat: 220, metadata: { labels: { app: "oven" } } },
    pod: {
      path: ["spec", "pod"],
      metadataPath: ["spec", "metadata"],
      metadata: { labels: { app: "oven" } },
      spec: { restartPolicy: "OnFailure" },
      runsToCompletion: true,
    },
    containers: [{ name: "oven", type: "container", path: ["spec", "pod", "containers", 0] }],
  });
});

for (const [what, spec, expected] of [
  ["a template", "{template: {spec: {containers: [{image: a}]}}}", ["spec/template/spec"]],
  ["only init containers", "{pod: {initContainers: [{image: a}]}}", ["spec/pod"]],
  ["a container that Argo knows", "{templates: [{name: b, container: {image: a}}]}", ["spec/templates[name=b]"]],
  ["a script", "{script: {image: a}}", ["spec"]],
  ["two pods", "{a: {containers: [{image: a}]}, b: {containers: [{image: b}]}}", ["spec/a", "spec/b"]],
  ["a pod in a List in it", "{objects: [{spec: {containers: [{image: a}]}}]}", ["spec/objects[0]/spec"]],
  ["containers without images", "{containers: [{name: a}]}", undefined],
  ["containers that are no list", "{containers: {image: a}}", undefined],
  ["an image that is no text", "{containers: [{image: {name: a}}]}", undefined],
  ["nothing", "null", undefined],
] as const) {
  test(`of an unknown kind, ${what} is ${expected ? "told as not judged" : "no pod"}`, async () => {
    const { kind, unjudgedPods } = await subjectOf(
      `apiVersion: bakery.example/v1\nkind: Oven\nmetadata: {name: oven}\nspec: ${spec}\nstatus: {containers: [{image: a}]}\n`,
    );
    assert.deepEqual([kind, unjudgedPods], ["object", expected]);
  });
}

test("pods beside the known ones are told, and the known ones are not", async () => {
  const { kind, unjudgedPods } = await subjectOf(`apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: oven}
spec:
  template: {spec: {containers: [{name: oven, image: a}]}}
  helper: {containers: [{name: mixer, image: a}]}
`);
  assert.deepEqual([kind, unjudgedPods], ["workload", ["spec/helper"]]);
});

test("definitions and old revisions are no pods", async () => {
  for (const [apiVersion, kind] of [
    ["apiextensions.k8s.io/v1", "CustomResourceDefinition"],
    ["apps/v1", "ControllerRevision"],
  ]) {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\ndata: {containers: [{image: a}]}\n`;
    assert.equal((await subjectOf(text)).unjudgedPods, undefined);
  }
});

test("an object that is made up as a workload's input has itself as its object", async () => {
  const [object] = (
    await collectText(
      "{apiVersion: bakery.example/v1, kind: Oven, containers: [], pod: {path: []}, object: {kind: Pod}, spec: {}}",
    )
  ).objects;
  assert.ok(object);
  const [{ input }] = normalise(object, 0, { whole: true });
  assert.deepEqual(input, { ...object.value, object: object.value });
  assert.equal(normalise(object, 0)[0].input, object.value);
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
