// docs/errors.md and the table of error codes say the same, in both directions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { errorCodes } from "../../src/model/index.ts";
import { folderOf, touchstone } from "../cli/touchstone.ts";
import { codeBlocks, codeIn, readDocument, tableRows } from "./documents.ts";

const document = readDocument("docs/errors.md");

test("every code has one row, and every row is a code", () => {
  const rows = tableRows(document).map(([code = ""]) => codeIn(code)[0]);
  assert.deepEqual(rows, Object.keys(errorCodes));
});

test("every row says when, what to do, and the exit code", () => {
  for (const [code, ...cells] of tableRows(document)) {
    assert.equal(cells.length, 3, code);
    for (const cell of cells) assert.ok(cell.length > 0, `${code} has an empty cell`);
    assert.match(cells[2] ?? "", /^3/, `${code}: only evidence with --keep-going ends otherwise`);
  }
});

test("the error that is shown is printed so", async () => {
  const [shown] = codeBlocks(document);
  const manifest =
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: orchestrator\nspec:\n  hostPID: true\n  hostPID: true\n";
  const folder = await folderOf({ "pod.yaml": manifest });
  const { stderr } = await touchstone(["scan", "pod.yaml", "--format", "json"], { cwd: folder });
  assert.ok(stderr.startsWith(shown?.text ?? "nothing is shown"), stderr);
});
