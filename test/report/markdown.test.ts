// The Markdown report: the whole text, and how it stays within what a comment may hold.
import assert from "node:assert/strict";
import { test } from "node:test";
import { largeAssessment } from "./large-assessment.ts";
import { assertGolden, render } from "./rendered.ts";
import { hostile, sampleAssessment } from "./sample-assessment.ts";

test("the whole report", async () => {
  assertGolden("markdown.txt", await render("markdown"));
});

test("the gate is left out when it is not asked for", async () => {
  const text = await render("markdown", { gate: false });
  assert.equal(text.startsWith("## Touchstone assessment\n"), true);
  assert.equal(text.includes("### Gate"), false);
});

test("without trouble there are no empty sections", async () => {
  const calm = { ...sampleAssessment, checks: [], problems: [] };
  const text = await render("markdown", { gate: false }, calm);
  assert.deepEqual(text.match(/^#+ .*|<summary>.*/gm), ["## Touchstone assessment"]);
});

test("hostile text stays text", async () => {
  const text = await render("markdown");
  assert.equal(text.includes(hostile.script), false);
  assert.equal(/[^\n\P{Cc}]|\p{Cf}/u.test(text), false);
  // Every bar of a table row that is not ours is escaped: the rows of the score table keep their six cells.
  const rows = text.split("\n").filter((line) => line.startsWith("| "));
  const cells = rows.map((row) => row.match(/(?<!\\)\|/g)?.length);
  assert.deepEqual(cells, [...Array(6).fill(7), ...Array(8).fill(4)]);
  // No element but ours.
  const tags = new Set(text.match(/(?<!\\)<\/?[a-z]+/g));
  assert.deepEqual(
    [...tags].toSorted(),
    ["</b", "</code", "</details", "</sub", "</summary", "<b", "<code", "<details", "<sub", "<summary"].toSorted(),
  );
});

test("a report that no comment could hold names fewer findings, and says how many more there are", async () => {
  const large = largeAssessment(30, 200, 100);
  const text = await render("markdown", {}, large);
  assert.ok(text.length <= 65_000);
  assert.equal(text.match(/<summary>.*\(100 findings\)<\/summary>/g)?.length, 30);
  const named = text.match(/breaks rule/g)?.length ?? 0;
  const left = [...text.matchAll(/^(\d+) more findings; the JSON, JUnit and HTML reports name every one\.$/gm)];
  assert.ok(named > 0);
  assert.equal(left.reduce((sum, [, amount]) => sum + Number(amount), 0) + named, 3000);
});

test("verbose names every finding, however long that is", async () => {
  const text = await render("markdown", { verbose: true }, largeAssessment(30, 200, 100));
  assert.equal(text.match(/breaks rule/g)?.length, 3000);
  assert.equal(text.includes(" more finding"), false);
});

test("problems that do not fit are counted too", async () => {
  const [problem] = sampleAssessment.problems;
  assert.ok(problem);
  const many = { ...sampleAssessment, checks: [], problems: Array.from({ length: 2000 }, () => problem) };
  const text = await render("markdown", {}, many);
  assert.ok(text.length <= 65_000);
  assert.match(text, /^### Evidence that could not be read: 2000$/m);
  assert.match(text, /^1,900 more problems; /m);
});
