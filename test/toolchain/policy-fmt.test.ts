// `touchstone policy fmt` and `opa fmt` write the same bytes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folderOf, touchstone } from "../cli/touchstone.ts";
import { embedded, runOpa, skipWithoutOpa as skip } from "./opa-binary.ts";
import { odd } from "./policy-cases.ts";

const untidy: Readonly<Record<string, string>> = {
  "comments.rego": "# top\npackage   a # beside\n\n\n\nimport   data.b\n# below\nx:=1 # one\n\n\n# loose\n",
  "long.rego": `package long\n\nx := {${Array.from({ length: 30 }, (_, index) => `"key${index}": ${index}`).join(", ")}}\n`,
  "one-line.rego": "package one\np if{x:=1;y:=2;x<y}\nq contains x if some x in [1,2]\nr[x]:=y if{some x,y in {1:2}}\n",
  "windows.rego": 'package windows\r\n\r\nx := "a"\r\n',
  "no-end.rego": "package no_end\n\nx := 1",
  "imports.rego": "package imports\n\nimport data.z\nimport rego.v1\nimport data.a as b\n\np if b.x\n\nq if z.y\n",
  "text.rego": "package text\n\nx := `raw\n  \ttext`\n\ny := \"brïoche \\u00e9\"\n",
  "else.rego": "package e\n\nf(x) := 1 if {\nx > 1\n} else := 2 if { x > 0 } else := 3\n",
};

test("both print the same", { skip }, async () => {
  const folder = await folderOf(untidy);
  const names = Object.keys(untidy).toSorted();
  const { stdout } = await touchstone(["policy", "fmt", ...names], { cwd: folder });
  assert.equal(stdout, (await runOpa(["fmt", ...names], folder)).stdout);
});

test("both make the same of odd policies", { skip }, async (context) => {
  for (const [theme, modules] of Object.entries(odd)) {
    await context.test(theme, async () => {
      const folder = await folderOf(modules);
      const { exitCode, stderr } = await runOpa(["fmt", "--write", "."], folder);
      assert.equal(exitCode, 0, stderr);
      const theirs = Object.keys(modules).map((name) => [name, readFileSync(join(folder, name), "utf8")]);
      assert.deepEqual(embedded.format(modules), Object.fromEntries(theirs));
    });
  }
});

test("both name the same files, and write the same to them", { skip }, async () => {
  const [left, right] = [await folderOf(untidy), await folderOf(untidy)];
  const theirs = await runOpa(["fmt", "--list", "."], left);
  const listed = await touchstone(["policy", "fmt", "--list", "."], { cwd: right });
  assert.deepEqual(listed.stdout.split("\n").toSorted(), theirs.stdout.split("\n").toSorted());
  await runOpa(["fmt", "--write", "."], left);
  await touchstone(["policy", "fmt", "--write", "."], { cwd: right });
  for (const name of Object.keys(untidy)) {
    assert.equal(readFileSync(join(right, name), "utf8"), readFileSync(join(left, name), "utf8"), name);
  }
});
