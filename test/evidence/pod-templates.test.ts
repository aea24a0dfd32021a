// What keeps checks from seeing the containers of a workload is a problem, and never looks as if they had passed.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { KubernetesObject } from "../../src/evidence/collected.ts";
import { podTemplateTable } from "../../src/evidence/pod-template-table.ts";
import { isMapping } from "../../src/evidence/json.ts";
import { PodTemplates, knownPodTemplates, valueAt } from "../../src/evidence/pod-templates.ts";
import { TouchstoneError, type PodTemplateSetting } from "../../src/model/index.ts";
import { collectText, linesOf, namesOf } from "./collecting.ts";

const hint =
  "The API server refuses such an object: correct the field, or leave the file out if it is only part of an object.";
const oven = { name: "oven", image: "oven:1" };

function flawOf(apiVersion: string, kind: string, rest: object): string | undefined {
  const flaw = knownPodTemplates.findFlaw({ apiVersion, kind, ...rest });
  if (flaw) assert.equal(flaw.hint, hint);
  return flaw && `${flaw.message} @ ${flaw.path.join("/")}`;
}

test("other groups' kinds of the same name, and names of JavaScript's own, are no workloads", () => {
  const others = [
    ["serving.knative.dev/v1", "Deployment"],
    ["v1", "Deployment"],
    ["apps/v1", "Pod"],
    ["v1", "Service"],
    ["__proto__", "constructor"],
    ["v1", "__proto__"],
  ] as const;
  for (const [apiVersion, kind] of others)
    assert.equal(knownPodTemplates.podsOf({ apiVersion, kind }), undefined, `${apiVersion} ${kind}`);
});

test("finds no flaw in whole workloads and other objects", () => {
  assert.equal(
    flawOf("v1", "Pod", { spec: { containers: [oven], initContainers: [], ephemeralContainers: null } }),
    undefined,
  );
  assert.equal(
    flawOf("apps/v1", "Deployment", { metadata: null, spec: { template: { spec: { containers: [{}] } } } }),
    undefined,
  );
  assert.equal(flawOf("v1", "Service", {}), undefined);
});

for (const [spec, expected] of [
  [undefined, "spec is missing @ spec"],
  [null, "spec is missing @ spec"],
  ["rye", "spec is not a mapping @ spec"],
  [[], "spec is not a mapping @ spec"],
  [{}, "spec.containers is missing @ spec/containers"],
  [{ containers: null }, "spec.containers is missing @ spec/containers"],
  [{ containers: [] }, "spec.containers is empty @ spec/containers"],
  [{ containers: { oven } }, "spec.containers is not a list @ spec/containers"],
  [{ containers: "oven" }, "spec.containers is not a list @ spec/containers"],
  [{ containers: [oven, "mixer"] }, "spec.containers.1 is not a mapping @ spec/containers/1"],
  [{ containers: [[oven]] }, "spec.containers.0 is not a mapping @ spec/containers/0"],
  [{ containers: [oven], initContainers: { oven } }, "spec.initContainers is not a list @ spec/initContainers"],
  [
    { containers: [oven], ephemeralContainers: [null] },
    "spec.ephemeralContainers.0 is not a mapping @ spec/ephemeralContainers/0",
  ],
] as const) {
  test(`a Pod whose ${expected.slice(0, expected.indexOf(" @"))} is refused: ${JSON.stringify(spec)}`, () => {
    assert.equal(flawOf("v1", "Pod", { spec }), expected);
  });
}

test("a template that is missing or odd is refused at the first step that is", () => {
  assert.equal(flawOf("apps/v1", "Deployment", { spec: {} }), "spec.template is missing @ spec/template");
  assert.equal(
    flawOf("apps/v1", "Deployment", { spec: { template: [] } }),
    "spec.template is not a mapping @ spec/template",
  );
  assert.equal(
    flawOf("batch/v1", "CronJob", { spec: { jobTemplate: { spec: {} } } }),
    "spec.jobTemplate.spec.template is missing @ spec/jobTemplate/spec/template",
  );
});

const template = { spec: { containers: [oven] } };

/** The places of pods, joined by slashes. */
function podsOf(object: KubernetesObject, templates = knownPodTemplates): readonly string[] | undefined {
  return templates.podsOf(object)?.paths.map((path) => path.join("/"));
}

