// Evidence that is stale or of another commit: what passed on it is no pass, what failed on it stays a failure.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assess, type EvidenceDemands } from "../../src/assessment/index.ts";
import type { Evidence } from "../../src/model/index.ts";
import { check, conditionOf, factsWith, framework, mapping, observe, workload } from "./facts.ts";
import { raisedNumbers, worlds } from "./worlds.ts";

const now = "2026-01-02T03:04:05Z";
const commit = "a".repeat(40);

function manifest(source: string, more: Partial<Evidence> = {}): Evidence {
  const collector = { name: "touchstone", version: "0.1.0" };
  const digest = { sha256: "0".repeat(64), bytes: 1, documents: 1 };
  return { kind: "manifest", source, collector, collectedAt: now, ...digest, ...more };
}

const facts = factsWith({
  assessedAt: now,
  frameworks: [framework("alpha", ["A.1"])],
  subjects: [workload(0), { ...workload(1), evidence: 1 }],
  observations: [
    observe(check("theme/both", "high"), { passes: [0, 1] }),
    observe(check("theme/first", "high"), { passes: [0] }),
    observe(check("theme/fails", "low"), { fails: [0] }),
    observe({ ...check("theme/optional", "low"), optional: true }, { passes: [0] }),
  ],
  mappings: ["both", "first", "fails", "optional"].map((name) => mapping(`theme/${name}`, "alpha", "A.1")),
});

function judge(evidence: readonly Evidence[], demands: EvidenceDemands) {
  const assessment = assess({ ...facts, evidence, demands });
  const statuses = assessment.checks.map(({ status, notRequired }) => (notRequired ? "not-required" : status));
  const verdicts = ["required-evidence", "fresh-evidence", "commit"].map((id) => conditionOf(assessment, id)?.verdict);
  return { assessment, statuses, verdicts };
}

const trusted = ["satisfied", "not-satisfied", "satisfied", "satisfied"];
const doubted = ["satisfied", "not-satisfied", "not-assessed", "not-assessed"];

test("a log of a scanner is as old as it says; one that says nothing was not made as it was collected", () => {
  const required = [{ source: "one.yaml", maxAgeHours: 24 }];
  const of = (more: Partial<Evidence>) =>
    judge([manifest("one.yaml", { kind: "sarif", ...more }), manifest("two.yaml")], { required }).statuses;
  assert.deepEqual(of({ record: { madeAt: "2026-01-01T03:04:05Z" } }), trusted);
  assert.deepEqual(of({ record: { madeAt: "2026-01-01T03:04:04Z" } }), doubted);
  assert.deepEqual(of({}), doubted);
});

test("a manifest is as old as its record says; without one its age is unknown", () => {
  const required = [{ source: "one.yaml", maxAgeHours: 24 }];
  const at = (madeAt: string) => {
    const { statuses, verdicts } = judge([manifest("one.yaml", { record: { madeAt } }), manifest("two.yaml")], {
      required,
    });
    return { statuses, verdicts };
  };
  assert.deepEqual(at("2026-01-01T03:04:05Z"), { statuses: trusted, verdicts: ["pass", "pass", undefined] });
  assert.deepEqual(at("2026-01-01T03:04:04Z"), { statuses: doubted, verdicts: ["pass", "incomplete", undefined] });
  const { statuses } = judge([manifest("one.yaml"), manifest("two.yaml")], { required });
  assert.deepEqual(statuses, doubted);
});

test("a chart is rendered by the run, and fresh", () => {
  const evidence = [manifest("one.yaml", { kind: "chart" }), manifest("two.yaml")];
  assert.deepEqual(judge(evidence, { required: [{ source: "one.yaml", maxAgeHours: 1 }] }).statuses, trusted);
});

test("with a commit, all evidence has to be of it, and what says none is not", () => {
  const right = [manifest("one.yaml", { commit }), manifest("two.yaml", { commit })];
  assert.deepEqual(judge(right, { required: [], commit }).verdicts, [undefined, undefined, "pass"]);
  for (const other of ["b".repeat(40), undefined]) {
    const evidence = [
      manifest("one.yaml", other === undefined ? {} : { commit: other }),
      manifest("two.yaml", { commit }),
    ];
    const { statuses, verdicts } = judge(evidence, { required: [], commit });
    assert.deepEqual({ statuses, verdicts }, { statuses: doubted, verdicts: [undefined, undefined, "incomplete"] });
  }
});

test("without one, what is required has to be of the same", () => {
  const evidence = [manifest("one.yaml", { commit: "b".repeat(40) }), manifest("two.yaml", { commit })];
  const required = [{ source: "one.yaml" }, { source: "two.yaml" }];
  assert.deepEqual(judge(evidence, { required }).verdicts, ["pass", undefined, "incomplete"]);
  assert.deepEqual(judge(evidence, { required: [{ source: "two.yaml" }] }).verdicts, ["pass", undefined, "pass"]);
});

test("a source that is not there, or empty, and a namespace that nothing is in, are missing", () => {
  const evidence = [manifest("k8s/one.yaml"), manifest("empty.yaml", { documents: 0 })];
  const missing = (...required: EvidenceDemands["required"]) =>
    conditionOf(judge(evidence, { required }).assessment, "required-evidence");
  assert.equal(missing({ source: "k8s" }, { source: "k8s/" }, { source: "." }, { namespace: "shop" })?.verdict, "pass");
  assert.deepEqual(missing({ source: "k8" }, { source: "empty.yaml" }, { namespace: "payments" }), {
    id: "required-evidence",
    verdict: "incomplete",
    message: "required, and not there: k8, empty.yaml, anything in namespace payments",
  });
});

test("doubt raises no number, and turns no gate green", () => {
  fc.assert(
    fc.property(worlds, fc.boolean(), (world, known) => {
      const evidence = [manifest("one.yaml", known ? { commit: "b".repeat(40) } : {})];
      const before = assess({ ...world, evidence });
      const after = assess({ ...world, evidence, demands: { required: [], commit } });
      assert.deepEqual(raisedNumbers(before, after), []);
      assert.notEqual(after.gate.verdict, "passed");
    }),
    { numRuns: 1000 },
  );
});
