// What a user adds to a built-in framework: it can lower numbers, and never raise one.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assess } from "../../src/assessment/index.ts";
import { severities, type Mapping } from "../../src/model/index.ts";
import { bothVariants, check, factsWith, framework, mapping, observe, type Outcomes } from "./facts.ts";
import { judge } from "./judge.ts";
import { raisedNumbers, raisedScores, replaceCheck, worlds } from "./worlds.ts";

const added = fc.record({
  severity: fc.constantFrom(...severities),
  outcome: fc.constantFrom<Outcomes>({ passes: [0] }, { fails: [0] }, { errs: [0] }, { skips: [0] }, {}),
  edges: fc.array(
    fc.record({ framework: fc.constantFrom("alpha", "beta", "gamma"), control: fc.constantFrom("1", "2", "3") }),
    { minLength: 1, maxLength: 5 },
  ),
});

function own(edge: Mapping): Mapping {
  return { ...edge, own: true };
}

test("own checks that are mapped to built-in frameworks raise no number, neither coverage nor reach", () => {
  fc.assert(
    fc.property(worlds, fc.array(added, { minLength: 1, maxLength: 3 }), (world, rows) => {
      const before = assess(world);
      // Without any result at all there is no score; whatever has one then makes it 0 or more.
      fc.pre(before.score.strict !== null);
      const observations = rows.map(({ severity, outcome }, index) =>
        observe(check(`own/${index}`, severity), outcome),
      );
      const edges = rows.flatMap((row, index) =>
        row.edges.map((edge) => own(mapping(`own/${index}`, edge.framework, edge.control))),
      );
      const after = assess({
        ...world,
        observations: [...world.observations, ...observations],
        mappings: [...world.mappings, ...edges],
      });
      assert.deepEqual(raisedNumbers(before, after), []);
      assert.deepEqual(
        after.frameworks.map(({ reach }) => reach),
        before.frameworks.map(({ reach }) => reach),
      );
    }),
    { numRuns: 1000 },
  );
});

test("own mappings of built-in checks raise no number either", () => {
  fc.assert(
    fc.property(worlds, added, (world, { edges }) => {
      const before = assess(world);
      const more = world.observations.flatMap((observed) =>
        edges.map((edge) => own(mapping(observed.check.id, edge.framework, edge.control))),
      );
      assert.deepEqual(raisedNumbers(before, assess({ ...world, mappings: [...world.mappings, ...more] })), []);
    }),
    { numRuns: 1000 },
  );
});

test("a further failure of an own check raises no score", () => {
  fc.assert(
    fc.property(worlds, added, (world, row) => {
      const mine = check("own/0", row.severity);
      const passing = {
        ...world,
        observations: [...world.observations, observe(mine, { passes: [0] })],
        mappings: [...world.mappings, ...row.edges.map((edge) => own(mapping(mine.id, edge.framework, edge.control)))],
      };
      const failing = replaceCheck(passing, observe(mine, { passes: [0], fails: [1] }));
      assert.deepEqual(raisedScores(assess(passing), assess(failing)), []);
    }),
    { numRuns: 1000 },
  );
});

test("many own checks that pass do not dilute a failure, one that fails counts", () => {
  const bad = observe(check("theme/bad", "medium"), { fails: [0] });
  const good = observe(check("theme/good", "low"), { passes: [0] });
  const padding = Array.from({ length: 50 }, (_, index) => observe(check(`own/${index}`, "high"), { passes: [0] }));
  const ownFailure = observe(check("own/fails", "low"), { fails: [0] });
  const edge = (id: string) => mapping(id, "alpha", "A.1");
  const facts = (observed: typeof padding) =>
    factsWith({
      frameworks: [framework("alpha", ["A.1"])],
      observations: [bad, good, ...observed],
      mappings: [edge("theme/bad"), edge("theme/good"), ...observed.map(({ check: { id } }) => own(edge(id)))],
    });
  assert.deepEqual(assess(facts([])).score, bothVariants("1/5", 20));
  assert.deepEqual(assess(facts(padding)).score, bothVariants("1/5", 20));
  assert.deepEqual(assess(facts([...padding, ownFailure])).score, bothVariants("1/6", 16.6));
});

test("in a framework of one's own they count as any", () => {
  const observations = [
    observe(check("theme/bad", "low"), { fails: [0] }),
    observe(check("own/good", "low"), { passes: [0] }),
  ];
  assert.deepEqual(judge(observations).score, bothVariants("1/2", 50));
});
