// What keeps checks from seeing the containers of a workload is a problem, and never looks as if they had passed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { knownPodTemplates } from "../../src/evidence/pod-templates.ts";
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
