// The gate's verdict, and its conditions on failures, errors and evidence with the words they say it in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gateOf } from "../../src/assessment/gate.ts";
import { defaultThresholds } from "../../src/assessment/index.ts";
import { scopesOf } from "../../src/assessment/scope.ts";
import { conditionOf, framework, mapping, problem } from "./facts.ts";
import { bad, broken, checksOf, good, judge, times, unknown } from "./judge.ts";

test("the gate passes when every condition does", () => {
  assert.deepEqual(judge([...checksOf("critical", good), ...checksOf("low", good)]).gate, {
    verdict: "passed",
    conditions: [
      { id: "score", verdict: "pass", message: "overall adjusted score 100.0% (exact 1/1) is over 90%" },
      { id: "score:alpha", verdict: "pass", message: "Framework alpha adjusted score 100.0% (exact 1/1) is over 90%" },
      { id: "coverage", verdict: "pass", message: "coverage 100.0% (exact 1/1) is at least 95%" },
      { id: "critical", verdict: "pass", message: "no failure without an exception in 1 critical check" },
      { id: "errors", verdict: "pass", message: "no error in 2 checks" },
      { id: "evidence", verdict: "pass", message: "all evidence was read; the checks judged 1 subject" },
      { id: "exceptions", verdict: "pass", message: "no exceptions are in use" },
    ],
  });
});

test("a critical failure fails the gate, whatever the score and even when it is mapped to nothing", () => {
  const observations = [...checksOf("critical", bad, unknown), ...checksOf("low", good)];
  const assessment = judge(observations, { mappings: [mapping("low/1", "alpha", "A.1")] });
  assert.equal(conditionOf(assessment, "score")?.verdict, "pass");
  assert.deepEqual(conditionOf(assessment, "critical"), {
    id: "critical",
    verdict: "fail",
    message: "critical failures: critical/1",
  });
  assert.equal(assessment.gate.verdict, "failed");
});

test("a critical check without a result is incomplete, so that hiding its evidence does not pass", () => {
  const assessment = judge([...checksOf("critical", unknown, broken), ...checksOf("low", good)]);
  assert.deepEqual(conditionOf(assessment, "critical"), {
    id: "critical",
    verdict: "incomplete",
    message: "2 critical checks without a result: critical/1, critical/2",
  });
});

test("an error is incomplete, and stays so next to a failure of the same check", () => {
  const observations = checksOf("low", ...times(50, good), { passes: [0], errs: [1, 2] }, { fails: [0], errs: [1] });
  const assessment = judge(observations);
  assert.deepEqual(conditionOf(assessment, "errors"), {
    id: "errors",
    verdict: "incomplete",
    message: "3 errors in 2 checks: low/51, low/52",
  });
  assert.equal(conditionOf(assessment, "score")?.verdict, "pass");
  assert.equal(assessment.gate.verdict, "incomplete");
});

test("evidence that could not be read is incomplete, and the files are named", () => {
  const problems = ["a", "a", "b", "c", "d", "e", "f"].map((name) => problem(`${name}.yaml`));
  const assessment = judge(checksOf("low", good), { problems });
  assert.deepEqual(conditionOf(assessment, "evidence"), {
    id: "evidence",
    verdict: "incomplete",
    message: "7 problems with evidence: a.yaml, b.yaml, c.yaml, d.yaml, e.yaml and 1 more",
  });
  assert.equal(assessment.gate.verdict, "incomplete");
});

test("evidence in which the checks judged no subject is incomplete", () => {
  for (const outcome of [unknown, broken, { skips: [0] }])
    assert.deepEqual(conditionOf(judge(checksOf("low", outcome)), "evidence"), {
      id: "evidence",
      verdict: "incomplete",
      message: "the checks judged no subject",
    });
  const failing = judge(checksOf("low", { fails: [0, 1], passes: [2] }, { passes: [0] }));
  assert.equal(conditionOf(failing, "evidence")?.message, "all evidence was read; the checks judged 3 subjects");
});

test("a failure outweighs what is incomplete", () => {
  const assessment = judge(checksOf("low", good, bad, broken), { problems: [problem("a.yaml")] });
  assert.equal(assessment.gate.verdict, "failed");
});

test("what exceptions cover counts as the adjusted score counts it, and is no critical failure", () => {
  // 19 critical of 20: strict 0 because of the excepted one, adjusted 1 because 10 is less than a tenth of 200.
  const { checks } = judge(checksOf("critical", ...times(19, good), bad));
  const excepted = checks.map((check) =>
    check.status === "satisfied" ? check : { ...check, status: "satisfied-with-exception" as const },
  );
  const { verdict, conditions } = gateOf(
    excepted,
    scopesOf([framework("alpha", ["A.1"])], excepted),
    [],
    defaultThresholds,
    [],
  );
  assert.equal(verdict, "passed");
  assert.equal(conditions[0]?.message, "overall adjusted score 100.0% (exact 1/1) is over 90%");
});
