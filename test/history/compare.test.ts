// What changed between two assessments: nothing between equal ones, the mirror image when they are swapped.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assess } from "../../src/assessment/index.ts";
import { compareAssessments, isRegression, type Comparison } from "../../src/history/index.ts";
import type { Assessment } from "../../src/model/index.ts";
import { worlds } from "../assessment/worlds.ts";
import { bad, checksOf, good, judge } from "../assessment/judge.ts";
import { sampleAssessment } from "../report/sample-assessment.ts";

const assessments: fc.Arbitrary<Assessment> = worlds.map(assess);

test("of an assessment and itself nothing changed", () => {
  fc.assert(
    fc.property(assessments, (assessment) => {
      const { scores, coverage, verdict, findings, ...rest } = compareAssessments(assessment, assessment);
      for (const { before, after } of [
        ...scores.flatMap(({ strict, adjusted }) => [strict, adjusted]),
        coverage,
        verdict,
      ])
        assert.equal(before, after);
      assert.deepEqual(rest, { conditions: [], controls: [], notes: [] });
      assert.deepEqual([findings.new, findings.fixed, findings.excepted, findings.noLongerExcepted], [[], [], [], []]);
    }),
  );
});

test("swapped, what was new is fixed, and what was better is worse", () => {
  const mirrored = { better: "worse", worse: "better", other: "other" } as const;
  const keys = ({ controls }: Comparison, mirror: boolean) =>
    controls
      .map((one) => `${one.framework}/${one.control} ${mirror ? mirrored[one.direction] : one.direction}`)
      .toSorted();
  fc.assert(
    fc.property(assessments, assessments, (one, other) => {
      const [there, back] = [compareAssessments(one, other), compareAssessments(other, one)];
      const prints = (findings: readonly { readonly fingerprint: string }[]) =>
        findings.map(({ fingerprint }) => fingerprint).toSorted();
      assert.deepEqual(prints(there.findings.new), prints(back.findings.fixed));
      assert.deepEqual(there.findings.unchanged, back.findings.unchanged);
      assert.deepEqual(keys(there, false), keys(back, true));
    }),
  );
});

test("a further finding, a worse control and an exception that is gone are regressions; what was mended is none", () => {
  const [sound, broken] = [judge(checksOf("low", good, good)), judge(checksOf("low", good, bad))];
  assert.equal(isRegression(compareAssessments(sound, broken)), true);
  assert.equal(isRegression(compareAssessments(broken, sound)), false);
  assert.equal(isRegression(compareAssessments(broken, broken)), false);
  const excepted = structuredClone(sampleAssessment);
  const finding = excepted.checks.flatMap(({ findings }) => findings).find(({ exception }) => exception !== undefined);
  assert.ok(finding);
  const without = structuredClone(excepted) as unknown as { checks: { findings: { exception?: string }[] }[] };
  for (const check of without.checks) for (const one of check.findings) delete one.exception;
  const comparison = compareAssessments(excepted, without as unknown as Assessment);
  assert.ok(comparison.findings.noLongerExcepted.includes(finding.fingerprint));
  assert.equal(isRegression(comparison), true);
});

test("another bundle, version of Kubernetes or set of evidence is told: numbers may differ by that", () => {
  const other = {
    ...sampleAssessment,
    bundle: { ...sampleAssessment.bundle, digest: "sha256:other", kubernetes: "1.30" },
    evidence: sampleAssessment.evidence.slice(0, 1),
  };
  const { notes } = compareAssessments(sampleAssessment, other);
  assert.deepEqual(
    notes.map((note) => note.replace(/:.*/s, "")),
    ["bundle", "version of Kubernetes", "evidence"],
  );
});
