// The diff that `policy fmt --diff` shows: what `patch` makes of it is the formatted file.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { diffLines } from "../../src/cli/policy/diff-lines.ts";

/** The `+` and ` ` lines of a diff laid over the text before, as `patch` does. */
function patched(before: string, diff: string): string {
  const lines = before.split("\n");
  const result: string[] = [];
  let at = 0;
  for (const hunk of diff.split(/^@@ /m).slice(1)) {
    const [head = "", ...body] = hunk.replace(/\n$/, "").split("\n");
    const [, start = "0", length = "0"] = /^-(\d+),(\d+)/.exec(head) ?? [];
    const first = Number(length) === 0 ? Number(start) : Number(start) - 1;
    result.push(...lines.slice(at, first));
    result.push(...body.filter((line) => /^[ +]/.test(line)).map((line) => line.slice(1)));
    at = first + body.filter((line) => /^[ -]/.test(line)).length;
  }
  return [...result, ...lines.slice(at)].join("\n");
}

test("a diff leads from one text to the other", () => {
  const long = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  const changed = long.flatMap((line, index) => (index === 3 ? [] : index === 30 ? ["new", line, "newer"] : [line]));
  for (const [before, after] of [
    ["a\n", "a\nb\n"],
    ["a\nb\n", "b\n"],
    ["", "a\n"],
    ["a\n", ""],
    ["a\nb\nc\n", "c\nb\na\n"],
    [`${long.join("\n")}\n`, `${changed.join("\n")}\n`],
  ] as const) {
    assert.equal(patched(before, diffLines("x.rego", before, after)), after);
  }
});

test("distant changes are hunks of their own, and equal texts have no diff", () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}\n`);
  const changed = lines.with(2, "changed\n").with(35, "changed\n");
  const diff = diffLines("x.rego", lines.join(""), changed.join(""));
  assert.deepEqual(diff.match(/^@@.*$/gm), ["@@ -1,6 +1,6 @@", "@@ -33,7 +33,7 @@"]);
  assert.equal(diffLines("x.rego", "a\n", "a\n"), "");
});

test("a diff of any two texts leads from one to the other", () => {
  const texts = fc
    .array(fc.constantFrom("a", "b", "c", "", "  d"), { maxLength: 12 })
    .map((lines) => lines.map((line) => `${line}\n`).join(""));
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      assert.equal(patched(before, diffLines("x.rego", before, after)), after);
    }),
  );
});

test("the shortest way is taken: what both have in common stays", () => {
  const before = "a\nb\nc\na\nb\nb\na\n";
  const after = "c\nb\na\nb\na\nc\n";
  assert.equal(diffLines("x.rego", before, after).match(/^[-+](?![-+])/gm)?.length, 5);
});
