// That conftest and OPA run the same Rego: the normalisation in Rego gives what Touchstone's gives, and the adapter passes on
// what the checks say.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { denyQuery, normaliseFile, resourceChecks, writeAdapter } from "../../bench/rego/adapter.ts";
import { normalise, type CollectedObject } from "../../src/evidence/index.ts";
import { packageFile } from "../../src/package-root.ts";
import { startRegoToolchain } from "../../src/toolchain/rego-toolchain.ts";

const rego = await startRegoToolchain(packageFile("dist", "toolchain", "rego.wasm"));
const normaliseSource = await readFile(normaliseFile, "utf8");

type KubernetesObject = CollectedObject["value"];

const template = {
  metadata: { labels: { app: "bakery" } },
  spec: {
    serviceAccountName: "baker",
    initContainers: [{ name: "flour", image: "flour:1" }],
    containers: [
      { name: "oven", image: "oven:1", securityContext: { privileged: true } },
      { name: "till", type: "mine", path: { to: "elsewhere" } },
    ],
    ephemeralContainers: [{ name: "taster" }],
  },
};

function object(apiVersion: string, kind: string, rest: object = {}): KubernetesObject {
  return { apiVersion, kind, metadata: { name: "bakery", namespace: "market" }, ...rest };
}

const owned = { spec: { replicas: 2, template } };

const objects: Readonly<Record<string, KubernetesObject>> = {
  "a Pod": object("v1", "Pod", { spec: template.spec }),
  "a Pod that ends": object("v1", "Pod", { spec: { ...template.spec, restartPolicy: "OnFailure" } }),
  "a PodTemplate": object("v1", "PodTemplate", { template }),
  "a ReplicationController": object("v1", "ReplicationController", owned),
  "a Deployment": object("apps/v1", "Deployment", owned),
  "a Deployment of an old version": object("extensions/v1beta1", "Deployment", owned),
  "a StatefulSet": object("apps/v1", "StatefulSet", owned),
  "a DaemonSet": object("apps/v1", "DaemonSet", owned),
  "an old DaemonSet": object("extensions/v1beta1", "DaemonSet", owned),
  "a ReplicaSet": object("apps/v1", "ReplicaSet", owned),
  "an old ReplicaSet": object("extensions/v1beta1", "ReplicaSet", owned),
  "a Job": object("batch/v1", "Job", { spec: { backoffLimit: 1, jobTemplate: "its own", template } }),
  "a CronJob": object("batch/v1", "CronJob", { spec: { schedule: "0 4 * * *", jobTemplate: { spec: { template } } } }),
  "a Service": object("v1", "Service", { spec: { ports: [{ port: 80 }] } }),
  "another group's Deployment": object("example.com/v1", "Deployment", owned),
  "a core Deployment, which there is not": object("v1", "Deployment", owned),
  "a group with a slash too many": object("apps/v1/x", "Deployment", owned),
  "an empty version": object("", "Pod"),
  "a workload without anything": { apiVersion: "apps/v1", kind: "Deployment" },
  "a Pod without a spec": object("v1", "Pod"),
  "a Pod whose metadata is text": { apiVersion: "v1", kind: "Pod", metadata: "bakery", spec: template.spec },
  "a Pod whose spec is a list": object("v1", "Pod", { spec: [{ containers: [] }] }),
  "a Deployment whose spec is null": object("apps/v1", "Deployment", { spec: null }),
  "a Deployment whose template is a list": object("apps/v1", "Deployment", { spec: { template: [template] } }),
  "a Deployment whose template is text": object("apps/v1", "Deployment", { spec: { template: "bread" } }),
  "a Deployment whose template's metadata is null": object("apps/v1", "Deployment", {
    spec: { template: { metadata: null } },
  }),
  "a CronJob whose job template is null": object("batch/v1", "CronJob", { spec: { jobTemplate: null } }),
  "containers that are an object": object("v1", "Pod", { spec: { containers: { oven: {} }, initContainers: null } }),
  "containers that are not objects": object("v1", "Pod", {
    spec: { containers: ["oven", null, ["till"], 7, { name: "x" }] },
  }),
  "false where an object belongs": object("v1", "Pod", { spec: false }),
};

