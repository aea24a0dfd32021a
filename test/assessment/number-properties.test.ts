// What holds for the numbers of every assessment, on arbitrary worlds: exact, bounded, independent of order and padding.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assess } from "../../src/assessment/index.ts";
import { compare, fromDecimal, rational } from "../../src/assessment/rational.ts";
import type { Assessment } from "../../src/model/index.ts";
import { numbersOf, shareOf, worlds } from "./worlds.ts";

const runs = { numRuns: 500 };

function byId<Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

test("the worlds are varied: gates of every verdict, failing conditions of every kind, scores of every size", () => {
  const assessments = fc.sample(worlds, { numRuns: 4000, seed: 3 }).map(assess);
  const verdicts = new Set(assessments.map(({ gate }) => gate.verdict));
  assert.deepEqual([...verdicts].toSorted(), ["failed", "incomplete", "passed"]);
  const unmet = new Set(
    assessments.flatMap(({ gate }) => {
      const open = gate.conditions.filter(({ verdict }) => verdict !== "pass");
      return open.length === 1 ? open.map(({ id }) => id) : [];
    }),
  );
  for (const id of ["score:alpha", "coverage", "critical", "errors", "evidence"])
    assert.ok(unmet.has(id), `no gate is shut by ${id} alone`);
  const scores = new Set(assessments.map(({ score }) => score.strict?.exact));
  assert.ok(scores.size > 50, `only ${scores.size} different scores`);
});

test("copies of subjects that pass change no number and no verdict", () => {
  fc.assert(
    fc.property(worlds, fc.integer({ min: 1, max: 3 }), (world, copies) => {
      const failing = new Set(
        world.observations.flatMap(({ findings, errors }) => [...findings, ...errors].map(({ subject }) => subject)),
      );
      const passing = world.subjects.flatMap((_subject, index) => (failing.has(index) ? [] : [index]));
      const copiesOf = (subject: number): readonly number[] =>
        passing.includes(subject) ? Array.from({ length: copies }, (_, copy) => 100 * (copy + 1) + subject) : [];
      const padded = world.observations.map((observed) => ({
        ...observed,
        passed: [...observed.passed, ...observed.passed.flatMap(copiesOf)],
        notApplicable: [
          ...observed.notApplicable,
          ...observed.notApplicable.flatMap((entry) =>
            copiesOf(entry.subject).map((subject) => ({ ...entry, subject })),
          ),
        ],
      }));
      const before = assess(world);
      const after = assess({ ...world, observations: padded });
      assert.deepEqual(numbersOf(after), numbersOf(before));
      const verdicts = ({ gate }: Assessment) => gate.conditions.map(({ id, verdict }) => [id, verdict]);
      assert.deepEqual(verdicts(after), verdicts(before));
    }),
    runs,
  );
});

test("the order of observations, mappings and frameworks changes no number and no verdict", () => {
  const shuffled = worlds.chain((world) =>
    fc.record({
      world: fc.constant(world),
      observations: fc.shuffledSubarray([...world.observations], { minLength: world.observations.length }),
      mappings: fc.shuffledSubarray([...world.mappings], { minLength: world.mappings.length }),
      frameworks: fc.shuffledSubarray([...world.frameworks], { minLength: world.frameworks.length }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ world, ...lists }) => {
      const before = assess(world);
      const after = assess({ ...world, ...lists });
      assert.deepEqual(after.score, before.score);
      assert.deepEqual(after.coverage, before.coverage);
      assert.deepEqual(
        after.checks.map(({ check, status }) => [check, status]),
        before.checks.map(({ check, status }) => [check, status]),
      );
      assert.deepEqual(byId(after.frameworks), byId(before.frameworks));
      assert.equal(after.gate.verdict, before.gate.verdict);
      assert.deepEqual(byId(after.gate.conditions), byId(before.gate.conditions));
    }),
    runs,
  );
});

test("every number is a share in lowest terms, its percentage is the floor of it, and adjusted is never below strict", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const numbers = numbersOf(assess(world));
      for (const [name, score] of numbers) {
        if (score === null) continue;
        const share = shareOf(score);
        assert.equal(`${share.numerator}/${share.denominator}`, score.exact, name);
        assert.ok(compare(share, rational(0n)) >= 0 && compare(share, rational(1n)) <= 0, name);
        assert.equal(score.percent, Number((share.numerator * 1000n) / share.denominator) / 10, name);
        const adjusted = numbers.get(name.replace("strict", "adjusted"));
        assert.ok(name.includes("coverage") || compare(shareOf(adjusted), share) >= 0, name);
      }
    }),
    runs,
  );
});

test("a passing gate keeps its word", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const assessment = assess(world);
      if (assessment.gate.verdict !== "passed") return;
      const isOver = (share: ReturnType<typeof shareOf>, percent: number) =>
        compare(rational(share.numerator * 100n, share.denominator), fromDecimal(percent));
      for (const { score } of [assessment, ...assessment.frameworks])
        assert.equal(isOver(shareOf(score.adjusted), world.thresholds.score), 1);
      assert.ok(isOver(shareOf(assessment.coverage), world.thresholds.coverage) >= 0);
      assert.deepEqual(assessment.problems, []);
      for (const { check, status, errors, notRequired } of assessment.checks) {
        assert.deepEqual(errors, []);
        if (check.severity === "critical" && !notRequired) assert.equal(status, "satisfied");
      }
    }),
    { numRuns: 2000 },
  );
});