test("every path of the table leads to its pods", () => {
  let kinds = 0;
  for (const { group, kinds: names, paths } of podTemplateTable) {
    for (const path of paths) {
      const steps = path === "" ? [] : path.split(".");
      // What `*` stands for is once a list of two, once a mapping.
      for (const list of [true, false]) {
        const body = steps.reduceRight<object>((inner, step) => {
          if (step === "*") return list ? [inner, inner] : { bread: inner, cake: inner };
          return { [step.replace("?", "")]: inner };
        }, template);
        for (const kind of names) {
          const object = { apiVersion: group === "" ? "v1" : `${group}/v1`, kind, ...body };
          const expected = steps.reduce<readonly string[]>(
            (found, step) =>
              step === "*"
                ? found.flatMap((before) => (list ? [0, 1] : ["bread", "cake"]).map((key) => `${before}${key}/`))
                : found.map((before) => `${before}${step.replace("?", "")}/`),
            [""],
          );
          // A path that the kind needs as well leads to a pod that is missing here.
          const found = podsOf(object)?.filter((place) =>
            isMapping(
              valueAt(
                object,
                place.split("/").map((step) => (/^\d+$/.test(step) ? Number(step) : step)),
              ),
            ),
          );
          assert.deepEqual(
            found,
            expected.map((before) => `${before}spec`),
            `${kind} ${path}`,
          );
          kinds++;
        }
      }
    }
  }
  assert.ok(kinds > 80, String(kinds));
});

test("the version of an API makes no difference", () => {
  for (const version of ["v1", "v1beta1", "v1beta2"])
    assert.deepEqual(podsOf({ apiVersion: `apps/${version}`, kind: "Deployment", spec: { template } }), [
      "spec/template/spec",
    ]);
});

