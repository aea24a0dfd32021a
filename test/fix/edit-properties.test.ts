// The law of the editor, on arbitrary documents: after an edit the text says exactly what it should, and comments stay.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Document } from "yaml";
import { editDocument } from "../../src/fix/index.ts";
import { editValue } from "../../src/fix/edit-value.ts";
import { Refusal } from "../../src/fix/refusal.ts";
import type { Fix, PathStep } from "../../src/model/index.ts";
import { parseDocument } from "../../src/yaml/index.ts";

const keys = fc.constantFrom("name", "spec", "image", "drop", "pod.security/level", "y", "10");
const leaves = fc.oneof(
  fc.constantFrom(null, true, false, 0, 8080, "", "ALL", "yes", "a: b # c", "one\ntwo\n", "'", '"'),
  fc.string({ maxLength: 6 }),
);
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small", withCrossShrink: true }, leaves, tie("mapping"), tie("list")),
  mapping: fc.dictionary(keys, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  list: fc.array(tie("value"), { maxLength: 3 }),
}));
const documents = fc.dictionary(keys, values, { minKeys: 1, maxKeys: 4, noNullPrototype: true });
const steps: fc.Arbitrary<PathStep> = fc.oneof({ weight: 3, arbitrary: keys }, { weight: 1, arbitrary: fc.nat(3) });
const fixes: fc.Arbitrary<Fix> = fc.oneof(
  fc.record({ path: fc.array(steps, { minLength: 1, maxLength: 4 }), set: values }),
  fc.record({ path: fc.array(steps, { minLength: 1, maxLength: 4 }), remove: fc.constant(true as const) }),
);
const styles = fc.record({
  flow: fc.constantFrom("none", "all", "json", "some"),
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  windows: fc.boolean(),
  comments: fc.boolean(),
  lastBreak: fc.boolean(),
});
type Style = typeof styles extends fc.Arbitrary<infer T> ? T : never;

function written(value: unknown, { flow, indent, indentSeq, windows, comments, lastBreak }: Style): string {
  let text: string;
  if (flow === "json") text = `${JSON.stringify(value, undefined, indent)}\n`;
  else {
    const document = new Document(value, { version: "1.1" });
    const root = document.contents as unknown as { flow?: boolean; items: { value: { flow?: boolean } | null }[] };
    if (flow === "all") root.flow = true;
    const last = root.items.at(-1)?.value;
    if (flow === "some" && typeof last === "object" && last !== null) last.flow = true;
    text = document.toString({ indent, indentSeq, lineWidth: 0 });
  }
  if (comments && flow !== "json")
    text = `# The head.\n---\n${text.replaceAll(/^( *)([\w-].*: (?:true|false|8080))$/gm, "$1# Above.\n$1$2 # Beside.")}# The end.\n`;
  if (!lastBreak) text = text.replace(/\n$/, "");
  return windows ? text.replaceAll("\n", "\r\n") : text;
}

function wanted(value: unknown, fix: Fix): { readonly value: unknown } | undefined {
  try {
    return { value: editValue(value, fix) };
  } catch (thrown) {
    if (thrown instanceof Refusal) return undefined;
    throw thrown;
  }
}

test("an edit is made exactly, or the text stays as it is", () => {
  let made = 0;
  fc.assert(
    fc.property(documents, styles, fc.array(fixes, { minLength: 1, maxLength: 3 }), (value, style, list) => {
      const text = written(value, style);
      const before = parseDocument({ text, linesBefore: 0 }, "").value;
      const { text: after, refused } = editDocument(text, [list]);
      let expected = before;
      for (const fix of list) {
        const one = wanted(expected, fix);
        if (refused.has(fix)) continue;
        assert.ok(one, "what cannot be meant is refused");
        expected = one.value;
        made++;
      }
      assert.deepEqual(parseDocument({ text: after, linesBefore: 0 }, "").value, expected);
      if (refused.size === list.length) assert.equal(after, text);
    }),
    { numRuns: 2000 },
  );
  assert.ok(made > 500, `${made} edits were made`);
});

test("on what the example's manifests look like no edit is refused that can be meant, and every other line stays", () => {
  fc.assert(
    fc.property(documents, styles, fixes, (value, style, fix) => {
      const text = written(value, style);
      const before = parseDocument({ text, linesBefore: 0 }, "").value;
      const one = wanted(before, fix);
      fc.pre(one !== undefined && Object.keys(one.value as object).length > 0);
      const { text: after, refused } = editDocument(text, [[fix]]);
      assert.deepEqual([...refused.values()], []);
      // A key that is added takes no line away but the one that gets a comma, or loses `{}`.
      const existed = fix.path.reduce<unknown>(
        (at, step) => (at as Record<PathStep, unknown> | null | undefined)?.[step],
        before,
      );
      if ("remove" in fix || existed !== undefined) return;
      const left = after.split(/\r?\n/);
      const gone = text.split(/\r?\n/).filter((line) => {
        const at = left.indexOf(line);
        if (at !== -1) left.splice(at, 1);
        return at === -1;
      });
      assert.ok(gone.length <= 1, gone.join("\n"));
    }),
    { numRuns: 2000 },
  );
});
