// What an assessment makes of checks that were left out, of nothing at all, and of mappings to what does not exist.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assess, defaultThresholds } from "../../src/assessment/index.ts";
import { TouchstoneError } from "../../src/model/index.ts";
import { bothVariants, check, factsWith, framework, mapping, observe } from "./facts.ts";

const mutableTag = check("image/mutable-tag", "medium");
const hostPid = check("workload/host-pid", "critical");
const beta = framework("beta", ["B.1", "B.2"]);
const mappings = [mapping(hostPid.id, "beta", "B.1"), mapping(mutableTag.id, "beta", "B.2")];

test("a check that was left out stays in scope and counts 0", () => {
  const observations = [observe(hostPid, { selected: false }), observe(mutableTag, { passes: [0] })];
  const { checks, score, frameworks } = assess(factsWith({ observations, frameworks: [beta], mappings }));
  assert.deepEqual(
    checks.map(({ status, reason }) => ({ status, reason })),
    [
      { status: "satisfied", reason: undefined },
      { status: "not-assessed", reason: "not selected" },
    ],
  );
  // (10 x 0 + 4 x 1) / 14.
  assert.deepEqual(score, bothVariants("2/7", 28.5));
  assert.deepEqual(
    frameworks[0]?.controls.map((control) => [control.id, control.score.adjusted?.exact]),
    [
      ["B.1", "0/1"],
      ["B.2", "1/1"],
    ],
  );
});

test("nothing assessed: no score, a coverage of 0, no pass", () => {
  const observations = [observe(hostPid), observe(mutableTag, { skips: [0] })];
  const { score, coverage, frameworks, gate } = assess(factsWith({ observations, frameworks: [beta], mappings }));
  const none = { strict: null, adjusted: null };
  assert.deepEqual(score, none);
  assert.deepEqual(coverage, { exact: "0/1", percent: 0 });
  assert.deepEqual(
    frameworks.flatMap((framework) => [framework.score, ...framework.controls.map((control) => control.score)]),
    [none, none, none],
  );
  assert.equal(gate.verdict, "incomplete");
});

test("an error alone is a score of 0, not the lack of one", () => {
  const observations = [observe(mutableTag, { errs: [0] })];
  const { score } = assess(factsWith({ observations, frameworks: [beta], mappings: mappings.slice(1) }));
  assert.deepEqual(score, bothVariants("0/1", 0));
});

test("no facts at all: everything is null, and the gate does not pass", () => {
  const { score, coverage, gate } = assess(factsWith({}));
  assert.deepEqual(score, { strict: null, adjusted: null });
  assert.equal(coverage, null);
  assert.equal(gate.verdict, "incomplete");
  const empty = assess(factsWith({ frameworks: [beta] })).frameworks;
  assert.deepEqual(empty, [
    {
      id: "beta",
      title: "Framework beta",
      score: { strict: null, adjusted: null },
      coverage: null,
      reach: { assessable: 0, total: 2 },
      controls: [],
    },
  ]);
});

test("a mapping of a framework in scope to what does not exist is refused, and not left out", () => {
  const observations = [observe(hostPid, { passes: [0] })];
  const refusals = [
    [mapping(hostPid.id, "beta", "B.9"), /workload\/host-pid to B\.9 of beta names the control B\.9, .* catalogue/],
    [
      mapping("workload/gone", "beta", "B.1"),
      /workload\/gone to B\.1 of beta names the check workload\/gone, .* bundle/,
    ],
  ] as const;
  for (const [wrong, message] of refusals)
    assert.throws(
      () => assess(factsWith({ observations, frameworks: [beta], mappings: [wrong] })),
      (error) => error instanceof TouchstoneError && error.code === "E_MAPPING" && message.test(error.message),
    );
});

test("the defaults are those of the compliance model", () => {
  assert.deepEqual(defaultThresholds, { score: 90, coverage: 95 });
});
