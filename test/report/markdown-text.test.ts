// Escaping for Markdown. The expectations were checked once against GitHub's own renderer, cmark-gfm.
import assert from "node:assert/strict";
import { test } from "node:test";
import { md, mdCode, mdHtml, mdLink, mdText } from "../../src/report/markdown-text.ts";
import { hostile } from "./sample-assessment.ts";

test("everything that opens markup is escaped", () => {
  assert.equal(
    mdText(hostile.markdown),
    "\\`tick\\` \\*star\\* \\_under\\_ \\| pipe \\| \\[link\\](https&#58;//attacker.example) !\\[image\\](//attacker.example)",
  );
  assert.equal(mdText(hostile.script), "\\<script\\>alert(1)\\</script\\>");
  assert.equal(mdText("&lt; $x^2$ ~gone~ C:\\new"), "\\&lt; &#36;x^2&#36; \\~gone\\~ C:\\\\new");
});

test("what opens a block is escaped at the start, and nowhere else", () => {
  assert.deepEqual(["# a", "- a - b", "+ a", "=== a", "1. a", "2) a"].map(mdText), [
    "\\# a",
    "\\- a - b",
    "\\+ a",
    "\\=== a",
    "1\\. a",
    "2\\) a",
  ]);
  assert.equal(mdText("17.6% of 3"), "17.6% of 3");
});

test("nobody is mentioned, no issue is linked, no emoji appears, no address becomes a link", () => {
  assert.equal(
    mdText(hostile.mention),
    "@&#8203;security-team closes #&#8203;12, GH-&#8203;34 :&#8203;tada: www&#46;attacker.example",
  );
  assert.equal(mdHtml(hostile.mention).startsWith("@&#8203;security-team closes #&#8203;12"), true);
});

test("a code span falls back to an element where it could be left", () => {
  assert.equal(mdCode("deploy/a.yaml:3"), "`deploy/a.yaml:3`");
  assert.equal(mdCode("a`b"), "<code>a\\`b</code>");
  assert.equal(mdCode("a|b"), "<code>a\\|b</code>");
  assert.equal(mdCode(" a"), "<code> a</code>");
  assert.equal(mdCode(""), "<code></code>");
});

test("text inside an element is escaped as HTML", () => {
  assert.equal(mdHtml('<b title="x">&'), "&lt;b title=&quot;x&quot;&gt;&amp;");
});

test("a link cannot be left", () => {
  assert.equal(mdLink("https://a.example/> <b>"), "<https://a.example/%3E%20%3Cb%3E>");
});

test("finished pieces are put together as they are", () => {
  assert.equal(md`**${mdText("a*b")}**\n`, "**a\\*b**\n");
});
