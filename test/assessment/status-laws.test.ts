// The laws of statuses: however checks are put together, the worst decides, and what was not run never helps.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { controlShare, worstStatus } from "../../src/assessment/control-score.ts";
import { foldObservations } from "../../src/assessment/check-status.ts";
import { compare } from "../../src/assessment/rational.ts";
import type { GradedCheck } from "../../src/assessment/scope.ts";
import { checkStatuses, severities, type CheckStatus } from "../../src/model/index.ts";
import { check, observe } from "./facts.ts";

const graded: fc.Arbitrary<GradedCheck> = fc.record({
  check: fc.record({ severity: fc.constantFrom(...severities) }),
  status: fc.constantFrom(...checkStatuses),
});
const some = fc.array(graded, { minLength: 1, maxLength: 6 });

function statusOnly(status: CheckStatus): GradedCheck {
  return { check: { severity: "low" }, status };
}

function rank(status: CheckStatus): number {
  return checkStatuses.indexOf(status);
}

test("aggregation is associative, commutative and idempotent", () => {
  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      const joined = (left: readonly GradedCheck[], right: readonly GradedCheck[]): CheckStatus =>
        worstStatus([statusOnly(worstStatus(left)), statusOnly(worstStatus(right))]);
      const whole = worstStatus([...a, ...b, ...c]);
      assert.equal(worstStatus([statusOnly(joined(a, b)), ...c]), whole);
      assert.equal(worstStatus([...a, statusOnly(joined(b, c))]), whole);
      assert.equal(worstStatus([...c, ...b, ...a]), whole);
      assert.equal(worstStatus([...a, ...a]), worstStatus(a));
    }),
  );
});

test("adding a check that was not run never improves a control's status, nor its score", () => {
  fc.assert(
    fc.property(some, fc.constantFrom(...severities), (checks, severity) => {
      const more = [...checks, { check: { severity }, status: "not-assessed" as const }];
      assert.ok(rank(worstStatus(more)) <= rank(worstStatus(checks)));
      for (const variant of ["strict", "adjusted"] as const) {
        const [before, after] = [controlShare(checks, variant), controlShare(more, variant)];
        assert.ok(before && after && compare(after, before) <= 0);
      }
    }),
  );
});

test("folding more observations into a check never improves its status, once it has a result", () => {
  const subjects = fc.uniqueArray(fc.nat(5), { maxLength: 3 });
  const outcomes = fc.record({ passes: subjects, fails: subjects, skips: subjects, errs: subjects });
  fc.assert(
    fc.property(outcomes, outcomes, fc.constantFrom(...severities), (first, second, severity) => {
      const of = check("theme/check", severity);
      const join = (key: keyof typeof first): number[] => [...first[key], ...second[key]];
      const both = { passes: join("passes"), fails: join("fails"), skips: join("skips"), errs: join("errs") };
      const before = foldObservations(observe(of, first)).status;
      const after = foldObservations(observe(of, both)).status;
      if (before !== "not-assessed") assert.ok(rank(after) <= rank(before), `${before} became ${after}`);
    }),
  );
});
