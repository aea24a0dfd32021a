// docs/fix.md: its commands print what is shown, one after the other, on the files that it gives.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, touchstone } from "../cli/touchstone.ts";
import { codeIn, filesIn, readDocument, section, shownRuns, tableRows, wrongLine } from "./documents.ts";

const document = readDocument("docs/fix.md");

test("the commands print what is shown", async () => {
  const folder = await folderOf(filesIn(document));
  const runs = shownRuns(document);
  assert.equal(runs.length, 4);
  for (const run of runs) assert.equal(await wrongLine(run, folder), undefined);
});

test("its exit codes are those of --help", async () => {
  const { stdout } = await touchstone(["fix", "--help"]);
  const codes = tableRows(section(document, "## Options")).map(([code]) => code);
  assert.deepEqual(
    codes,
    [...stdout.matchAll(/^ {2}(\d) {2}\S/gm)].map(([, code]) => code),
  );
  for (const option of codeIn(section(document, "## Options")).filter((code) => /^--[a-z-]+$/.test(code)))
    assert.ok(stdout.includes(option), option);
});
