// docs/graphs.md, the network: its commands print what is shown, on the files that it gives.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, touchstone } from "../cli/touchstone.ts";
import { codeIn, filesIn, readDocument, section, shownRuns, tableRows, withoutCode, wrongLine } from "./documents.ts";

const network = section(readDocument("docs/graphs.md"), "## Network");

test("the commands print what is shown", async () => {
  const folder = await folderOf(filesIn(network));
  const runs = shownRuns(network);
  assert.equal(runs.length, 4);
  for (const run of runs) assert.equal(await wrongLine(run, folder), undefined);
});

test("its exit codes and options are those of --help", async () => {
  const { stdout } = await touchstone(["reach", "--help"]);
  assert.deepEqual(
    tableRows(network).map(([code]) => code),
    [...stdout.matchAll(/^ {2}(\d) {2}\S/gm)].map(([, code]) => code),
  );
  for (const option of codeIn(withoutCode(network)).flatMap((code) => code.match(/--[a-z-]+/g) ?? []))
    assert.ok(stdout.includes(option), option);
});
