// The gate's conditions on scores and coverage, with each verdict they can have and the words they say it in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { conditionOf, framework, mapping } from "./facts.ts";
import { bad, broken, checksOf, good, judge, times, unknown } from "./judge.ts";

test("a score of exactly the threshold is not over it", () => {
  const assessment = judge(checksOf("low", ...times(9, good), bad));
  assert.deepEqual(conditionOf(assessment, "score"), {
    id: "score",
    verdict: "fail",
    message: "overall adjusted score 90.0% (exact 9/10) is not over 90%",
  });
  assert.equal(assessment.gate.verdict, "failed");
});

test("a score just over a threshold with decimals passes, although both are displayed alike", () => {
  // 17/19 is 89.4736...%.
  const observations = checksOf("low", ...times(17, good), bad, bad);
  const verdictAt = (score: number) =>
    conditionOf(judge(observations, { thresholds: { score, coverage: 95 } }), "score")?.verdict;
  assert.equal(verdictAt(89.4736), "pass");
  assert.equal(verdictAt(89.4737), "fail");
});

test("a low score is incomplete when missing results could lift it over the threshold, and a failure when not", () => {
  const message = "overall adjusted score 90.0% (exact 9/10) is not over 90%";
  for (const missing of [unknown, broken])
    assert.deepEqual(conditionOf(judge(checksOf("low", ...times(9, good), missing)), "score"), {
      id: "score",
      verdict: "incomplete",
      message: `${message}; it would be 100.0% (exact 1/1) if every check without a result were satisfied`,
    });
  // 18/20 with the missing one satisfied: exactly the threshold, which is not over it.
  const hopeless = judge(checksOf("low", ...times(17, good), bad, bad, unknown));
  assert.equal(conditionOf(hopeless, "score")?.verdict, "fail");
});

test("each framework has to be over the threshold on its own", () => {
  const observations = checksOf("low", ...times(19, good), bad);
  const frameworks = [framework("alpha", ["A.1"]), framework("beta", ["B.1"])];
  const mappings = [
    ...observations.map((observed) => mapping(observed.check.id, "alpha", "A.1")),
    mapping("low/1", "beta", "B.1"),
    mapping("low/20", "beta", "B.1"),
  ];
  const { gate } = judge(observations, { frameworks, mappings, thresholds: { score: 70, coverage: 95 } });
  // Overall: (19/20 + 1/2) / 2.
  assert.deepEqual(gate.conditions.slice(0, 3), [
    { id: "score", verdict: "pass", message: "overall adjusted score 72.5% (exact 29/40) is over 70%" },
    { id: "score:alpha", verdict: "pass", message: "Framework alpha adjusted score 95.0% (exact 19/20) is over 70%" },
    { id: "score:beta", verdict: "fail", message: "Framework beta adjusted score 50.0% (exact 1/2) is not over 70%" },
  ]);
  assert.equal(gate.verdict, "failed");
});

test("without a score the gate is incomplete", () => {
  const nothingAssessed = judge(checksOf("low", unknown));
  assert.equal(conditionOf(nothingAssessed, "score")?.verdict, "incomplete");
  assert.equal(conditionOf(nothingAssessed, "score")?.message, "no overall adjusted score: nothing was assessed");
  const unmapped = judge(checksOf("low", good), { mappings: [] });
  assert.deepEqual(conditionOf(unmapped, "score:alpha"), {
    id: "score:alpha",
    verdict: "incomplete",
    message: "no Framework alpha adjusted score: no check is mapped to a control",
  });
  assert.deepEqual(conditionOf(unmapped, "coverage"), {
    id: "coverage",
    verdict: "incomplete",
    message: "no coverage: no check is mapped to a control",
  });
  assert.equal(unmapped.gate.verdict, "incomplete");
});

test("coverage of exactly the threshold is enough", () => {
  const assessment = judge(checksOf("low", ...times(19, good), unknown));
  assert.deepEqual(conditionOf(assessment, "coverage"), {
    id: "coverage",
    verdict: "pass",
    message: "coverage 95.0% (exact 19/20) is at least 95%",
  });
  assert.equal(assessment.gate.verdict, "passed");
});

test("coverage below the threshold is incomplete, and names the checks without a result, the heaviest first", () => {
  const observations = [...checksOf("medium", good, unknown), ...checksOf("low", broken, ...times(6, unknown))];
  // 4 of 4 + 4 + 7.
  assert.deepEqual(conditionOf(judge(observations), "coverage"), {
    id: "coverage",
    verdict: "incomplete",
    message:
      "coverage 26.6% (exact 4/15) is less than 95%; " +
      "without a result: medium/2, low/1, low/2, low/3, low/4 and 3 more",
  });
});
