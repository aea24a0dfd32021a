// The table from observations to a check's status, case by case.
import assert from "node:assert/strict";
import { test } from "node:test";
import { foldObservations, hasAnyResult, isAssessed } from "../../src/assessment/check-status.ts";
import { checkStatuses } from "../../src/model/index.ts";
import { check, observe } from "./facts.ts";

const outcomes = ["fail", "excepted", "error", "pass", "skip"] as const;

/** Every set of outcomes: `fail` is a finding without an exception, `excepted` one with, `skip` not-applicable. */
const table = {
  "": "not-assessed",
  skip: "not-assessed",
  pass: "satisfied",
  "pass skip": "satisfied",
  error: "error",
  "error skip": "error",
  "error pass": "error",
  "error pass skip": "error",
  excepted: "satisfied-with-exception",
  "excepted skip": "satisfied-with-exception",
  "excepted pass": "satisfied-with-exception",
  "excepted pass skip": "satisfied-with-exception",
  "excepted error": "error",
  "excepted error skip": "error",
  "excepted error pass": "error",
  "excepted error pass skip": "error",
  fail: "not-satisfied",
  "fail skip": "not-satisfied",
  "fail pass": "not-satisfied",
  "fail pass skip": "not-satisfied",
  "fail error": "not-satisfied",
  "fail error skip": "not-satisfied",
  "fail error pass": "not-satisfied",
  "fail error pass skip": "not-satisfied",
  "fail excepted": "not-satisfied",
  "fail excepted skip": "not-satisfied",
  "fail excepted pass": "not-satisfied",
  "fail excepted pass skip": "not-satisfied",
  "fail excepted error": "not-satisfied",
  "fail excepted error skip": "not-satisfied",
  "fail excepted error pass": "not-satisfied",
  "fail excepted error pass skip": "not-satisfied",
} as const;

const hostPid = check("workload/host-pid", "critical");

function fold(names: string) {
  const has = new Set(names.split(" "));
  const observations = observe(hostPid, {
    fails: [...(has.has("fail") ? [0] : []), ...(has.has("excepted") ? [1] : [])],
    errs: has.has("error") ? [2] : [],
    passes: has.has("pass") ? [3] : [],
    skips: has.has("skip") ? [4] : [],
  });
  return foldObservations(
    observations,
    observations.findings.filter(({ subject }) => subject === 1),
  );
}

test("the table names every set of outcomes once", () => {
  const sets = Array.from({ length: 2 ** outcomes.length }, (_, bits) =>
    outcomes.filter((_outcome, position) => bits & (1 << position)).join(" "),
  );
  assert.deepEqual(Object.keys(table).toSorted(), sets.toSorted());
});

for (const [names, status] of Object.entries(table))
  test(`${names || "no observation"} is ${status}`, () => {
    const folded = fold(names);
    assert.equal(folded.status, status);
    assert.equal("reason" in folded, status === "not-assessed");
  });

test("a finding needs an exception of its own to be covered", () => {
  const observations = observe(hostPid, { fails: [0] });
  const ofAnother = observe(hostPid, { fails: [1] }).findings;
  assert.deepEqual(foldObservations(observations, ofAnother), { status: "not-satisfied" });
  assert.deepEqual(foldObservations(observations), { status: "not-satisfied" });
});

test("a check says why it was not assessed", () => {
  const notAssessed = (reason: string) => ({ status: "not-assessed", reason });
  const egress = { ...check("network/default-deny-egress", "high"), kinds: ["namespace"] as const };
  const labels = { ...check("object/labels", "low"), kinds: ["workload", "object"] as const };
  assert.deepEqual(foldObservations(observe(hostPid)), notAssessed("no workloads in the evidence"));
  assert.deepEqual(foldObservations(observe(egress)), notAssessed("no namespaces in the evidence"));
  assert.deepEqual(foldObservations(observe(labels)), notAssessed("no workloads or objects in the evidence"));
  assert.deepEqual(
    foldObservations(observe(hostPid, { skips: [0, 1, 2] })),
    notAssessed("not applicable to any of 3 subjects"),
  );
  assert.deepEqual(
    foldObservations(observe(hostPid, { skips: [0] })),
    notAssessed("not applicable to any of 1 subject"),
  );
  assert.deepEqual(foldObservations(observe(hostPid, { selected: false })), notAssessed("not selected"));
});

test("leaving a check out does not hide what was observed all the same", () => {
  assert.equal(
    foldObservations(observe(hostPid, { selected: false, fails: [0], passes: [1] })).status,
    "not-satisfied",
  );
});

test("an error is a result, but nothing that was assessed", () => {
  assert.deepEqual(checkStatuses.filter(isAssessed), ["not-satisfied", "satisfied-with-exception", "satisfied"]);
  assert.deepEqual(
    checkStatuses.filter((status) => hasAnyResult([{ status: "not-assessed" }, { status }])),
    ["not-satisfied", "error", "satisfied-with-exception", "satisfied"],
  );
});
