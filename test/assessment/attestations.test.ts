// Attestations: they count for controls that no check judges, until they expire, and raise no number.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assess } from "../../src/assessment/index.ts";
import type { Attestation } from "../../src/model/index.ts";
import { check, conditionOf, factsWith, framework, mapping, observe } from "./facts.ts";
import { numbersOf, worlds } from "./worlds.ts";

const attestation: Attestation = {
  id: "AT-1",
  controls: [{ framework: "alpha", control: "A.2" }],
  statement: "Everybody was trained.",
  attestedBy: "ada",
  attestedAt: "2026-01-01",
  expiresAt: "2026-12-31",
  files: [],
  location: { file: "attestations.yaml", line: 2 },
};

const facts = factsWith({
  frameworks: [framework("alpha", ["A.1", "A.2", "A.3"])],
  observations: [observe(check("theme/good", "high"), { passes: [0] })],
  mappings: [mapping("theme/good", "alpha", "A.1")],
});

function outcome(more: Partial<Attestation>) {
  const assessment = assess({ ...facts, attestations: [{ ...attestation, ...more }] });
  const control = assessment.frameworks[0]?.controls.find(({ id }) => id === "A.2");
  return [assessment.attestations?.[0]?.state, control?.status, conditionOf(assessment, "attestations")?.verdict];
}

test("to the second, one counts from its day on and until it expires", () => {
  // The facts are of 2026-01-02T03:04:05Z.
  assert.deepEqual(outcome({}), ["in-use", "attested", "pass"]);
  assert.deepEqual(outcome({ expiresAt: "2026-01-02T03:04:06Z" }), ["in-use", "attested", "pass"]);
  assert.deepEqual(outcome({ expiresAt: "2026-01-02T03:04:05Z" }), ["expired", "not-assessed", "incomplete"]);
  assert.deepEqual(outcome({ attestedAt: "2026-01-02T03:04:06Z" }), ["not-yet-made", "not-assessed", "incomplete"]);
  assert.deepEqual(outcome({ expiresAt: "2027-01-02" }), ["in-use", "attested", "pass"]);
  assert.deepEqual(outcome({ expiresAt: "2027-01-03" }), ["too-long", "not-assessed", "incomplete"]);
});

test("a file that has changed, or is not there, takes it back", () => {
  const sha256 = "a".repeat(64);
  const file = { path: "training.pdf", sha256 };
  assert.deepEqual(outcome({ files: [{ ...file, found: sha256 }] }), ["in-use", "attested", "pass"]);
  assert.deepEqual(outcome({ files: [{ ...file, found: "b".repeat(64) }] }), [
    "file-differs",
    "not-assessed",
    "incomplete",
  ]);
  assert.deepEqual(outcome({ files: [file] }), ["file-differs", "not-assessed", "incomplete"]);
});

test("a control that checks judge takes none: its status is theirs", () => {
  const bad = { ...facts, observations: [observe(check("theme/good", "high"), { fails: [0] })] };
  const attestations = [{ ...attestation, controls: [{ framework: "alpha", control: "A.1" }] }];
  const assessment = assess({ ...bad, attestations });
  assert.equal(assessment.attestations?.[0]?.state, "not-needed");
  assert.equal(assessment.frameworks[0]?.controls[0]?.status, "not-satisfied");
  assert.equal(conditionOf(assessment, "attestations"), undefined);
});

test("one that counts stands for another that does not", () => {
  const expired = { ...attestation, id: "AT-0", expiresAt: "2026-01-02" };
  const assessment = assess({ ...facts, attestations: [attestation, expired] });
  assert.deepEqual(
    assessment.attestations?.map(({ id, state }) => [id, state]),
    [
      ["AT-0", "expired"],
      ["AT-1", "in-use"],
    ],
  );
  assert.equal(conditionOf(assessment, "attestations")?.verdict, "pass");
});

test("a control that applies and that no check judges needs one", () => {
  const decided = { applicable: true, reason: "It does.", approvedBy: "ada", approvedAt: "2026-01-01" };
  const location = { file: "soa.yaml" };
  const applicability = ["A.1", "A.2"].map((control) => ({ framework: "alpha", control, ...decided, location }));
  const without = conditionOf(assess({ ...facts, applicability }), "attestations");
  assert.deepEqual(without, {
    id: "attestations",
    verdict: "incomplete",
    message: "controls without an attestation that counts: alpha/A.2 (there is none)",
  });
  const given = assess({ ...facts, applicability, attestations: [attestation] });
  assert.equal(conditionOf(given, "attestations")?.verdict, "pass");
});

test("whatever is attested, no number changes", () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const controls = ["alpha", "beta", "gamma"].flatMap((id) =>
        ["1", "2", "3"].map((control) => ({ framework: id, control })),
      );
      const before = assess(world);
      const after = assess({ ...world, attestations: [{ ...attestation, controls }] });
      const numbers = numbersOf(after);
      for (const [name, score] of numbersOf(before)) assert.deepEqual(numbers.get(name), score, name);
      assert.ok([...numbers].every(([name, score]) => numbersOf(before).has(name) || score === null));
    }),
  );
});
