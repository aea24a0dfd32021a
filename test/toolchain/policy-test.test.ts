// `touchstone policy test` and `opa test` run the same tests, with the same results, reports and coverage.
import assert from "node:assert/strict";
import { test } from "node:test";
import { folderOf, repository, touchstone } from "../cli/touchstone.ts";
import { bakery, failing, inFolder } from "./bakery.ts";
import { runOpa, skipWithoutOpa as skip } from "./opa-binary.ts";

interface Result {
  readonly location: { readonly file: string; readonly row: number };
  readonly name: string;
}

/** In the order of the sources, without what the clock says. */
function results(json: string): readonly unknown[] {
  return (JSON.parse(json) as readonly (Result & { readonly duration: number })[])
    .map(({ duration, ...result }) => {
      assert.equal(typeof duration, "number");
      return result;
    })
    .toSorted((a, b) => (a.location.file === b.location.file ? a.location.row - b.location.row : a.location.file < b.location.file ? -1 : 1));
}

/** Blocks of a report for people in any order: OPA's own order is that of a map. */
function blocks(report: string): readonly string[] {
  return report
    .replaceAll(/\([\d.]+[µnm]?s\)/g, "(some time)")
    .split(/^(?=\S+:\d+:$|data\.|-{80}$)/m)
    .map((block) => block.trim())
    .filter((block) => !/^\S+:\d+:$/.test(block))
    .toSorted();
}

async function both(folder: string, flags: readonly string[], path = "policies"): Promise<readonly [string, string]> {
  const theirs = await runOpa(["test", ...flags, path], folder);
  const ours = await touchstone(["policy", "test", ...flags, path], { cwd: folder });
  assert.equal(ours.exitCode === 0, theirs.exitCode === 0, ours.stdout + ours.stderr + theirs.stderr);
  return [ours.stdout, theirs.stdout];
}

test("both give the same results as JSON, errors, printed lines and cases included", { skip }, async () => {
  const folder = await folderOf(inFolder({ ...bakery, ...failing }));
  const [ours, theirs] = await both(folder, ["--format=json"]);
  assert.equal(results(ours).length, 10);
  assert.deepEqual(results(ours), results(theirs));
  const [filtered, expected] = await both(folder, ["--format=json", "--run=(?i)OVENS_TEST.test_(hot|cold)$"]);
  assert.equal(results(filtered).length, 2);
  assert.deepEqual(results(filtered), results(expected));
});

test("both give the same report for people", { skip }, async () => {
  const folder = await folderOf(inFolder({ ...bakery, ...failing }));
  for (const flags of [[], ["--verbose"], ["--var-values"]]) {
    const [ours, theirs] = await both(folder, flags);
    assert.match(ours, /^ {2}the limit is 250$/m);
    assert.deepEqual(blocks(ours), blocks(theirs), flags.join(" "));
  }
});

test("both measure the same coverage, range by range", { skip }, async () => {
  const folder = await folderOf(inFolder(bakery));
  const [ours, theirs] = await both(folder, ["--coverage", "--format=json"]);
  const coverage = JSON.parse(ours) as { readonly coverage: number; readonly files: Record<string, { readonly not_covered?: unknown[] }> };
  assert.deepEqual(coverage, JSON.parse(theirs));
  assert.ok(coverage.coverage > 50 && coverage.coverage < 100);
  assert.ok((coverage.files["policies/bakery/ovens/policy.rego"]?.not_covered ?? []).length > 0);
});

test("both measure the same coverage of our own policies", { skip }, async () => {
  const theirs = await runOpa(["test", "--coverage", "--ignore=*.yaml", "--ignore=*.json", "policies"], repository);
  const ours = await touchstone(["policy", "test", "--coverage", "--format=json", "policies"], { cwd: repository });
  assert.deepEqual(JSON.parse(ours.stdout), JSON.parse(theirs.stdout));
});

test("both end alike when coverage is below the threshold, and when it is not", { skip }, async () => {
  const folder = await folderOf(inFolder(bakery));
  for (const threshold of ["10", "99"]) await both(folder, ["--coverage", `--threshold=${threshold}`]);
});

test("both refuse data that contradict each other, and what is no object", { skip }, async () => {
  for (const files of [
    { "a.json": '{"x": 1}', "b.yaml": "x: 2\n" },
    { "a.json": "[1, 2]" },
    { "a.json": "{" },
    { "a.yaml": "x: [\n" },
    { "bakery/ovens/data.json": '{"hot": true}' },
  ]) {
    const folder = await folderOf({ ...inFolder(bakery), ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`policies/${name}`, text])) });
    const theirs = await runOpa(["test", "policies"], folder);
    const ours = await touchstone(["policy", "test", "policies"], { cwd: folder });
    assert.deepEqual([ours.exitCode, theirs.exitCode], [1, 1], JSON.stringify(files));
    assert.notEqual(ours.stderr, "");
  }
});
