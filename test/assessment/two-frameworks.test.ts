// One whole assessment, worked out by hand: weights are critical 10, high 7, medium 4, low 1.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assess } from "../../src/assessment/index.ts";
import type { Assessment, Evidence } from "../../src/model/index.ts";
import { bothVariants, check, factsWith, finding, framework, mapping, observe, workload } from "./facts.ts";

const mutableTag = check("image/mutable-tag", "medium");
const liveness = check("probes/liveness-probe", "low");
const hostPid = check("workload/host-pid", "critical");
const nonRoot = check("workload/run-as-non-root", "high");
const windows = check("workload/windows-host-process", "high");

const shop: Evidence = {
  kind: "manifest",
  source: "shop.yaml",
  collector: { name: "touchstone", version: "0.1.0" },
  collectedAt: "2026-01-02T03:04:00Z",
  sha256: "ab".repeat(32),
  bytes: 1200,
  documents: 2,
};

const alpha = framework("alpha", ["A.1", "A.2", "A.3"]);
const beta = framework("beta", ["B.1", "B.2"]);
const edges = {
  tagA2: mapping(mutableTag.id, "alpha", "A.2"),
  tagA2Again: { ...mapping(mutableTag.id, "alpha", "A.2"), strength: "partial" as const },
  tagB2: mapping(mutableTag.id, "beta", "B.2"),
  livenessA2: mapping(liveness.id, "alpha", "A.2"),
  hostPidA1: mapping(hostPid.id, "alpha", "A.1"),
  hostPidB1: mapping(hostPid.id, "beta", "B.1"),
  nonRootA1: mapping(nonRoot.id, "alpha", "A.1"),
  windowsB2: mapping(windows.id, "beta", "B.2"),
};

const twoFrameworks = factsWith({
  evidence: [shop],
  subjects: [workload(0), workload(1)],
  observations: [
    observe(mutableTag, { passes: [0, 1] }),
    observe(liveness, { passes: [0], fails: [1] }),
    observe(hostPid, { passes: [0, 1] }),
    observe(nonRoot, { passes: [0], errs: [1] }),
    observe(windows, { skips: [0, 1] }),
  ],
  frameworks: [alpha, beta],
  mappings: [...Object.values(edges).toReversed(), mapping(hostPid.id, "gamma", "out-of-scope")],
});