test("a Rollout with a workloadRef carries no pod, unless a template is written as well", () => {
  const rollout = { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout" };
  const workloadRef = { apiVersion: "apps/v1", kind: "Deployment", name: "oven" };
  for (const none of [undefined, null, {}]) {
    assert.equal(podsOf({ ...rollout, spec: { workloadRef, template: none } }), undefined);
    assert.equal(flawOf(rollout.apiVersion, "Rollout", { spec: { workloadRef, template: none } }), undefined);
  }
  assert.deepEqual(podsOf({ ...rollout, spec: { workloadRef, template } }), ["spec/template/spec"]);
  for (const odd of [undefined, null, "oven", [workloadRef]])
    assert.equal(
      flawOf(rollout.apiVersion, "Rollout", { spec: { workloadRef: odd } }),
      "spec.template is missing @ spec/template",
    );
  assert.equal(
    flawOf(rollout.apiVersion, "Rollout", { spec: { workloadRef, template: [template] } }),
    "spec.template is not a mapping @ spec/template",
  );
});

for (const [apiVersion, kind, spec, expected] of [
  ["batch.volcano.sh/v1alpha1", "Job", {}, "spec.tasks is missing @ spec/tasks"],
  ["batch.volcano.sh/v1alpha1", "Job", { tasks: [] }, "spec.tasks is empty @ spec/tasks"],
  ["batch.volcano.sh/v1alpha1", "Job", { tasks: "bake" }, "spec.tasks is not a list or a mapping @ spec/tasks"],
  ["batch.volcano.sh/v1alpha1", "Job", { tasks: [{ template }, 7] }, "spec.tasks.1 is not a mapping @ spec/tasks/1"],
  [
    "batch.volcano.sh/v1alpha1",
    "Job",
    { tasks: [{ template }, { name: "bake" }] },
    "spec.tasks.1.template is missing @ spec/tasks/1/template",
  ],
  [
    "batch.volcano.sh/v1alpha1",
    "Job",
    { tasks: [{ template }, { template: { spec: { containers: "oven" } } }] },
    "spec.tasks.1.template.spec.containers is not a list @ spec/tasks/1/template/spec/containers",
  ],
  [
    "kubeflow.org/v1",
    "PyTorchJob",
    { pytorchReplicaSpecs: { Master: { template }, Worker: null } },
    "spec.pytorchReplicaSpecs.Worker is not a mapping @ spec/pytorchReplicaSpecs/Worker",
  ],
  ["ray.io/v1", "RayCluster", { headGroupSpec: { template }, workerGroupSpecs: [] }, undefined],
  ["ray.io/v1", "RayCluster", { headGroupSpec: { template } }, undefined],
  [
    "ray.io/v1",
    "RayCluster",
    { workerGroupSpecs: [{ template }] },
    "spec.headGroupSpec is missing @ spec/headGroupSpec",
  ],
  ["ray.io/v1", "RayJob", { entrypoint: "bake", clusterSelector: { "ray.io/cluster": "bakery" } }, undefined],
  [
    "ray.io/v1",
    "RayJob",
    { submitterPodTemplate: "oven" },
    "spec.submitterPodTemplate is not a mapping @ spec/submitterPodTemplate",
  ],
  [
    "apps.kruise.io/v1alpha1",
    "UnitedDeployment",
    { template: { ovenSetTemplate: { spec: { template } } } },
    "spec.template holds no template of a kind that is known @ spec/template",
  ],
  ["serving.knative.dev/v1", "Revision", { containers: [] }, "spec.containers is empty @ spec/containers"],
] as const) {
  test(`a ${kind} of ${JSON.stringify(spec)} has ${expected ?? "no flaw"}`, () => {
    assert.equal(flawOf(apiVersion, kind, { spec }), expected);
    // What is refused is a workload all the same, and never an object that no check has a word for.
    if (expected !== undefined) assert.ok(podsOf({ apiVersion, kind, spec }));
  });
}

function settings(...paths: readonly (readonly [string, PodTemplateSetting["type"]?])[]): PodTemplates {
  return new PodTemplates(
    paths.map(([path, type]) => ({ group: "bakery.example", kind: "Oven", path, ...(type && { type }) })),
  );
}

test("a user's paths lead to templates and to bare specs, and parts with a question mark may be missing", () => {
  const bakery = { apiVersion: "bakery.example/v1", kind: "Oven" };
  const pod = template.spec;
  assert.deepEqual(podsOf({ ...bakery, spec: { pod } }, settings(["spec.pod", "spec"])), ["spec/pod"]);
  assert.deepEqual(podsOf({ ...bakery, spec: pod }, settings(["spec", "spec"])), ["spec"]);
  const both = settings(["spec.template"], ["spec.helpers?.*.template"]);
  assert.deepEqual(podsOf({ ...bakery, spec: { template } }, both), ["spec/template/spec"]);
  assert.deepEqual(podsOf({ ...bakery, spec: { template, helpers: [{ template }] } }, both), [
    "spec/template/spec",
    "spec/helpers/0/template/spec",
  ]);
  assert.equal(both.findFlaw({ ...bakery, spec: {} })?.message, "spec.template is missing");
  assert.equal(podsOf({ ...bakery, spec: {} }, settings(["spec.template?"])), undefined);
  assert.equal(
    settings(["spec.constructor.prototype"]).findFlaw({ ...bakery, spec: {} })?.message,
    "spec.constructor is missing",
  );
});

test("what a user says of a known kind is added, and hides nothing", () => {
  const templates = new PodTemplates([
    { group: "argoproj.io", kind: "Rollout", path: "spec.helper?" },
    { group: "argoproj.io", kind: "Rollout", path: "spec.template" },
  ]);
  const rollout = { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", spec: { template, helper: template } };
  assert.deepEqual(podsOf(rollout, templates), ["spec/template/spec", "spec/helper/spec"]);
  assert.deepEqual(podsOf(rollout), ["spec/template/spec"]);
});

test("a setting that names no custom resource, or no path, is refused", () => {
  for (const [group, kind, path] of [
    ["apps", "Deployment", "spec.template"],
    ["bakery.example", "", "spec.template"],
    ["bakery.example", "Oven", ""],
    ["bakery.example", "Oven", "*.template"],
    ["bakery.example", "Oven", "spec..template"],
    ["bakery.example", "Oven", "spec.*?"],
  ] as const)
    assert.throws(
      () => new PodTemplates([{ group, kind, path }]),
      (thrown) => thrown instanceof TouchstoneError && thrown.code === "E_USAGE",
      `${group}/${kind}=${path}`,
    );
});

test("metadata that is no mapping is refused for every kind", () => {
  assert.equal(flawOf("v1", "Service", { metadata: "counter" }), "metadata is not a mapping @ metadata");
});

test("a workload with a flaw is judged, and reported as a problem at its place", async () => {
  const collected = await collectText(`apiVersion: apps/v1
kind: Deployment
metadata: {name: oven}
spec:
  template:
    spec:
      hostNetwork: true
      containers:
        oven: {image: oven:1}
`);
  assert.deepEqual(namesOf(collected), ["Deployment/oven"]);
  assert.deepEqual(linesOf(collected), ["E_NOT_KUBERNETES bakery.yaml:8: spec.template.spec.containers is not a list"]);
});
