// Versions of Kubernetes, as users write them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseKubernetesVersion, showKubernetesVersion } from "../../src/model/index.ts";

test("a version is read with and without its v, its patch and what a provider adds", () => {
  for (const text of ["1.29", "v1.29", "1.29.4", "v1.29.4-gke.1500", "1.29.4+k3s1", "1.29.0-rc.1+build", "1.29+"]) {
    assert.deepEqual(parseKubernetesVersion(text), { major: 1, minor: 29 }, text);
  }
  assert.equal(showKubernetesVersion(parseKubernetesVersion("v1.30.2")), "1.30");
});

test("the oldest that the checks know is read, and so is one that is newer than all that they know", () => {
  assert.deepEqual(parseKubernetesVersion("1.23"), { major: 1, minor: 23 });
  assert.deepEqual(parseKubernetesVersion("1.99"), { major: 1, minor: 99 });
});

test("what is no version, and what no check knows, is refused with what to write", () => {
  const hint = "Give one such as 1.34 or v1.34.2; the checks know 1.23 to 1.37, and judge newer ones by 1.37.";
  for (const text of ["", "latest", "1", "v1", "1.x", "1.29.4.2", "1.29 ", " 1.29", "1.2999", "-1.29", "1.29-rc 1"]) {
    const message = `"${text}" is no version of Kubernetes`;
    assert.throws(() => parseKubernetesVersion(text), { code: "E_USAGE", message, hint }, text);
  }
  for (const text of ["1.22", "v1.3.0", "0.34", "2.0"]) {
    const message = `the checks do not know Kubernetes ${text}`;
    assert.throws(() => parseKubernetesVersion(text), { code: "E_USAGE", message, hint }, text);
  }
});
