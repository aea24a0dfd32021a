// What two scanners find at one place is one weakness, in the fixtures of the checks of code.
import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { test } from "node:test";
import type { Scan, Subject, Weakness } from "../../src/model/index.ts";
import { policies, subjectsOf } from "./check-folders.ts";

const files = globSync("code/*/fixtures/*.sarif", { cwd: policies }).toSorted();

test("what two scanners find at one place is one weakness with two witnesses, as severe as the worse of them says", async () => {
  const found: Record<string, readonly unknown[]> = {};
  for (const file of files.filter((name) => name.includes("-by-two-scanners"))) {
    found[file.replace("/fixtures/", " ")] = weaknessesOf(await subjectsOf({ file })).map(({ severity, witnesses }) => [
      severity,
      ...witnesses.map(({ tool }) => tool),
    ]);
  }
  assert.deepEqual(found, {
    "code/access-control fail-archive-by-two-scanners.sarif": [["high", "bandit", "semgrep"]],
    "code/authentication fail-certificate-by-two-scanners.sarif": [["high", "bandit", "codeql"]],
    "code/critical-weakness fail-command-by-two-scanners.sarif": [["critical", "bandit", "codeql"]],
    "code/cryptography fail-hash-by-two-scanners.sarif": [["high", "bandit", "codeql"]],
    "code/injection fail-query-by-two-scanners.sarif": [["high", "bandit", "semgrep"]],
    "code/insecure-design fail-function-by-two-scanners.sarif": [["critical", "codeql", "semgrep"]],
    "code/integrity fail-pickle-by-two-scanners.sarif": [["critical", "bandit", "codeql"]],
    "code/logging fail-token-by-two-scanners.sarif": [["high", "codeql", "semgrep"]],
    "code/misconfiguration fail-external-entities-by-two-scanners.sarif": [["critical", "codeql", "semgrep"]],
  });
});

test("runs of fixtures are recent, and count unless the fixture's name says why not", async () => {
  for (const file of files) {
    const runs = (await subjectsOf({ file })).filter(({ kind }) => kind === "scan").map(({ input }) => input as Scan);
    assert.ok(runs.length > 0, file);
    const isRecent = runs.every(({ ageHours }) => ageHours !== null && ageHours < 24);
    assert.equal(isRecent, !file.includes("old-run"), file);
    const hasFailed = runs.some(({ successful, errors, executed }) => !successful || errors.length > 0 || !executed);
    assert.equal(hasFailed, /run-that-failed|run-without-results/.test(file), file);
  }
});

function weaknessesOf(subjects: readonly Subject[]): readonly Weakness[] {
  return subjects.filter(({ kind }) => kind === "weakness").map(({ input }) => input as Weakness);
}
