// JUnit: well-formed XML whose counts agree with its cases, and a case for everything that was or was not observed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { assertGolden, render } from "./rendered.ts";
import { hostile, sampleAssessment } from "./sample-assessment.ts";

interface Outcome {
  readonly message?: string;
  readonly type?: string;
  readonly text?: string;
}

interface Case {
  readonly name: string;
  readonly classname: string;
  readonly file?: string;
  readonly line?: string;
  readonly failure?: readonly Outcome[];
  readonly error?: readonly Outcome[];
  readonly skipped?: readonly Outcome[];
}

interface Suite {
  readonly name: string;
  readonly tests: string;
  readonly failures: string;
  readonly errors: string;
  readonly skipped: string;
  readonly testcase?: readonly Case[];
}

const lists = new Set(["testsuite", "testcase", "property", "failure", "error", "skipped"]);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  textNodeName: "text",
  parseTagValue: false,
  trimValues: false,
  isArray: (name, _path, _leaf, isAttribute) => lists.has(name) && !isAttribute,
});

function parse(xml: string): Suite & { readonly testsuite: readonly Suite[] } {
  assert.equal(XMLValidator.validate(xml), true);
  return parser.parse(xml).testsuites;
}

const xml = await render("junit");
const root = parse(xml);

function suite(name: string): Suite {
  const found = root.testsuite.find((candidate) => candidate.name === name);
  assert.ok(found, name);
  return found;
}

function countsOf(cases: readonly Case[]): Pick<Suite, "tests" | "failures" | "errors" | "skipped"> {
  return {
    tests: String(cases.length),
    failures: String(cases.filter(({ failure }) => failure).length),
    errors: String(cases.filter(({ error }) => error).length),
    skipped: String(cases.filter(({ skipped }) => skipped).length),
  };
}

test("the whole report", () => {
  assertGolden("junit.txt", xml.replaceAll("><", ">\n<"));
});

test("every suite and the whole count what they hold", () => {
  for (const { name, tests, failures, errors, skipped, testcase } of root.testsuite)
    assert.deepEqual({ tests, failures, errors, skipped }, countsOf(testcase ?? []), name);
  const { tests, failures, errors, skipped } = root;
  assert.deepEqual(
    { tests, failures, errors, skipped },
    countsOf(root.testsuite.flatMap(({ testcase }) => testcase ?? [])),
  );
});

test("there is a case for each observation of each check", () => {
  for (const { check, passed, findings, notApplicable, errors, status } of sampleAssessment.checks) {
    const failing = new Set(findings.map(({ subject }) => subject)).size;
    const gaps = status === "not-assessed" ? 1 : 0;
    const expected = passed.length + failing + notApplicable.length + errors.length + gaps;
    assert.equal(suite(check.id).tests, String(expected), check.id);
  }
});

test("several findings on one subject are one failure that names them all", () => {
  assert.deepEqual(suite("workload/privileged-container").testcase?.[2], {
    name: "Deployment shop/checkout",
    classname: "workload/privileged-container",
    file: "deploy/shop.yaml",
    line: "1",
    failure: [
      {
        message: "2 findings",
        type: "critical",
        text:
          "deploy/shop.yaml:24:15: container web runs as privileged\n" +
          "deploy/shop.yaml:41:15: init container migrate runs as privileged\n" +
          "Fix: Remove the setting, or grant only the single capability that is needed.",
      },
    ],
  });
});

test("a check that was not assessed has a skipped case with the reason", () => {
  assert.deepEqual(suite("service-account/automount-token").testcase, [
    { name: "not assessed", classname: "service-account/automount-token", skipped: [{ message: "not selected" }] },
  ]);
  assert.deepEqual(suite("workload/windows-host-process").testcase?.at(-1)?.skipped, [
    { message: "no subject of kind workload in the evidence" },
  ]);
});

test("an accepted deviation is skipped, not failed", () => {
  const { failures, testcase } = suite("resources/memory-limits");
  assert.equal(failures, "0");
  assert.deepEqual(testcase?.at(-1)?.skipped, [
    { message: "accepted by exception EX-3 until 2026-06-01: container report has no memory limit" },
  ]);
});

test("conditions of the gate are cases when the gate is asked for", async () => {
  assert.deepEqual(
    suite("summary").testcase?.map(({ name, failure, error }) => [
      name,
      failure ? "fail" : error ? "incomplete" : "pass",
    ]),
    sampleAssessment.gate.conditions.map(({ id, verdict }) => [id, verdict]),
  );
  assert.equal(parse(await render("junit", { gate: false })).testsuite[0]?.tests, "0");
});

test("what could not be read is an error", () => {
  assert.deepEqual(
    suite("evidence").testcase?.map(({ name, error }) => [name, error?.[0]?.type, error?.[0]?.text]),
    [
      ["deploy/broken.yaml:8:3", "E_YAML", "Mend the YAML at this place."],
      ["charts/nightly", "E_CHART", "Run helm lint."],
    ],
  );
});

test("hostile text arrives as text", () => {
  assert.equal(xml.includes("<script"), false);
  assert.equal(/[^\n\P{Cc}]|\p{Cf}/u.test(xml), false);
  const failure = suite("image/mutable-tag").testcase?.find(({ name }) => name.includes("script"))?.failure?.[0];
  assert.equal(failure?.message, `${hostile.script} ${hostile.entity}`);
});
