// Paths by name: the same for the same thing, wherever it moves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { namePathOf } from "../../src/model/index.ts";

const pod = {
  spec: {
    containers: [
      { name: "oven", env: [{ name: "HEAT" }] },
      { image: "mixer:1" },
      { name: "oven" },
      { name: 7 },
      { name: "" },
    ],
    args: [["a"], "b"],
    nodeSelector: { "bakery.example/zone[1]": "a~b" },
  },
};

test("items of a list go by their name", () => {
  assert.equal(
    namePathOf(pod, ["spec", "containers", 0, "env", 0, "value"]),
    "spec/containers[name=oven]/env[name=HEAT]/value",
  );
});

test("items without a name of text go by their index", () => {
  assert.deepEqual(
    [1, 3, 4, 9].map((index) => namePathOf(pod, ["spec", "containers", index])),
    ["spec/containers[1]", "spec/containers[3]", "spec/containers[4]", "spec/containers[9]"],
  );
  assert.equal(namePathOf(pod, ["spec", "args", 0, 0]), "spec/args[0][0]");
});

test("a name that came before is counted, so that two places never read the same", () => {
  assert.equal(namePathOf(pod, ["spec", "containers", 2]), "spec/containers[name=oven,2]");
});

test("a path may lead beyond what is there", () => {
  assert.equal(namePathOf(pod, ["spec", "volumes", 0, "hostPath"]), "spec/volumes[0]/hostPath");
  assert.equal(namePathOf(null, ["spec", 0]), "spec[0]");
  assert.equal(namePathOf(pod, []), "");
});

test("signs that divide a path are written differently inside a key or name", () => {
  assert.equal(
    namePathOf(pod, ["spec", "nodeSelector", "bakery.example/zone[1]"]),
    "spec/nodeSelector/bakery.example~1zone~21~3",
  );
  assert.equal(namePathOf([{ name: "a,2]~" }], [0]), "[name=a~42~3~0]");
});

test("moving an item does not change the paths of named ones", () => {
  const moved = { spec: { containers: [{ name: "mixer" }, pod.spec.containers[0]] } };
  const path = ["env", 0] as const;
  assert.equal(
    namePathOf(moved, ["spec", "containers", 1, ...path]),
    namePathOf(pod, ["spec", "containers", 0, ...path]),
  );
});
