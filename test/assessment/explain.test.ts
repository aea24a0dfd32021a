// The derivation of scores: what is printed adds up to what was scored, by arithmetic of the test's own; what was edited is found.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assess, differencesIn, explainScore, type AssessmentFacts } from "../../src/assessment/index.ts";
import { severities, type Assessment, type Exception, type Severity } from "../../src/model/index.ts";
import { check, mapping, observe } from "./facts.ts";
import { worlds } from "./worlds.ts";

/** Worlds with exceptions that count, and with mappings of a user's own. */
const richWorlds: fc.Arbitrary<AssessmentFacts> = fc
  .record({ world: worlds, subject: fc.nat(4), severity: fc.constantFrom(...severities), passes: fc.boolean() })
  .map(({ world, subject, severity, passes }) => {
    const own = check("own/check", severity);
    const exception: Exception = {
      id: "EX-1",
      type: "risk-accepted",
      checks: world.observations.map((observed) => observed.check.id),
      subjects: [{ kind: "Deployment", namespace: "shop", name: `web-${subject}` }],
      reason: "It may.",
      requestedBy: "ada",
      approvedBy: "grace",
      approvedAt: "2026-01-01",
      expiresAt: "2026-01-20",
      location: { file: "exceptions.yaml" },
    };
    return {
      ...world,
      observations: [...world.observations, observe(own, passes ? { passes: [0] } : { fails: [0] })],
      mappings: [...world.mappings, { ...mapping(own.id, "alpha", "1"), own: true as const }],
      exceptions: world.observations.length === 0 ? [] : [exception],
    };
  });

/** Hand arithmetic with plain whole numbers: no code of the engine's. */
interface Part {
  readonly top: bigint;
  readonly bottom: bigint;
}

function plus(left: Part, right: Part): Part {
  return { top: left.top * right.bottom + right.top * left.bottom, bottom: left.bottom * right.bottom };
}

function assertEqual(said: string | null, computed: Part | null, what: string): void {
  assert.equal(said === null, computed === null, what);
  if (said === null || computed === null) return;
  const [top = "", bottom = ""] = said.split("/");
  assert.equal(BigInt(top) * computed.bottom, BigInt(bottom) * computed.top, what);
}

test("a person who adds up the terms gets the score", () => {
  fc.assert(
    fc.property(richWorlds, (world) => {
      const assessment = assess(world);
      const explanation = explainScore(assessment);
      const scored =
        assessment.score.strict !== null || assessment.frameworks.some(({ score }) => score.strict !== null);
      fc.pre(scored);
      for (const variant of ["strict", "adjusted"] as const) {
        const means: Part[] = [];
        for (const [index, framework] of explanation.frameworks.entries()) {
          let [sum, weights]: [Part, bigint] = [{ top: 0n, bottom: 1n }, 0n];
          for (const control of framework.controls) {
            const { satisfied, excepted, total, critical } = control[variant];
            const counted = control.checks.filter(({ counts }) => counts[variant]);
            assert.equal(
              total,
              counted.reduce((all, { weight }) => all + weight, 0),
            );
            if (total === 0) continue;
            const tenths = critical.length > 0 ? 0 : 10 * satisfied + Math.min(10 * excepted, total);
            const share = { top: BigInt(tenths), bottom: BigInt(10 * total) };
            const said = assessment.frameworks[index]?.controls.find(({ id }) => id === control.id);
            assertEqual(said?.score[variant]?.exact ?? null, share, `${framework.id}/${control.id}`);
            sum = plus(sum, { top: share.top * BigInt(control.weight), bottom: share.bottom });
            weights += BigInt(control.weight);
          }
          const mean = weights === 0n ? null : { top: sum.top, bottom: sum.bottom * weights };
          assertEqual(assessment.frameworks[index]?.score[variant]?.exact ?? null, mean, framework.id);
          if (mean) means.push(mean);
        }
        const all = means.reduce(plus, { top: 0n, bottom: 1n });
        const overall = means.length === 0 ? null : { top: all.top, bottom: all.bottom * BigInt(means.length) };
        assertEqual(assessment.score[variant]?.exact ?? null, overall, "overall");
      }
      const { assessed, total } = explanation.coverage;
      const coverage = total === 0 ? null : { top: BigInt(assessed), bottom: BigInt(total) };
      assertEqual(assessment.coverage?.exact ?? null, coverage, "coverage");
    }),
    { numRuns: 500 },
  );
});

