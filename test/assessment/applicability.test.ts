// The Statement of Applicability: what is in force takes a control out of the numbers, and nothing else does.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assess } from "../../src/assessment/index.ts";
import type { Applicability } from "../../src/model/index.ts";
import { bothVariants, check, conditionOf, factsWith, framework, mapping, observe } from "./facts.ts";
import { worlds } from "./worlds.ts";

const decision: Applicability = {
  framework: "alpha",
  control: "A.1",
  applicable: false,
  reason: "There is no such thing.",
  approvedBy: "ada",
  approvedAt: "2026-01-01",
  location: { file: "soa.yaml", line: 2 },
};

const facts = factsWith({
  frameworks: [framework("alpha", ["A.1", "A.2"])],
  observations: [
    observe(check("theme/bad", "high"), { fails: [0] }),
    observe(check("theme/good", "high"), { passes: [0] }),
  ],
  mappings: [mapping("theme/bad", "alpha", "A.1"), mapping("theme/good", "alpha", "A.2")],
});

test("a control that does not apply is in no score and no coverage; the total of the reach stays", () => {
  const assessment = assess({ ...facts, applicability: [decision] });
  assert.deepEqual(assess(facts).score, bothVariants("1/2", 50));
  assert.deepEqual(assessment.score, bothVariants("1/1", 100));
  const [alpha] = assessment.frameworks;
  assert.deepEqual(alpha?.reach, { assessable: 1, total: 2 });
  assert.deepEqual(alpha?.controls[0], {
    id: "A.1",
    title: "Title of A.1",
    status: "not-applicable",
    reason: "There is no such thing.",
    score: { strict: null, adjusted: null },
    severity: "high",
    checks: ["theme/bad"],
  });
  assert.equal(
    conditionOf(assessment, "applicability")?.message,
    "1 control decided on; not applicable: alpha/A.1 (ada)",
  );
});

test("its findings stay, and a critical one fails the gate", () => {
  const observations = [observe(check("theme/bad", "critical"), { fails: [0] }), ...facts.observations.slice(1)];
  const assessment = assess({ ...facts, observations, applicability: [decision] });
  assert.equal(assessment.checks[0]?.status, "not-satisfied");
  assert.equal(conditionOf(assessment, "critical")?.verdict, "fail");
});

test("to the second, a decision counts from its approval on and until its review is due", () => {
  const at = (more: Partial<Applicability>) => {
    const assessment = assess({ ...facts, applicability: [{ ...decision, ...more }] });
    return [assessment.applicability?.[0]?.state, conditionOf(assessment, "applicability")?.verdict];
  };
  // The facts are of 2026-01-02T03:04:05Z.
  assert.deepEqual(at({ approvedAt: "2026-01-02T03:04:05Z" }), ["in-force", "pass"]);
  assert.deepEqual(at({ approvedAt: "2026-01-02T03:04:06Z" }), ["not-yet-approved", "fail"]);
  assert.deepEqual(at({ reviewBy: "2026-01-02T03:04:06Z" }), ["in-force", "pass"]);
  assert.deepEqual(at({ reviewBy: "2026-01-02T03:04:05Z" }), ["overdue", "fail"]);
});

test("a decision that does not count changes no number, nor does one that a control applies", () => {
  fc.assert(
    fc.property(worlds, fc.boolean(), (world, applicable) => {
      const decisions = ["alpha", "beta"].map((id) => ({
        ...decision,
        framework: id,
        control: "1",
        applicable,
        approvedAt: applicable ? "2026-01-01" : "2027-01-01",
      }));
      const [before, after] = [assess(world), assess({ ...world, applicability: decisions })];
      assert.deepEqual(after.score, before.score);
      assert.deepEqual(after.coverage, before.coverage);
      for (const [index, { score, coverage }] of after.frameworks.entries())
        assert.deepEqual(
          { score, coverage },
          { score: before.frameworks[index]?.score, coverage: before.frameworks[index]?.coverage },
        );
    }),
  );
});

test("without the controls that do not apply, a world has the numbers of the world that never had them", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const excluded = world.frameworks.map(({ id }) => ({ ...decision, framework: id, control: "2" }));
      const mappings = world.mappings.filter(({ control }) => control !== "2");
      const [without, never] = [assess({ ...world, applicability: excluded }), assess({ ...world, mappings })];
      assert.deepEqual(without.score, never.score);
      assert.deepEqual(without.coverage, never.coverage);
    }),
  );
});
