// Fixes that have been known for too long, in a gate: the days are set in touchstone.yaml, and no date is no evidence.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Assessment } from "../../src/model/index.ts";
import { folderOf, pod, touchstone } from "./touchstone.ts";

const id = "dependency/fix-overdue";

function day(ago: number): string {
  return new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
}

/** A log of a run that ended a minute ago, and found one vulnerability. */
function log(score: string, properties: object): string {
  const endTimeUtc = new Date(Date.now() - 60_000).toISOString();
  const rules = [{ id: "RUSTSEC-2021-0003", properties: { "security-severity": score, ...properties } }];
  const found = {
    ruleId: "RUSTSEC-2021-0003",
    message: { text: "smallvec 0.6.13: Buffer overflow; upgrade to 0.6.14" },
    properties: { purl: "pkg:cargo/smallvec@0.6.13" },
  };
  const driver = { name: "cargo-audit", version: "0.21.0", rules };
  const invocations = [{ executionSuccessful: true, endTimeUtc }];
  return JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver }, invocations, results: [found] }] });
}

interface Judged {
  readonly status: string | undefined;
  readonly messages: readonly string[];
}

async function judge(score: string, properties: object, parameters = ""): Promise<Judged> {
  const cwd = await folderOf({
    "touchstone.yaml": `paths: [pod.yaml]\nsarif: [results]\n${parameters}`,
    "pod.yaml": pod,
    "results/cargo-audit.sarif": log(score, properties),
  });
  const { stdout, stderr } = await touchstone(["gate", "--format", "json"], { cwd });
  assert.notEqual(stdout, "", stderr);
  const { checks } = JSON.parse(stdout) as Assessment;
  const found = checks.find(({ check }) => check.id === id);
  return { status: found?.status, messages: found?.findings.map(({ message }) => message) ?? [] };
}

test("a critical fix is overdue after 15 days, one of high severity after 30", async () => {
  assert.deepEqual(await judge("9.8", { published: day(16) }), {
    status: "not-satisfied",
    messages: [
      "smallvec 0.6.13 has RUSTSEC-2021-0003 of critical severity, 0.6.14 has the fix, the advisory was published 16 days ago, and 15 are allowed (by cargo-audit)",
    ],
  });
  assert.equal((await judge("9.8", { published: day(15) })).status, "satisfied");
  assert.equal((await judge("7.5", { published: day(30) })).status, "satisfied");
  assert.equal((await judge("7.5", { published: day(31) })).status, "not-satisfied");
  assert.equal((await judge("5.5", { published: day(900) })).status, "satisfied");
});

test("without a date nothing is judged, and the run is in favour of nothing", async () => {
  for (const properties of [{}, { published: day(-20) }, { published: "last spring" }])
    assert.deepEqual(await judge("9.8", properties), { status: "not-assessed", messages: [] });
});

test("touchstone.yaml sets the days, and more than may be asked is a finding", async () => {
  const set = (values: string): string => `parameters: { ${id}: { ${values} } }\n`;
  assert.equal((await judge("9.8", { fixAvailableSince: day(5) }, set("critical: 4"))).status, "not-satisfied");
  assert.equal((await judge("9.8", { fixAvailableSince: day(5) }, set("critical: 5"))).status, "satisfied");
  assert.equal((await judge("9.8", { fixAvailableSince: day(29) }, set("critical: 30"))).status, "satisfied");
  assert.equal((await judge("7.5", { fixAvailableSince: day(5) }, set("high: 4"))).status, "not-satisfied");
  for (const loose of ["critical: 31", "high: 91"])
    assert.equal((await judge("9.8", { fixAvailableSince: day(1) }, set(loose))).status, "not-satisfied", loose);
});