test("an assessment has the numbers that follow from its observations", () => {
  fc.assert(
    fc.property(richWorlds, (world) => assert.deepEqual(differencesIn(assess(world)), [])),
    { numRuns: 500 },
  );
});

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends object | null ? Mutable<T[K]> : T[K] };
type Copy = Mutable<Assessment>;

/** Changes a copy, anywhere. */
function edited(assessment: Assessment, edit: (copy: Copy) => boolean): Assessment | undefined {
  const copy = structuredClone(assessment) as Copy;
  return edit(copy) ? copy : undefined;
}

test("a number, a status, a severity, an exception or a control that somebody edited is found", () => {
  const other = { low: "high", medium: "low", high: "low", critical: "low" } as const satisfies Record<
    Severity,
    Severity
  >;
  const edits: Readonly<Record<string, (copy: Copy) => boolean>> = {
    overall: (copy) => {
      if (copy.score.adjusted === null) return false;
      copy.score.adjusted = { exact: "99/100", percent: 99 };
      return true;
    },
    framework: (copy) => {
      const framework = copy.frameworks.find(({ score }) => score.strict !== null && score.strict.exact !== "1/1");
      if (framework) framework.score.strict = { exact: "1/1", percent: 100 };
      return framework !== undefined;
    },
    "a percentage alone": (copy) => {
      if (copy.score.adjusted === null) return false;
      copy.score.adjusted.percent += 0.1;
      return true;
    },
    reach: (copy) => {
      const [framework] = copy.frameworks;
      if (framework) framework.reach.assessable += 1;
      return framework !== undefined;
    },
    verdict: (copy) => {
      if (copy.gate.verdict === "passed") return false;
      copy.gate.verdict = "passed";
      return true;
    },
    coverage: (copy) => {
      if (copy.coverage === null || copy.coverage.exact === "1/1") return false;
      copy.coverage = { exact: "1/1", percent: 100 };
      return true;
    },
    status: (copy) => {
      const failing = copy.checks.find(({ status }) => status === "not-satisfied");
      if (failing) failing.status = "satisfied";
      return failing !== undefined;
    },
    exception: (copy) => {
      const finding = copy.checks.flatMap(({ findings }) => findings).find(({ exception }) => !exception);
      if (finding) finding.exception = "EX-9";
      const check = copy.checks.find(({ findings }) => finding && findings.includes(finding));
      if (!check || check.findings.some(({ exception }) => !exception) || check.errors.length > 0) return false;
      check.status = "satisfied-with-exception";
      return true;
    },
    "a control that is gone": (copy) => {
      const framework = copy.frameworks.find(({ controls }) => controls.some(({ checks }) => checks.length > 0));
      framework?.controls.splice(
        framework.controls.findIndex(({ checks }) => checks.length > 0),
        1,
      );
      return framework !== undefined;
    },
    severity: (copy) => {
      for (const { controls } of copy.frameworks) {
        const control = controls.find(({ checks }) => checks.length === 1 && checks[0] !== "own/check");
        const check = copy.checks.find((one) => one.check.id === control?.checks[0]);
        if (!check) continue;
        check.check.severity = other[check.check.severity];
        return true;
      }
      return false;
    },
  };
  for (const [name, edit] of Object.entries(edits)) {
    let found = 0;
    fc.assert(
      fc.property(richWorlds, (world) => {
        const changed = edited(assess(world), edit);
        if (!changed) return;
        found += 1;
        assert.notDeepEqual(differencesIn(changed), [], name);
      }),
    );
    assert.ok(found > 5, name);
  }
});