test("two frameworks, one check of each status", () => {
  const expected: Assessment = {
    schemaVersion: "1.0",
    tool: { name: "touchstone", version: "0.1.0" },
    assessedAt: "2026-01-02T03:04:05Z",
    bundle: { digest: "sha256:0123", checks: 5, kubernetes: "1.34" },
    evidence: [shop],
    problems: [],
    subjects: [workload(0), workload(1)],
    checks: [
      {
        check: mutableTag,
        status: "satisfied",
        mappings: [edges.tagA2Again, edges.tagA2, edges.tagB2],
        passed: [0, 1],
        findings: [],
        notApplicable: [],
        errors: [],
      },
      {
        check: liveness,
        status: "not-satisfied",
        mappings: [edges.livenessA2],
        passed: [0],
        findings: [finding(liveness, 1)],
        notApplicable: [],
        errors: [],
      },
      {
        check: hostPid,
        status: "satisfied",
        mappings: [edges.hostPidA1, edges.hostPidB1],
        passed: [0, 1],
        findings: [],
        notApplicable: [],
        errors: [],
      },
      {
        check: nonRoot,
        status: "error",
        mappings: [edges.nonRootA1],
        passed: [0],
        findings: [],
        notApplicable: [],
        errors: [{ subject: 1, message: "the evaluation was cut off" }],
      },
      {
        check: windows,
        status: "not-assessed",
        reason: "not applicable to any of 2 subjects",
        mappings: [edges.windowsB2],
        passed: [],
        findings: [],
        notApplicable: [
          { subject: 0, reason: "runs on Windows" },
          { subject: 1, reason: "runs on Windows" },
        ],
        errors: [],
      },
    ],
    frameworks: [
      {
        id: "alpha",
        title: "Framework alpha",
        // (10 x 10/17 + 4 x 4/5) / (10 + 4) = (500 + 272)/85 / 14 = 772/1190.
        score: bothVariants("386/595", 64.8),
        // host-pid 10, mutable-tag 4 and liveness-probe 1, of these and run-as-non-root 7.
        coverage: { exact: "15/22", percent: 68.1 },
        reach: { assessable: 2, total: 3 },
        controls: [
          {
            id: "A.1",
            title: "Title of A.1",
            status: "error",
            // host-pid 10 of 10 + run-as-non-root 7.
            score: bothVariants("10/17", 58.8),
            severity: "critical",
            checks: [hostPid.id, nonRoot.id],
          },
          {
            id: "A.2",
            title: "Title of A.2",
            status: "not-satisfied",
            // mutable-tag 4, once although it is mapped twice, of 4 + liveness-probe 1.
            score: bothVariants("4/5", 80),
            severity: "medium",
            checks: [mutableTag.id, liveness.id],
          },
        ],
      },
      {
        id: "beta",
        title: "Framework beta",
        // (10 x 1 + 7 x 4/11) / (10 + 7) = 138/11 / 17.
        score: bothVariants("138/187", 73.7),
        // host-pid 10 and mutable-tag 4, of these and windows-host-process 7.
        coverage: { exact: "2/3", percent: 66.6 },
        reach: { assessable: 2, total: 2 },
        controls: [
          {
            id: "B.1",
            title: "Title of B.1",
            status: "satisfied",
            score: bothVariants("1/1", 100),
            severity: "critical",
            checks: [hostPid.id],
          },
          {
            id: "B.2",
            title: "Title of B.2",
            status: "not-assessed",
            // mutable-tag 4 of 4 + windows-host-process 7.
            score: bothVariants("4/11", 36.3),
            severity: "high",
            checks: [mutableTag.id, windows.id],
          },
        ],
      },
    ],
    // (386/595 + 138/187) / 2 = (4246 + 4830)/6545 / 2.
    score: bothVariants("4538/6545", 69.3),
    // 10 + 4 + 1 of 10 + 7 + 7 + 4 + 1: every check once, although two are mapped in both frameworks.
    coverage: { exact: "15/29", percent: 51.7 },
    gate: {
      verdict: "incomplete",
      conditions: [
        {
          id: "score",
          verdict: "incomplete",
          // At best A.1, B.1 and B.2 are 1: alpha (10 + 16/5) / 14 = 33/35, beta 1, and the mean of both 34/35.
          message:
            "overall adjusted score 69.3% (exact 4538/6545) is not over 90%; " +
            "it would be 97.1% (exact 34/35) if every check without a result were satisfied",
        },
        {
          id: "score:alpha",
          verdict: "incomplete",
          message:
            "Framework alpha adjusted score 64.8% (exact 386/595) is not over 90%; " +
            "it would be 94.2% (exact 33/35) if every check without a result were satisfied",
        },
        {
          id: "score:beta",
          verdict: "incomplete",
          message:
            "Framework beta adjusted score 73.7% (exact 138/187) is not over 90%; " +
            "it would be 100.0% (exact 1/1) if every check without a result were satisfied",
        },
        {
          id: "coverage",
          verdict: "incomplete",
          message:
            "coverage 51.7% (exact 15/29) is less than 95%; " +
            "without a result: workload/run-as-non-root, workload/windows-host-process",
        },
        { id: "critical", verdict: "pass", message: "no failure without an exception in 1 critical check" },
        { id: "errors", verdict: "incomplete", message: "1 error in 1 check: workload/run-as-non-root" },
        { id: "evidence", verdict: "pass", message: "all evidence was read; the checks judged 2 subjects" },
        { id: "exceptions", verdict: "pass", message: "no exceptions are in use" },
      ],
    },
  };
  assert.deepEqual(assess(twoFrameworks), expected);
});

test("the checks are in the order of their ids, whatever the order of the observations", () => {
  const reversed = { ...twoFrameworks, observations: twoFrameworks.observations.toReversed() };
  assert.deepEqual(assess(reversed), assess(twoFrameworks));
});
