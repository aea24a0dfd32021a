// The words that every format shares: nothing in them steers a terminal or a reader's eye.
import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOf, pathText, placeOf, printable, prose, sentence, webAddress } from "../../src/report/text.ts";
import { hostile } from "./sample-assessment.ts";

test("control characters, invisible marks and halves of characters are spelled out", () => {
  assert.equal(printable(hostile.ansi), "\\x1b[31mred\\x1b[0m\\x07");
  assert.equal(printable(hostile.bidi), "user\\u202e\\u2066nimda\\u2069\\u200f");
  assert.equal(printable(hostile.lines), "first\\nsecond\\r\\n# heading\\u2028third");
  assert.equal(printable(hostile.surrogate), "half \\ud800 pair");
  assert.equal(
    printable("soft\u00adhyphen zero\u200bwidth tag\u{e0041}"),
    "soft\\xadhyphen zero\\u200bwidth tag\\u{e0041}",
  );
});

test("letters of any language and whole emoji stay as they are", () => {
  assert.equal(printable("Zürich 東京 🚢"), "Zürich 東京 🚢");
});

test("prose loses only its layout", () => {
  assert.equal(prose("  one\n  two\tthree \n"), "one two three");
});

test("a sentence gets its full stop once", () => {
  assert.deepEqual(["is open", "is open.", "is open? "].map(sentence), ["is open.", "is open.", "is open? "]);
});

test("a place is as exact as it is known", () => {
  assert.equal(placeOf({ file: "a/b.yaml", line: 3, column: 7 }), "a/b.yaml:3:7");
  assert.equal(placeOf({ file: "a/b.yaml", line: 3 }), "a/b.yaml:3");
  assert.equal(placeOf({ file: "-" }), "stdin");
});

test("a resource is named with its namespace when it has one", () => {
  const pod = { apiVersion: "v1", kind: "Pod", namespace: "shop", name: "web" };
  assert.equal(nameOf(pod), "Pod shop/web");
  assert.equal(nameOf({ ...pod, namespace: "" }), "Pod web");
  assert.equal(nameOf({ ...pod, name: "" }), "Pod shop/(unnamed)");
});

test("a path is written as people write it", () => {
  assert.equal(pathText(["spec", "containers", 0, "securityContext"]), "spec.containers[0].securityContext");
  assert.equal(pathText(["metadata", "annotations", "a.b/c"]), 'metadata.annotations["a.b/c"]');
  assert.equal(pathText([]), "");
});

test("only http and https addresses become links", () => {
  assert.equal(webAddress("https://kubernetes.io/docs?a=<b>"), "https://kubernetes.io/docs?a=%3Cb%3E");
  assert.equal(webAddress("javascript:alert(1)"), undefined);
  assert.equal(webAddress("https://"), undefined);
  assert.equal(webAddress("docs/errors.md"), undefined);
});
