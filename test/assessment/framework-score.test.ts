// Framework and overall scores and coverage by hand: weights are critical 10, high 7, medium 4, low 1.
import assert from "node:assert/strict";
import { test } from "node:test";
import { coverageShare, frameworkShare, overallShare, toScore } from "../../src/assessment/framework-score.ts";
import { rational } from "../../src/assessment/rational.ts";
import type { FrameworkScope } from "../../src/assessment/scope.ts";
import type { CheckAssessment, CheckStatus, Severity } from "../../src/model/index.ts";
import { check, framework } from "./facts.ts";

type Graded = readonly [Severity, CheckStatus];

function graded([severity, status]: Graded): CheckAssessment {
  const of = check(`${severity}/${status}`, severity);
  return { check: of, status, mappings: [], passed: [], findings: [], notApplicable: [], errors: [] };
}

function scope(id: string, ...controls: readonly (readonly Graded[])[]): FrameworkScope {
  const names = controls.map((_checks, index) => `${id}.${index}`);
  return {
    framework: framework(id, names),
    controls: controls.map((checks, index) => ({
      control: { id: `${id}.${index}`, title: "" },
      checks: checks.map(graded),
    })),
    excluded: [],
    unjudged: [],
  };
}

test("a control weighs as much as its most severe check: (7 x 7/8 + 4 x 1 + 1 x 0) / (7 + 4 + 1)", () => {
  const controls = [
    [
      ["high", "satisfied"],
      ["low", "not-satisfied"],
    ],
    [["medium", "satisfied"]],
    [["low", "not-assessed"]],
  ] satisfies Graded[][];
  // 49/8 + 32/8 = 81/8, divided by 12.
  assert.deepEqual(frameworkShare(scope("alpha", ...controls), "strict"), rational(81n, 96n));
});

test("frameworks count alike, however many controls they have: (1/2 + 1) / 2", () => {
  const half = scope("alpha", [["low", "satisfied"]], [["low", "not-satisfied"]]);
  const whole = scope("beta", [["critical", "satisfied"]]);
  assert.deepEqual(overallShare([half, whole], "strict"), rational(3n, 4n));
});

test("the variants differ by the exceptions: 4/5 is raised by a tenth of 5, half of what is excepted", () => {
  const alpha = scope("alpha", [
    ["medium", "satisfied"],
    ["low", "satisfied-with-exception"],
  ]);
  assert.deepEqual(frameworkShare(alpha, "strict"), rational(4n, 5n));
  assert.deepEqual(frameworkShare(alpha, "adjusted"), rational(9n, 10n));
  assert.deepEqual(overallShare([alpha], "strict"), rational(4n, 5n));
  assert.deepEqual(overallShare([alpha], "adjusted"), rational(9n, 10n));
});

test("a framework without controls in scope has no score and does not count in the mean", () => {
  assert.equal(frameworkShare(scope("alpha"), "strict"), null);
  assert.equal(overallShare([scope("alpha")], "strict"), null);
  assert.equal(overallShare([], "strict"), null);
  assert.deepEqual(overallShare([scope("alpha"), scope("beta", [["low", "satisfied"]])], "strict"), rational(1n));
});

test("coverage is the weight with a result, whichever: 10 + 4 + 1 of 10 + 7 + 4 + 4 + 1", () => {
  const checks = (
    [
      ["critical", "not-satisfied"],
      ["high", "error"],
      ["medium", "satisfied"],
      ["medium", "not-assessed"],
      ["low", "satisfied-with-exception"],
    ] as const
  ).map(graded);
  assert.deepEqual(coverageShare(checks), rational(15n, 26n));
  assert.equal(coverageShare([]), null);
});

test("a score carries the exact share and its floored percentage", () => {
  assert.deepEqual(toScore(rational(8999n, 10_000n)), { exact: "8999/10000", percent: 89.9 });
  assert.deepEqual(toScore(rational(2n, 3n)), { exact: "2/3", percent: 66.6 });
  assert.deepEqual(toScore(rational(0n)), { exact: "0/1", percent: 0 });
});
