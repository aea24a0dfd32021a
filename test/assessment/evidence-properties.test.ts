// What less evidence and worse evidence can never do, on arbitrary worlds: raise a score or turn the gate green.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assess, type CheckObservations } from "../../src/assessment/index.ts";
import type { Assessment } from "../../src/model/index.ts";
import { finding, observe } from "./facts.ts";
import { raisedNumbers, raisedScores, replaceCheck, worlds } from "./worlds.ts";

const runs = { numRuns: 500 };

/**
 * The two ways to leave out a check: its evidence is not there, or it is not selected. An optional check is left out with
 * its evidence, so that only a satisfied one makes no difference for the better.
 */
function leftOut({ check }: CheckObservations, before: Assessment): readonly CheckObservations[] {
  const { status } = before.checks.find((one) => one.check.id === check.id) ?? {};
  const unselected = observe(check, { selected: false });
  return check.optional && status !== "satisfied" ? [unselected] : [observe(check), unselected];
}

function turnsGreen(before: Assessment, after: Assessment): boolean {
  return before.gate.verdict !== "passed" && after.gate.verdict === "passed";
}

test("leaving out a check, by its evidence or by selection, raises no score and no coverage", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const before = assess(world);
      for (const observed of world.observations)
        for (const without of leftOut(observed, before))
          assert.deepEqual(raisedNumbers(before, assess(replaceCheck(world, without))), []);
    }),
    runs,
  );
});

// Not so for an error: the gate allows none at all, but a few checks that were not assessed, as far as coverage allows.
test("leaving out a check that had a result and no error never turns the gate green", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const before = assess(world);
      for (const observed of world.observations.filter(({ errors }) => errors.length === 0))
        for (const without of leftOut(observed, before))
          assert.ok(!turnsGreen(before, assess(replaceCheck(world, without))), observed.check.id);
    }),
    { numRuns: 2000 },
  );
});

test("with `optional` taken away, leaving out the evidence of any check raises no score", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const observations = world.observations.map((observed) => {
        const { optional: _, ...check } = observed.check;
        return { ...observed, check };
      });
      const required = { ...world, observations };
      const before = assess(required);
      for (const { check } of observations)
        assert.deepEqual(raisedNumbers(before, assess(replaceCheck(required, observe(check)))), []);
    }),
    runs,
  );
});

test("a further failure raises no score, and turns no gate green unless its check had no result before", () => {
  fc.assert(
    fc.property(worlds, fc.nat(9), (world, subject) => {
      const before = assess(world);
      for (const observed of world.observations) {
        const findings = [...observed.findings, finding(observed.check, subject)];
        const after = assess(replaceCheck(world, { ...observed, findings }));
        assert.deepEqual(raisedScores(before, after), []);
        const { status } = before.checks.find(({ check }) => check.id === observed.check.id) ?? {};
        if (status !== "not-assessed") assert.ok(!turnsGreen(before, after), observed.check.id);
      }
    }),
    runs,
  );
});

test("a further error raises no score and turns no gate green", () => {
  fc.assert(
    fc.property(worlds, fc.nat(9), (world, subject) => {
      const before = assess(world);
      for (const observed of world.observations) {
        const errors = [...observed.errors, { subject, message: "the evaluation was cut off" }];
        const after = assess(replaceCheck(world, { ...observed, errors }));
        assert.deepEqual(raisedScores(before, after), []);
        assert.notEqual(after.gate.verdict, "passed");
      }
    }),
    runs,
  );
});

test("without observations there is no score and no pass", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const observations = world.observations.map(({ check, selected }) => observe(check, { selected }));
      const { score, frameworks, gate } = assess({ ...world, observations });
      const none = { strict: null, adjusted: null };
      assert.deepEqual(score, none);
      for (const framework of frameworks) assert.deepEqual(framework.score, none);
      assert.equal(gate.verdict, "incomplete");
    }),
    runs,
  );
});
