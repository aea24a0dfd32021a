// Exceptions are laid over findings by rule: which count, which do not and why, and what the gate makes of each.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assess } from "../../src/assessment/index.ts";
import { exceptionDays, severities, type Exception, type Severity } from "../../src/model/index.ts";
import { check, conditionOf, factsWith, framework, mapping, observe, workload } from "./facts.ts";

const now = "2026-06-15T12:00:00Z";

function exception(more: Partial<Exception> = {}): Exception {
  return {
    id: "EX-1",
    type: "risk-accepted",
    checks: ["shop/open"],
    subjects: [{ kind: "Deployment", namespace: "shop", name: "web-0" }],
    reason: "The proxy in front of it does this.",
    requestedBy: "Ada",
    approvedBy: "Grace",
    approvedAt: "2026-06-01",
    expiresAt: "2026-06-30",
    location: { file: "exceptions/shop.yaml", line: 2 },
    ...more,
  };
}

/** One check that fails on two workloads among nine others that are fine, so that scores are about the exception alone. */
function judged(exceptions: readonly Exception[], severity: Severity = "high", assessedAt = now) {
  const open = check("shop/open", severity);
  const others = Array.from({ length: 19 }, (_, index) => check(`shop/fine-${index}`, severity));
  return assess(
    factsWith({
      assessedAt,
      subjects: [workload(0), workload(1)],
      observations: [observe(open, { fails: [0] }), ...others.map((other) => observe(other, { passes: [0, 1] }))],
      frameworks: [framework("alpha", ["A.1"])],
      mappings: [open, ...others].map(({ id }) => mapping(id, "alpha", "A.1")),
      exceptions,
    }),
  );
}

const stateOf = (more: Partial<Exception>, severity?: Severity, assessedAt?: string) => {
  const assessment = judged([exception(more)], severity, assessedAt);
  const [one] = assessment.exceptions ?? [];
  const status = assessment.checks.find(({ check: { id } }) => id === "shop/open")?.status;
  return [one?.state, one?.findings.length, status, conditionOf(assessment, "exceptions")?.verdict];
};

test("one that counts covers its finding: strict and adjusted scores differ, and the observation stays", () => {
  const assessment = judged([exception()]);
  assert.deepEqual(stateOf({}), ["in-use", 1, "satisfied-with-exception", "pass"]);
  const open = assessment.checks.find(({ check: { id } }) => id === "shop/open");
  assert.deepEqual(
    open?.findings.map(({ subject, exception: id }) => [subject, id]),
    [[0, "EX-1"]],
  );
  assert.deepEqual(
    [assessment.score.strict?.exact, assessment.score.adjusted?.exact, assessment.gate.verdict],
    ["19/20", "1/1", "passed"],
  );
  assert.equal(conditionOf(assessment, "exceptions")?.message, "1 exception for 1 finding");
});

test("it ends in the very second that it names", () => {
  const at = (time: string) => stateOf({ expiresAt: "2026-06-20T08:30:00Z" }, "high", time)[0];
  assert.equal(at("2026-06-20T08:29:59Z"), "in-use");
  assert.equal(at("2026-06-20T08:29:59.999Z"), "in-use");
  assert.equal(at("2026-06-20T08:30:00Z"), "expired");
  assert.deepEqual(stateOf({ expiresAt: "2026-06-15" }), ["expired", 1, "not-satisfied", "fail"]);
});

test("nobody approves his own, however he writes his name", () => {
  for (const approvedBy of ["Ada", "ada", " ADA ", "\uff21da"])
    assert.deepEqual(stateOf({ approvedBy }), ["self-approved", 1, "not-satisfied", "fail"], approvedBy);
});

test("it does not count before it is approved", () => {
  assert.deepEqual(stateOf({ approvedAt: "2026-06-16" }), ["not-yet-approved", 1, "not-satisfied", "fail"]);
});

test("it holds at most so many days as the severity of its checks allows, to the second", () => {
  for (const severity of severities) {
    const approved = Date.parse("2026-06-01T00:00:00Z");
    const ends = new Date(approved + exceptionDays[severity] * 86_400_000).toISOString().replace(".000", "");
    const later = new Date(Date.parse(ends) + 1000).toISOString().replace(".000", "");
    assert.equal(stateOf({ expiresAt: ends }, severity)[0], "in-use", severity);
    assert.deepEqual(stateOf({ expiresAt: later }, severity), ["too-long", 1, "not-satisfied", "fail"], severity);
  }
});

test("what it does not name exactly it does not cover", () => {
  const other = [{ kind: "Deployment", namespace: "shop", name: "web-1" }];
  assert.deepEqual(stateOf({ subjects: other }), ["unmatched", 0, "not-satisfied", "pass"]);
  for (const subject of [
    { kind: "StatefulSet", namespace: "shop", name: "web-0" },
    { kind: "Deployment", namespace: "", name: "web-0" },
    { kind: "Deployment", namespace: "shop", name: "web-*" },
    { kind: "Deployment", namespace: "shop", name: "web" },
  ])
    assert.equal(stateOf({ subjects: [subject] })[0], "unmatched");
  assert.equal(stateOf({ checks: ["shop/*"] })[0], "unmatched");
  const [unknown] = judged([exception({ checks: ["shop/opne"] })]).exceptions ?? [];
  assert.deepEqual([unknown?.state, unknown?.message], ["unmatched", "there is no check shop/opne"]);
});

test("a check of which one finding is not covered stays not satisfied", () => {
  const open = check("shop/open", "low");
  const { checks } = assess(
    factsWith({
      assessedAt: now,
      subjects: [workload(0), workload(1)],
      observations: [observe(open, { fails: [0, 1] })],
      exceptions: [exception()],
    }),
  );
  assert.equal(checks[0]?.status, "not-satisfied");
  assert.deepEqual(
    checks[0].findings.map(({ exception: id }) => id),
    ["EX-1", undefined],
  );
});

test("no set of exceptions lifts the strict score, and none that does not count lifts any", () => {
  const people = fc.constantFrom("Ada", "Grace");
  const time = fc
    .integer({ min: 0, max: 120 })
    .map((days) => new Date(Date.parse(now) + (days - 60) * 86_400_000).toISOString());
  const some = fc.array(
    fc
      .record({ requestedBy: people, approvedBy: people, approvedAt: time, expiresAt: time })
      .map((more) => exception(more)),
    { maxLength: 4 },
  );
  const bare = judged([]);
  fc.assert(
    fc.property(some, fc.constantFrom(...severities), (exceptions, severity) => {
      const named = exceptions.map((one, index) => ({ ...one, id: `EX-${index}` }));
      const assessment = judged(named, severity);
      const alone = judged([], severity);
      assert.deepEqual(assessment.score.strict, alone.score.strict);
      const inUse = (assessment.exceptions ?? []).some(({ state }) => state === "in-use");
      if (!inUse) assert.deepEqual(assessment.score.adjusted, alone.score.adjusted);
      if (!inUse && exceptions.length > 0) assert.equal(assessment.gate.verdict, "failed");
      // Their order in the files says nothing.
      assert.deepEqual(judged(named.toReversed(), severity), assessment);
    }),
    { numRuns: 300 },
  );
  assert.equal(bare.exceptions, undefined);
});
