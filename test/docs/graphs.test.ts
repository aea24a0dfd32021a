// docs/graphs.md: its commands print what is shown, on the files that it gives, and its table has every step.
import assert from "node:assert/strict";
import { test } from "node:test";
import { escalationSteps } from "../../src/analysis/rbac/escalation-steps.ts";
import { folderOf } from "../cli/touchstone.ts";
import { filesIn, readDocument, section, shownRuns, tableRows, wrongLine } from "./documents.ts";

const document = readDocument("docs/graphs.md");

test("the commands print what is shown", async () => {
  const folder = await folderOf(filesIn(document));
  const runs = shownRuns(document);
  assert.equal(runs.length, 7);
  for (const run of runs) assert.equal(await wrongLine(run, folder), undefined);
});

test("the table has a row for each step of a chain, told for the cluster and a namespace at once", () => {
  const steps = new Set(escalationSteps.map(({ does }) => does));
  const rows = tableRows(section(document, "### Chains"));
  // Accounts and users are impersonated in one row.
  assert.equal(rows.length, steps.size - 1);
});
