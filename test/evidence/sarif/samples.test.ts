// The samples of SARIF and the example's evidence are what their READMEs say, and fit to be published.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { globSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import type { Log } from "sarif";
import { repository } from "../../cli/touchstone.ts";
import { codeIn, tableRows } from "../../docs/documents.ts";
import { sarifValidator } from "../../report/sarif-schema.ts";

const samples = join(repository, "test/evidence/sarif/samples");
const example = join(repository, "examples/agents");
const evidence = globSync(join(example, "evidence*/*.sarif")).toSorted();
const schemaErrors = sarifValidator();

function readLog(file: string): Log {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** The first cell of every row, without its backticks. */
function namesIn(readme: string): readonly string[] {
  return tableRows(readFileSync(readme, "utf8")).flatMap(([first = ""]) => codeIn(first).slice(0, 1));
}

test("the README tells of every sample, and of no other", () => {
  const files = globSync(["*.sarif", "edge/*.sarif"], { cwd: samples }).map((file) => basename(file));
  assert.ok(files.length > 20);
  assert.deepEqual(namesIn(join(samples, "README.md")).toSorted(), files.toSorted());
});

test("every sample and all evidence is valid SARIF, but for one path with backslashes", () => {
  const invalid = [...globSync(join(samples, "**/*.sarif")), ...evidence].flatMap((file) =>
    schemaErrors(readLog(file)).map((error) => `${basename(file)} ${error}`),
  );
  assert.deepEqual(invalid, [
    'uri-bases.sarif /runs/0/results/13/locations/0/physicalLocation/artifactLocation/uri must match format "uri-reference"',
  ]);
});

test("no sample and no evidence is large, or names a home folder", () => {
  for (const file of [...globSync(join(samples, "**/*.sarif")), ...evidence]) {
    assert.ok(statSync(file).size < 64 * 1024, file);
    assert.doesNotMatch(readFileSync(file, "utf8"), /\/(?:root|home|Users|work)\//, file);
  }
});

test("each file of the example's evidence has a record of its own bytes", () => {
  const unlike = evidence.filter((file) => {
    const record = JSON.parse(readFileSync(`${file}.record.json`, "utf8"));
    return record.sha256 !== createHash("sha256").update(readFileSync(file)).digest("hex");
  });
  assert.equal(evidence.length, 12);
  assert.deepEqual(unlike, []);
});

test("the example's evidence has no snippets, authors or secrets in it", () => {
  for (const file of evidence) {
    const text = readFileSync(file, "utf8");
    assert.doesNotMatch(text, /"snippet"|"contextRegion"|"author"|not-a-real-password|ghp_/, file);
  }
});

test("in the insecure source every tool finds something, in the hardened one none does", () => {
  const counts = evidence.map((file) => [file.slice(example.length + 1), readLog(file).runs[0]?.results?.length]);
  assert.deepEqual(Object.fromEntries(counts), {
    "evidence/bandit.sarif": 7,
    "evidence/cargo-audit.sarif": 1,
    "evidence/checkov-chart.sarif": 96,
    "evidence/checkov-dockerfile.sarif": 6,
    "evidence/gitleaks.sarif": 1,
    "evidence/semgrep.sarif": 10,
    "evidence-hardened/bandit.sarif": 0,
    "evidence-hardened/cargo-audit.sarif": 0,
    "evidence-hardened/checkov-chart.sarif": 0,
    "evidence-hardened/checkov-dockerfile.sarif": 0,
    "evidence-hardened/gitleaks.sarif": 0,
    "evidence-hardened/semgrep.sarif": 0,
  });
  const readme = tableRows(readFileSync(join(example, "evidence/README.md"), "utf8")).filter(([file = ""]) =>
    file.includes(".sarif"),
  );
  const told = readme.flatMap(([file = "", , insecure, hardened]) => [
    [`evidence/${codeIn(file)[0]}`, Number(insecure)],
    [`evidence-hardened/${codeIn(file)[0]}`, Number(hardened)],
  ]);
  assert.deepEqual(Object.fromEntries(told), Object.fromEntries(counts));
});
