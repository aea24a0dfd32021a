// The Markdown table.
import assert from "node:assert/strict";
import { test } from "node:test";
import { renderTable } from "../../bench/table.ts";

test("columns are as wide as their widest cell and aligned as they say", () => {
  const columns = [{ title: "tool", align: "left" } as const, { title: "median", align: "right" } as const];
  const rows = [["touchstone", "0.5"], ["opa"]];
  assert.equal(
    renderTable(columns, rows),
    [
      "| tool       | median |",
      "| ---------- | -----: |",
      "| touchstone |    0.5 |",
      "| opa        |        |",
      "",
    ].join("\n"),
  );
});

test("a bar in a cell does not end it", () => {
  assert.equal(renderTable([{ title: "t", align: "left" }], [["a|b"]]), "| t    |\n| ---- |\n| a\\|b |\n");
});
