// `touchstone policy inspect`: what a reader sees of policies and of bundles.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, touchstone } from "./touchstone.ts";

const source = `# METADATA
# title: Ovens
# description: What is hot.
package house.ovens

hot if input.degrees > data.limits.degrees

menu := http.send({"method": "GET", "url": input.url})

lucky := rand.intn("x", 3)
`;

test("shows packages, rules, data, METADATA and builtins, and which of them Touchstone has off", async () => {
  const cwd = await folderOf({ "policies/ovens.rego": source, "policies/limits/data.yaml": "degrees: 250\n" });
  const { exitCode, stdout, stderr } = await touchstone(["policy", "inspect", "policies", "--annotations"], { cwd });
  assert.equal(
    stdout,
    `data.house.ovens
  policies/ovens.rego
    hot, lucky, menu

Data:
  data.limits  policies/limits/data.yaml

Builtins:  eq, gt, http.send, rand.intn
Off in Touchstone:  http.send, rand.intn

data.house.ovens  package  (policies/ovens.rego:4)
  Ovens
  What is hot.
`,
  );
  assert.deepEqual([exitCode, stderr], [0, ""]);
});

test("shows a bundle's revision, roots and WASM module", async () => {
  const cwd = await folderOf({ "p.rego": "package p\n\nx := 1\n" });
  await touchstone(["policy", "build", "p.rego", "-o", "b.tar.gz", "-t", "wasm", "-e", "p/x", "--revision", "7"], {
    cwd,
  });
  const { stdout } = await touchstone(["policy", "inspect", "b.tar.gz"], { cwd });
  assert.equal(
    stdout,
    `Revision:  7
Roots:     everything
Signed:    no
WASM:      /policy.wasm, which answers for data.p.x

data.p
  /p.rego
    no rules

Builtins:  none
`,
  );
});

test("what is no bundle is told: 3", async () => {
  const cwd = await folderOf({ "b.tar.gz": "no archive", "p.rego": "package p\n\nx := \n" });
  for (const [path, code, message] of [
    ["b.tar.gz", 3, /^error: b\.tar\.gz is no bundle of OPA's: .*\[E_UNREADABLE\]/],
    ["c.tar.gz", 3, /^error: c\.tar\.gz does not exist \[E_PATH_MISSING\]/],
    ["p.rego", 1, /^p\.rego:4: rego_parse_error/],
  ] as const) {
    const { exitCode, stdout, stderr } = await touchstone(["policy", "inspect", path], { cwd });
    assert.match(stderr, message);
    assert.deepEqual([exitCode, stdout], [code, ""]);
  }
});
