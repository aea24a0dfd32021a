// README.md: what it shows of the demo is what the program prints, and it is short enough to be read.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exitCodes } from "../../src/model/index.ts";
import { repository } from "../cli/touchstone.ts";
import { readDocument, section, shownRuns, tableRows, wrongLine } from "./documents.ts";

const readme = readDocument("README.md");

test("the two commands stand in it as they are typed", () => {
  assert.match(section(readme, "## Two commands"), /^ {4}npm run demo\n {4}npm test$/m);
});

test("the Go version that it asks for is that of the Go modules", () => {
  for (const module of ["rego", "helm", "native"]) {
    const wanted = /^go (\d+\.\d+)/m.exec(readFileSync(join(repository, `toolchain/${module}/go.mod`), "utf8"))?.[1];
    assert.ok(readme.includes(`Go ${wanted} or newer`), module);
  }
});

test("what it shows of the demo is printed", async () => {
  const runs = shownRuns(readme);
  assert.equal(runs.length, 2);
  for (const run of runs) assert.equal(await wrongLine(run, repository), undefined);
});

test("it has every exit code", () => {
  const codes = tableRows(section(readme, "## Exit codes")).map(([code]) => Number(code));
  assert.deepEqual(codes, Object.values(exitCodes));
});

test("a newcomer gets through it: at most 160 lines", () => {
  const withoutFigures = readme.replace(/<!-- measured -->[\s\S]*<!-- \/measured -->/, "");
  assert.ok(withoutFigures.split("\n").length <= 160);
});
