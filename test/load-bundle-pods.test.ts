// Objects that a program hands over: those with several pods, kinds that it names, and policies that want the whole object.
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadBundle } from "../src/index.ts";
import { folderOf } from "./cli/touchstone.ts";

const house = await folderOf({
  "deny.rego": `package main

import rego.v1

deny contains "it bakes nothing" if input.spec.schedulerName != "bakery"
`,
});

function pod(privileged: boolean): object {
  return { spec: { containers: [{ name: "oven", image: "oven:1", securityContext: { privileged } }] } };
}

test("an object with several pods has the observations of each, and one judgement", async () => {
  const bundle = await loadBundle(house, {});
  try {
    const judgements = await bundle.judge([
      {
        apiVersion: "batch.volcano.sh/v1alpha1",
        kind: "Job",
        metadata: { name: "bake" },
        spec: {
          schedulerName: "bakery",
          tasks: [
            { name: "knead", template: pod(false) },
            { name: "heat", template: pod(true) },
          ],
        },
      },
      { apiVersion: "v1", kind: "Service", metadata: { name: "counter" } },
      { apiVersion: "bakery.example/v1", kind: "Oven", metadata: { name: "oven" }, spec: { template: pod(true) } },
    ]);
    assert.deepEqual(
      judgements.map(({ resource, unjudgedPods }) => [resource.kind, unjudgedPods]),
      [
        ["Job", undefined],
        ["Service", undefined],
        ["Oven", ["spec/template/spec"]],
      ],
    );
    const seen = judgements[0]?.observations.filter(({ check }) =>
      ["workload/privileged-container", "conftest/deny"].includes(check),
    );
    assert.deepEqual(
      seen?.map(({ check, pod: place, outcome }) => [check, place, outcome.status]),
      [
        ["conftest/deny", "spec/tasks[name=knead]/template/spec", "pass"],
        ["conftest/deny", "spec/tasks[name=heat]/template/spec", "pass"],
        ["workload/privileged-container", "spec/tasks[name=knead]/template/spec", "pass"],
        ["workload/privileged-container", "spec/tasks[name=heat]/template/spec", "fail"],
      ],
    );
  } finally {
    await bundle.close();
  }
});

test("podTemplates names the pods of further kinds", async () => {
  const podTemplates = [{ group: "bakery.example", kind: "Oven", path: "spec.template" }];
  const bundle = await loadBundle(house, { podTemplates });
  try {
    const [oven] = await bundle.judge([
      { apiVersion: "bakery.example/v1", kind: "Oven", metadata: { name: "oven" }, spec: { template: pod(true) } },
    ]);
    assert.equal(oven?.unjudgedPods, undefined);
    const found = oven?.observations.find(({ check }) => check === "workload/privileged-container");
    assert.deepEqual(found, {
      check: "workload/privileged-container",
      outcome: {
        status: "fail",
        failures: [
          {
            path: ["spec", "template", "spec", "containers", 0, "securityContext", "privileged"],
            details: { container: "oven", type: "container" },
            fix: {
              path: ["spec", "template", "spec", "containers", 0, "securityContext", "privileged"],
              set: false,
            },
          },
        ],
      },
    });
  } finally {
    await bundle.close();
  }
});
