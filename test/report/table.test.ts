// The terminal report: the whole text at two widths, its colours, its limits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { largeAssessment } from "./large-assessment.ts";
import { assertGolden, render } from "./rendered.ts";
import { sampleAssessment } from "./sample-assessment.ts";

test("at 80 columns", async () => {
  assertGolden("table-80.txt", await render("table"));
});

test("at 120 columns", async () => {
  assertGolden("table-120.txt", await render("table", { width: 120 }));
});

for (const width of [60, 80, 120]) {
  test(`no line is wider than ${width} columns, but for a word that is`, async () => {
    const lines = (await render("table", { width })).split("\n");
    const wide = lines.filter((line) => line.length > width && line.trim().includes(" "));
    assert.deepEqual(wide, []);
  });
}

test("colours appear only when asked for, and change nothing else", async () => {
  const plain = await render("table");
  const coloured = await render("table", { colour: true });
  assert.equal(plain.includes("\u001b"), false);
  assert.notEqual(coloured, plain);
  assert.equal(stripVTControlCharacters(coloured), plain);
});

test("the gate is left out when it is not asked for", async () => {
  const text = await render("table", { gate: false });
  assert.equal(text.includes("Gate:"), false);
  assert.equal(text.includes("exceptions:"), false);
});

test("a long group says what it leaves out, and verbose leaves out nothing", async () => {
  const large = largeAssessment(2, 40, 25);
  const short = await render("table", {}, large);
  assert.equal(short.match(/breaks rule/g)?.length, 20);
  assert.equal(short.match(/\.\.\. and 15 more \(--verbose shows all\)/g)?.length, 2);
  const long = await render("table", { verbose: true }, large);
  assert.equal(long.match(/breaks rule/g)?.length, 50);
  assert.equal(long.includes("more (--verbose"), false);
});

test("an assessment without any trouble shows its scores alone", async () => {
  const [, , , , , , liveness] = sampleAssessment.checks;
  assert.ok(liveness);
  const calm = { ...sampleAssessment, checks: [liveness], problems: [] };
  const text = await render("table", { gate: false }, calm);
  assert.equal(
    text.slice(0, text.indexOf("OWASP")),
    "0 findings, 0 problems with evidence, 0 errors of checks; 1 check on 6 subjects.\n\n" +
      "Evidence for                               Strict  Adjusted  Coverage    Reach\n",
  );
});