test("the normalisation in Rego gives what Touchstone's own gives", () => {
  const values = Object.values(objects);
  const results = rego.evaluate({ "normalise.rego": normaliseSource }, "data.bench.normalise.subjects", values);
  for (const [index, [name, value]] of Object.entries(objects).entries()) {
    const [{ kind, input }] = normalise(
      { value, locate: () => ({ file: "bakery.yaml" }), defaultNamespace: "default" },
      0,
    );
    assert.deepEqual(results[index], [{ kind, input }], name);
  }
});

test("a List and an array are taken apart; what is no Kubernetes object is passed over", () => {
  const service = object("v1", "Service");
  const inputs = [
    { apiVersion: "v1", kind: "List", items: [service, { kind: "Service" }, null] },
    [service, "text", { apiVersion: "v1", kind: "" }, { apiVersion: 1, kind: "Service" }],
    { key: "value" },
    null,
  ];
  const one = [{ kind: "object", input: service }];
  const modules = { "normalise.rego": normaliseSource };
  assert.deepEqual(rego.evaluate(modules, "data.bench.normalise.subjects", inputs), [one, one, [], []]);
});

const checks = [
  { id: "workload/oven", kinds: ["workload"] },
  { id: "workload/excused", kinds: ["workload"] },
  { id: "market/either", kinds: ["workload", "object"] },
  { id: "market/stall", kinds: ["object"] },
  { id: "market/whole", kinds: ["namespace"] },
] as const;

const policies = {
  "oven.rego": `package touchstone.workload["oven"]
fail contains {"path": container.path, "details": {"container": container.name}} if { some container in input.containers }`,
  "excused.rego": `package touchstone.workload["excused"]
fail contains {"path": [], "details": {}} if { input.kind }
not_applicable contains "it is a Pod" if { input.kind == "Pod" }`,
  "either.rego": `package touchstone.market["either"]
fail contains {"path": ["kind"]} if { input.kind }`,
  "stall.rego": `package touchstone.market["stall"]
fail contains {"path": ["kind"], "details": {"kind": input.kind}} if { input.kind }`,
  "whole.rego": `package touchstone.market["whole"]
fail contains {"path": [], "details": {}} if { true }`,
};

test("checks get the subjects of their kinds, one that is not applicable counts for nothing, and inventory checks are left out", () => {
  const adapter = { "adapter.rego": writeAdapter(checks), "normalise.rego": normaliseSource };
  const containers = [{ name: "till" }, { name: "scale" }];
  const pod = object("v1", "Pod", { spec: { containers } });
  const deployment = object("apps/v1", "Deployment");
  const [said] = rego.evaluate({ ...policies, ...adapter }, denyQuery, [[pod, object("v1", "Service"), deployment]]);
  const failures = (said as { msg: string; subject: number; path: unknown; details: unknown }[])
    .map(({ msg, subject, path, details }) => `${msg} of ${subject} ${JSON.stringify([path, details])}`)
    .toSorted();
  assert.deepEqual(failures, [
    'market/either of 0 [["kind"],{}]',
    'market/either of 1 [["kind"],{}]',
    'market/either of 2 [["kind"],{}]',
    'market/stall of 1 [["kind"],{"kind":"Service"}]',
    "workload/excused of 2 [[],{}]",
    'workload/oven of 0 [["spec","containers",0],{"container":"till"}]',
    'workload/oven of 0 [["spec","containers",1],{"container":"scale"}]',
  ]);
});

test("a check that reads namespaces needs the inventory, whatever else it reads", () => {
  const mixed = [{ id: "network/mixed", kinds: ["workload", "namespace"] }] as const;
  assert.deepEqual(resourceChecks(mixed), []);
  assert.equal(writeAdapter(mixed), "package main\n");
});
