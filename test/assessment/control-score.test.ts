// A control's two scores by hand: weights are critical 10, high 7, medium 4, low 1.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { controlShare, highestSeverity, worstStatus, type Variant } from "../../src/assessment/control-score.ts";
import { compare, rational, type Rational } from "../../src/assessment/rational.ts";
import type { GradedCheck } from "../../src/assessment/scope.ts";
import { checkStatuses, severities, type CheckStatus, type Severity } from "../../src/model/index.ts";

function graded(...checks: readonly (readonly [Severity, CheckStatus])[]): readonly GradedCheck[] {
  return checks.map(([severity, status]) => ({ check: { severity }, status }));
}

function shareOf(checks: readonly GradedCheck[], variant: Variant): Rational {
  const share = controlShare(checks, variant);
  assert.ok(share);
  return share;
}

function shares(checks: readonly GradedCheck[]): { readonly strict: string; readonly adjusted: string } {
  const strict = shareOf(checks, "strict");
  const adjusted = shareOf(checks, "adjusted");
  return {
    strict: `${strict.numerator}/${strict.denominator}`,
    adjusted: `${adjusted.numerator}/${adjusted.denominator}`,
  };
}

const checkLists = fc.array(
  fc.record({
    check: fc.record({ severity: fc.constantFrom(...severities) }),
    status: fc.constantFrom(...checkStatuses),
  }),
  { minLength: 1, maxLength: 8 },
);

test("the satisfied weight of all weight: 7 of 7 + 4 + 1", () => {
  const checks = graded(["high", "satisfied"], ["medium", "not-satisfied"], ["low", "not-satisfied"]);
  assert.deepEqual(shares(checks), { strict: "7/12", adjusted: "7/12" });
});

test("errors and missing results count 0 and keep their weight: 7 of 7 + 4 + 1", () => {
  const checks = graded(["high", "satisfied"], ["medium", "error"], ["low", "not-assessed"]);
  assert.deepEqual(shares(checks), { strict: "7/12", adjusted: "7/12" });
});

test("a critical check that is anything but satisfied makes it 0", () => {
  for (const status of ["not-satisfied", "error", "not-assessed"] as const) {
    const checks = graded(["critical", status], ["high", "satisfied"]);
    assert.deepEqual(shares(checks), { strict: "0/1", adjusted: "0/1" }, status);
  }
  assert.deepEqual(shares(graded(["critical", "satisfied"], ["high", "satisfied"])), {
    strict: "1/1",
    adjusted: "1/1",
  });
});

test("excepted weight below a tenth of the total counts in full: 1 of 10 + 7 + 1", () => {
  const checks = graded(["critical", "satisfied"], ["high", "satisfied"], ["low", "satisfied-with-exception"]);
  assert.deepEqual(shares(checks), { strict: "17/18", adjusted: "1/1" });
});

test("excepted weight beyond a tenth counts as a tenth: 7 + 2.1 of 21 instead of 7 + 14", () => {
  const checks = graded(
    ["high", "satisfied"],
    ["high", "satisfied-with-exception"],
    ["high", "satisfied-with-exception"],
  );
  assert.deepEqual(shares(checks), { strict: "1/3", adjusted: "13/30" });
});

test("an excepted critical check does not make the adjusted score 0, but counts only a tenth: 10 + 2 of 20", () => {
  const checks = graded(["critical", "satisfied"], ["critical", "satisfied-with-exception"]);
  assert.deepEqual(shares(checks), { strict: "0/1", adjusted: "3/5" });
});

test("an optional check that found nothing of its kind counts in nothing, and alone gives no score", () => {
  const absent = { check: { severity: "critical" }, status: "not-assessed", notRequired: true } as const;
  const others = graded(["high", "satisfied"], ["medium", "not-satisfied"]);
  assert.deepEqual(shares([absent, ...others]), { strict: "7/11", adjusted: "7/11" });
  assert.equal(worstStatus([absent, ...graded(["high", "satisfied"])]), "satisfied");
  assert.equal(controlShare([absent], "strict"), null);
  assert.equal(worstStatus([absent]), "not-assessed");
  assert.equal(highestSeverity([absent, ...others]), "critical");
});

test("a control takes the worst status and the highest severity of its checks", () => {
  fc.assert(
    fc.property(checkLists, (checks) => {
      const ranks = checks.map(({ status }) => checkStatuses.indexOf(status));
      assert.equal(worstStatus(checks), checkStatuses[Math.min(...ranks)]);
      const heights = checks.map(({ check }) => severities.indexOf(check.severity));
      assert.equal(highestSeverity(checks), severities[Math.min(...heights)]);
    }),
  );
});

test("0 <= strict <= adjusted <= 1; all satisfied is 1, and exceptions alone are at most a tenth", () => {
  fc.assert(
    fc.property(checkLists, (checks) => {
      const strict = shareOf(checks, "strict");
      const adjusted = shareOf(checks, "adjusted");
      assert.ok(compare(rational(0n), strict) <= 0);
      assert.ok(compare(strict, adjusted) <= 0);
      assert.ok(compare(adjusted, rational(1n)) <= 0);
      const satisfied = checks.filter(({ status }) => status === "satisfied");
      if (satisfied.length === checks.length) assert.deepEqual(strict, rational(1n));
      if (satisfied.length === 0) assert.ok(compare(adjusted, rational(1n, 10n)) <= 0);
    }),
  );
});
