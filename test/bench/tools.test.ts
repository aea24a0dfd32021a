// How the output of each tool is counted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BenchError } from "../../bench/bench-error.ts";
import { selectTools } from "../../bench/tools/index.ts";
import { readSummary } from "../../bench/tools/checkov.ts";
import { readResults } from "../../bench/tools/conftest.ts";
import { readScores } from "../../bench/tools/kube-score.ts";
import { readValue } from "../../bench/tools/opa.ts";
import { readAssessment } from "../../bench/tools/touchstone.ts";

test("touchstone: findings of inventory checks are not shared with tools that see one object at a time", () => {
  const assessment = {
    evidence: [{ documents: 3 }, { documents: 2 }],
    checks: [
      { check: { scope: "resource" }, findings: [{}, {}], passed: [0, 1, 2] },
      { check: { scope: "inventory" }, findings: [{}], passed: [] },
    ],
  };
  assert.deepEqual(readAssessment(JSON.stringify(assessment)), {
    findings: 3,
    verdicts: 6,
    objects: 5,
    sharedFindings: 2,
  });
});

test("conftest: a file without failures has none in its entry", () => {
  const results = [
    { filename: "bakery.yaml", successes: 1, failures: [{ msg: "image/mutable-tag" }, { msg: "workload/host-pid" }] },
    { filename: "butcher.yaml", successes: 4 },
  ];
  assert.deepEqual(readResults(JSON.stringify(results)), { findings: 2, verdicts: 7, sharedFindings: 2 });
});

test("opa: the query's value is a set, and an undefined query is an error", () => {
  const answer = { result: [{ expressions: [{ value: [{ msg: "workload/host-pid" }] }] }] };
  assert.deepEqual(readValue(JSON.stringify(answer)), { findings: 1, sharedFindings: 1 });
  assert.throws(() => readValue("{}"), /no value/);
});

test("kube-score: critical and warning grades are findings, skipped checks are nothing", () => {
  const objects = [
    {
      checks: [
        { grade: 1, skipped: false },
        { grade: 5, skipped: false },
        { grade: 7, skipped: false },
        { grade: 10, skipped: false },
        { grade: 1, skipped: true },
      ],
    },
    { checks: null },
  ];
  assert.deepEqual(readScores(JSON.stringify(objects)), { findings: 2, verdicts: 4, objects: 2 });
});

test("checkov: its own summary counts", () => {
  const report = { summary: { passed: 10, failed: 2, skipped: 0, parsing_errors: 0, resource_count: 3 } };
  assert.deepEqual(readSummary(JSON.stringify(report)), { findings: 2, verdicts: 12, objects: 3 });
});

test("--only keeps the usual order and refuses a tool that is not known", () => {
  assert.deepEqual(
    selectTools(["checkov", "touchstone"]).map(({ name }) => name),
    ["touchstone", "checkov"],
  );
  assert.deepEqual(
    selectTools(undefined).map(({ name }) => name),
    ["touchstone", "conftest", "opa", "kube-score", "checkov"],
  );
  assert.throws(
    () => selectTools(["opa", "abacus"]),
    new BenchError("there is no tool abacus; there are touchstone, conftest, opa, kube-score, checkov"),
  );
});
