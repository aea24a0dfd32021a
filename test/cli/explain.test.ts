// `touchstone explain score`: the derivation of real assessments, of a part of them, and of one that was edited.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { folderOf, pod, touchstone } from "./touchstone.ts";

const cwd = await folderOf({ "pod.yaml": pod });
const { stdout: json } = await touchstone(["scan", "pod.yaml", "--format", "json"], { cwd });
await writeFile(join(cwd, "assessment.json"), json);

test("the whole, down to each check, from a file or standard input", async () => {
  const { exitCode, stdout, stderr } = await touchstone(["explain", "score", "assessment.json"], { cwd });
  assert.deepEqual([exitCode, stderr], [0, ""]);
  const { score } = JSON.parse(json) as { score: { strict: { exact: string; percent: number } } };
  assert.match(
    stdout,
    new RegExp(
      `^ {2}strict +the sum \\S+ by the frameworks 3 = ${score.strict.exact} = ${score.strict.percent.toFixed(1)}%$`,
      "m",
    ),
  );
  assert.match(
    stdout,
    /^ {2}strict +0, while a critical check is not satisfied: workload\/privileged-container$|^ {2}strict +\d+ \/ \d+ = \d+\/\d+ = [\d.]+%$/m,
  );
  const piped = await touchstone(["explain", "score", "-"], { cwd, input: json });
  assert.equal(piped.stdout, stdout);
});

test("one framework, one control, and both as JSON", async () => {
  const framework = await touchstone(["explain", "score", "assessment.json", "--framework", "csf-2.0"], { cwd });
  assert.match(framework.stdout, /^csf-2\.0: NIST Cybersecurity Framework 2\.0: the mean of its controls/m);
  assert.doesNotMatch(framework.stdout, /A\.8\.9/);
  const args = ["explain", "score", "assessment.json", "--control", "iso27001-2022/A.8.9"];
  const control = await touchstone(args, { cwd });
  assert.match(control.stdout, /^A\.8\.9 Configuration management: not satisfied, weight 10$/m);
  const { control: part, differences } = JSON.parse(
    (await touchstone([...args, "--format", "json"], { cwd })).stdout,
  ) as {
    control: { id: string; strict: { total: number } };
    differences: readonly unknown[];
  };
  assert.deepEqual([part.id, part.strict.total > 100, differences], ["A.8.9", true, []]);
});

test("an assessment that somebody edited is told apart, and each difference named", async () => {
  const exact = /"exact": "\d+\/\d+"/g;
  let count = 0;
  const edited = json.replaceAll(exact, (text) => (count++ === 0 ? '"exact": "99/100"' : text));
  const { exitCode, stderr } = await touchstone(["explain", "score", "-"], { cwd, input: edited });
  assert.equal(exitCode, 1);
  assert.match(stderr, /^error: \S+ strict: the file says 99\/100, and its observations give \d+\/\d+$/m);
});

test("what is no assessment, and what it does not have, is refused", async () => {
  const wrong = await touchstone(["explain", "score", "pod.yaml"], { cwd });
  assert.deepEqual([wrong.exitCode, wrong.stderr.includes("[E_ASSESSMENT]")], [3, true]);
  const empty = await touchstone(["explain", "score", "-"], { cwd, input: "7" });
  assert.deepEqual([empty.exitCode, empty.stderr.includes("- is no assessment [E_ASSESSMENT]")], [3, true]);
  const missing = await touchstone(["explain", "score", "nothing.json"], { cwd });
  assert.deepEqual([missing.exitCode, missing.stderr.includes("[E_PATH_MISSING]")], [3, true]);
  for (const [option, value] of [
    ["--framework", "soc2"],
    ["--control", "csf-2.0/PR.XX-1"],
    ["--control", "A.8.9"],
  ] as const) {
    const { exitCode, stderr } = await touchstone(["explain", "score", "assessment.json", option, value], { cwd });
    assert.equal(exitCode, 3);
    assert.match(stderr, /^error: the assessment has no (framework|control) .*\[E_USAGE\]\n {2}It has /);
  }
});
