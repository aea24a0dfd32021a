// A baseline: what it has fails no gate, what is new or worse does, and nothing gets worse unnoticed.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assess, baselineOf, type AssessmentFacts } from "../../src/assessment/index.ts";
import type { Assessment, Baseline, Exception } from "../../src/model/index.ts";
import { check, conditionOf, factsWith, finding, framework, mapping, observe, workload } from "./facts.ts";
import { bad, checksOf, good, judge, unknown } from "./judge.ts";
import { replaceCheck, worlds } from "./worlds.ts";

function baselineFrom(assessment: Assessment): Baseline {
  return { ...baselineOf(assessment), sha256: "0".repeat(64) };
}

const bySeverity = ["score", "score:alpha", "coverage", "critical"];

test("what fails in the baseline is known, and the gate passes", () => {
  const observations = [...checksOf("critical", bad, good), ...checksOf("high", bad, unknown)];
  const before = judge(observations, { subjects: [workload(0)] });
  assert.equal(before.gate.verdict, "failed");
  const after = judge(observations, { subjects: [workload(0)], baseline: baselineFrom(before) });
  assert.deepEqual(
    bySeverity.map((id) => conditionOf(after, id)?.verdict),
    ["known", "known", "known", "known"],
  );
  assert.equal(after.gate.verdict, "passed");
  assert.deepEqual(
    new Set(after.checks.flatMap(({ findings }) => findings.map((one) => one.baseline))),
    new Set(["unchanged"]),
  );
});

test("a new finding fails the gate, even one of low severity; a critical one by its own condition too", () => {
  const before = judge([...checksOf("critical", bad, good), ...checksOf("low", good, good)]);
  const baseline = baselineFrom(before);
  const low = judge([...checksOf("critical", bad, good), ...checksOf("low", good, bad)], { baseline });
  assert.equal(conditionOf(low, "baseline")?.verdict, "fail");
  assert.equal(conditionOf(low, "critical")?.verdict, "known");
  const critical = judge([...checksOf("critical", bad, bad), ...checksOf("low", good, good)], { baseline });
  assert.equal(conditionOf(critical, "critical")?.verdict, "fail");
  assert.equal(critical.baseline?.new, 1);
});

test("a check that has no result any more is a regression, though it has no finding", () => {
  const baseline = baselineFrom(judge(checksOf("low", good, good)));
  const after = judge(checksOf("low", good, unknown), { baseline });
  assert.deepEqual(after.baseline?.regressed, [
    { framework: "alpha", control: "A.1", message: "satisfied before, not-assessed now" },
  ]);
  assert.equal(after.gate.verdict, "failed");
});

test("a critical check that has no result any more is not known from a baseline in which it had one", () => {
  const baseline = baselineFrom(judge([...checksOf("critical", good), ...checksOf("low", good)]));
  const after = judge([...checksOf("critical", unknown), ...checksOf("low", good)], { baseline });
  assert.equal(conditionOf(after, "critical")?.verdict, "incomplete");
  const before = judge([...checksOf("critical", unknown), ...checksOf("low", good)]);
  const same = judge([...checksOf("critical", unknown), ...checksOf("low", good)], { baseline: baselineFrom(before) });
  assert.equal(conditionOf(same, "critical")?.verdict, "known");
});

test("a control whose score falls while its status stays stands worse", () => {
  const subjects = [workload(0)];
  const before = judge([...checksOf("low", bad, good), ...checksOf("high", good)], { subjects });
  const after = judge([...checksOf("low", bad, bad), ...checksOf("high", good)], {
    subjects,
    baseline: baselineFrom(before),
  });
  assert.deepEqual(
    after.baseline?.regressed.map(({ control, message }) => `${control}: ${message}`),
    ["A.1: strict score 8/9 before, 7/9 now"],
  );
});

test("what was mended is told, and a namespace that is gone makes the gate incomplete", () => {
  const before = judge([...checksOf("high", bad), ...checksOf("low", good)], { subjects: [workload(0)] });
  const baseline = baselineFrom(before);
  const mended = judge([...checksOf("high", good), ...checksOf("low", good)], { baseline, subjects: [workload(0)] });
  assert.deepEqual(
    mended.baseline?.fixed.map(({ fingerprint }) => fingerprint),
    ["high/1#0"],
  );
  assert.equal(mended.gate.verdict, "passed");
  const gone = judge([...checksOf("high", good), ...checksOf("low", good)], { baseline });
  assert.deepEqual(gone.baseline?.gone, ["shop"]);
  assert.equal(gone.gate.verdict, "incomplete");
});

test("an exception that counts covers what is new", () => {
  const exception: Exception = {
    id: "EX-1",
    type: "risk-accepted",
    checks: ["low/2"],
    subjects: [{ kind: "Deployment", namespace: "shop", name: "web-0" }],
    reason: "It may.",
    requestedBy: "ada",
    approvedBy: "grace",
    approvedAt: "2026-01-01",
    expiresAt: "2026-02-01",
    location: { file: "exceptions.yaml" },
  };
  const subjects = [workload(0)];
  const baseline = baselineFrom(judge(checksOf("low", good, good), { subjects }));
  const after = judge(checksOf("low", good, bad), { baseline, subjects, exceptions: [exception] });
  assert.deepEqual(after.baseline && [after.baseline.new, after.baseline.regressed], [0, []]);
  assert.equal(conditionOf(after, "baseline")?.verdict, "pass");
});

test("a framework that is no more in scope, and a control that is no more assessed, are noticed", () => {
  const two = factsWith({
    frameworks: [framework("alpha", ["A.1"]), framework("beta", ["B.1"])],
    observations: [observe(check("theme/good", "low"), { passes: [0] })],
    mappings: [mapping("theme/good", "alpha", "A.1"), mapping("theme/good", "beta", "B.1")],
  });
  const baseline = baselineFrom(assess(two));
  const one: AssessmentFacts = { ...two, baseline, frameworks: two.frameworks.slice(0, 1) };
  assert.deepEqual(assess(one).baseline?.regressed, [
    { framework: "beta", control: "B.1", message: "it is not assessed any more" },
  ]);
  assert.equal(assess(one).gate.verdict, "failed");
});

test("held against itself, an assessment has nothing new and nothing worse", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const before = assess(world);
      const after = assess({ ...world, baseline: baselineFrom(before) });
      assert.deepEqual(after.baseline && [after.baseline.new, after.baseline.fixed, after.baseline.regressed], [
        0,
        [],
        [],
      ]);
      for (const id of ["score", "coverage", "critical", "baseline"])
        assert.ok(
          ["pass", "known"].includes(conditionOf(after, id)?.verdict ?? "") || before.score.adjusted === null,
          id,
        );
    }),
  );
});

test("against any baseline of a world, one more finding fails the gate", () => {
  fc.assert(
    fc.property(worlds, fc.nat(9), (world, subject) => {
      const baseline = baselineFrom(assess(world));
      for (const observed of world.observations) {
        const added = { ...finding(observed.check, subject), fingerprint: "new" };
        const after = assess(
          replaceCheck({ ...world, baseline }, { ...observed, findings: [...observed.findings, added] }),
        );
        assert.equal(conditionOf(after, "baseline")?.verdict, "fail");
        assert.equal(after.gate.verdict, "failed");
      }
    }),
  );
});
