// `touchstone policy test`: what it prints, how it ends, and what counts as data.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bakery, failing, inFolder } from "../toolchain/bakery.ts";
import { folderOf, repository, touchstone } from "./touchstone.ts";

test("the tests of our own policies pass: 0", async () => {
  const { exitCode, stdout, stderr } = await touchstone(["policy", "test", "policies"], { cwd: repository });
  assert.match(stdout, /^PASS: (\d+)\/\1\n$/);
  assert.deepEqual([exitCode, stderr], [0, ""]);
});

test("a failing test is shown with its place and with what it printed: 1", async () => {
  const folder = await folderOf(inFolder({ ...bakery, ...failing }));
  const { exitCode, stdout } = await touchstone(["policy", "test", "policies", "--run", "test_fails"], { cwd: folder });
  assert.equal(
    stdout.replace(/\([\d.]+[µnm]?s\)/, "(some time)"),
    `policies/bakery/bad_test.rego:5:
data.bad_test.test_fails: FAIL (some time)

  the limit is 250

--------------------------------------------------------------------------------
FAIL: 1/1
`,
  );
  assert.equal(exitCode, 1);
});

test("a test that errs is shown with why: 1", async () => {
  const folder = await folderOf(inFolder({ ...bakery, ...failing }));
  const { exitCode, stdout } = await touchstone(["policy", "test", "policies", "--run", "test_throws"], {
    cwd: folder,
  });
  assert.match(stdout, /policies\/bakery\/bad_test\.rego:16: eval_conflict_error: object keys must be unique/);
  assert.match(stdout, /ERROR: 1\/1/);
  assert.equal(exitCode, 1);
});

test("a skipped test ends with 1, as with opa, unless that is not wanted", async () => {
  const folder = await folderOf({
    "later_test.rego": "package later_test\n\ntodo_test_it if false\n\ntest_now if true\n",
  });
  const { exitCode, stdout } = await touchstone(["policy", "test", "."], { cwd: folder });
  assert.match(stdout, /PASS: 1\/2\nSKIPPED: 1\/2\n$/);
  assert.equal(exitCode, 1);
  assert.equal((await touchstone(["policy", "test", ".", "-z"], { cwd: folder })).exitCode, 0);
});

test("no test at all is said, and ends with 1", async () => {
  const folder = await folderOf(inFolder(bakery));
  const none = await touchstone(["policy", "test", "policies", "--run", "loaf"], { cwd: folder });
  assert.deepEqual([none.exitCode, none.stderr], [1, "error: no tests were run: none matches loaf\n"]);
  const without = await touchstone(["policy", "test", "policies/bakery/ovens/policy.rego"], { cwd: folder });
  assert.deepEqual([without.exitCode, without.stderr], [1, "error: no tests were run\n"]);
});

test("coverage is a line for each file, with the lines that no test reaches", async () => {
  const folder = await folderOf(inFolder(bakery));
  const { exitCode, stdout } = await touchstone(["policy", "test", "policies", "--coverage"], { cwd: folder });
  assert.equal(
    stdout,
    `PASS: 6/6

policies/bakery/ovens/policy.rego         56.2%  not covered: 11, 13, 24, 26, 29-31
policies/bakery/ovens/policy_test.rego   100.0%
All files                                 70.8%  17 of 24 lines
`,
  );
  assert.equal(exitCode, 0);
});

test("too little coverage ends with 1", async () => {
  const folder = await folderOf(inFolder(bakery));
  const { exitCode, stderr } = await touchstone(["policy", "test", "policies", "--threshold", "90"], { cwd: folder });
  assert.match(stderr, /^error: \d\d\.\d\d% is covered; the threshold is 90%\n$/);
  assert.equal(exitCode, 1);
  assert.equal((await touchstone(["policy", "test", "policies", "--threshold", "50"], { cwd: folder })).exitCode, 0);
});

test("fixtures, hidden entries and node_modules are no data; other JSON and YAML is", async () => {
  const list = "- a list cannot be data\n";
  const folder = await folderOf({
    "p/p_test.rego": 'package p_test\n\ntest_it if data.pans == {"small": 1, "big": 2}\n\ntest_root if data.root\n',
    "p/fixtures/fail-list.yaml": list,
    "p/deep/fixtures/pass-list.json": "[1]",
    "p/.hidden/list.yaml": list,
    "p/node_modules/list.yaml": list,
    "p/pans/data.json": '{"small": 1}',
    "p/pans/more.yml": "big: 2\n",
    "p/top.yaml": "root: true\n",
  });
  const { exitCode, stdout } = await touchstone(["policy", "test", "p"], { cwd: folder });
  assert.deepEqual([exitCode, stdout], [0, "PASS: 2/2\n"]);
});

test("a policy that does not compile is shown with its place: 1", async () => {
  const folder = await folderOf({ "p_test.rego": "package p_test\n\ntest_it if sing(1)\n" });
  const { exitCode, stdout, stderr } = await touchstone(["policy", "test", "."], { cwd: folder });
  assert.deepEqual([exitCode, stdout], [1, ""]);
  assert.equal(
    stderr,
    "p_test.rego:3:12: rego_type_error: undefined function sing\n  test_it if sing(1)\n             ^\n",
  );
});

test("wrong usage is told: 3", async () => {
  const folder = await folderOf(inFolder(bakery));
  for (const [args, message] of [
    [["nowhere"], /E_PATH_MISSING/],
    [["policies", "--run", "("], /^error: --run: error parsing regexp: missing closing \)/],
    [["policies", "--threshold", "101"], /Give a number from 0 to 100/],
    [["policies", "--coverage", "--verbose"], /coverage cannot be measured while evaluation is traced/],
  ] as const) {
    const { exitCode, stderr } = await touchstone(["policy", "test", ...args], { cwd: folder });
    assert.match(stderr, message);
    assert.equal(exitCode, 3);
  }
});
