// JUnit XML: a suite for each check and a test case for each observation, so that CI shows passes as well as failures.
import type { Assessment, CheckAssessment, Finding, GateCondition } from "../model/index.ts";
import type { ReportContext } from "./context.ts";
import { findingsBySubject, notAssessedReason, subjectAt, toleranceOf } from "./groups.ts";
import { frameworkRows, overallRow, type ScoreRow } from "./numbers.ts";
import { count, placeOf, printable, prose, statusText, subjectName } from "./text.ts";
import { element, xmlDocument, xmlText, type Xml } from "./xml.ts";

type Result = "passed" | "failure" | "error" | "skipped";

interface Case {
  readonly result: Result;
  readonly xml: Xml;
}

interface Suite {
  readonly cases: readonly Case[];
  readonly xml: Xml;
}

/** Suites `summary` (scores; conditions with `context.gate`) and `evidence` (what could not be read), then the checks. */
export function renderJunit(assessment: Assessment, context: ReportContext): string {
  const suites = [
    summarySuite(assessment, context),
    evidenceSuite(assessment),
    ...assessment.checks.map((check) => checkSuite(check, assessment)),
  ];
  const counts = countsOf(suites.flatMap(({ cases }) => cases));
  const attributes = { name: "touchstone", ...counts, timestamp: assessment.assessedAt };
  return xmlDocument(
    element(
      "testsuites",
      attributes,
      suites.map(({ xml }) => xml),
    ),
  );
}

function summarySuite(assessment: Assessment, { gate }: ReportContext): Suite {
  const rows = [...frameworkRows(assessment), overallRow(assessment)];
  const properties = [
    ["bundle", assessment.bundle.digest] as const,
    ["gate", assessment.gate.verdict] as const,
    ...rows.map((row) => [`score.${row.framework ?? "overall"}`, scoreText(row)] as const),
  ];
  return suite("summary", assessment, properties, gate ? assessment.gate.conditions.map(conditionCase) : []);
}

function scoreText({ strict, adjusted, coverage, reach }: ScoreRow): string {
  return `strict ${strict}, adjusted ${adjusted}, coverage ${coverage}, reach ${reach}`;
}

function conditionCase({ id, verdict, message }: GateCondition): Case {
  const result = { pass: "passed", known: "skipped", fail: "failure", incomplete: "error" } as const;
  return testCase({ name: id, classname: "gate" }, result[verdict], message, verdict);
}

function evidenceSuite(assessment: Assessment): Suite {
  const cases = assessment.problems.map(({ code, location, message, hint }) => {
    const attributes = { name: placeOf(location), classname: "evidence", file: location.file, line: location.line };
    return testCase(attributes, "error", message, code, hint);
  });
  return suite("evidence", assessment, [], cases);
}

function checkSuite(group: CheckAssessment, assessment: Assessment): Suite {
  const { check, passed, findings, notApplicable, errors } = group;
  function attributesOf(subject: number): Readonly<Record<string, string | number | undefined>> {
    const of = subjectAt(assessment, subject);
    return { name: subjectName(of), classname: check.id, file: of.location.file, line: of.location.line };
  }
  const cases = [
    ...passed.map((subject) => testCase(attributesOf(subject), "passed", "")),
    ...[...findingsBySubject(findings)].map(([subject, own]) => {
      const message = own.length === 1 ? (own[0]?.message ?? "") : count(own.length, "finding");
      const [accepted] = own.flatMap((finding) => toleranceOf(finding, assessment) ?? []);
      if (accepted !== undefined && own.every((finding) => toleranceOf(finding, assessment) !== undefined))
        return testCase(attributesOf(subject), "skipped", `${accepted}: ${message}`);
      return testCase(attributesOf(subject), "failure", message, check.severity, failureText(own, check.remediation));
    }),
    ...notApplicable.map(({ subject, reason }) => testCase(attributesOf(subject), "skipped", reason)),
    ...errors.map(({ subject, message }) => testCase(attributesOf(subject), "error", message, "check")),
    ...(group.status === "not-assessed" ? [notAssessedCase(group)] : []),
  ];
  const properties = [
    ["title", prose(check.title)] as const,
    ["severity", check.severity] as const,
    ["status", statusText(group.status)] as const,
  ];
  return suite(check.id, assessment, properties, cases);
}

// Without a case of its own an empty suite would read as one that passed.
function notAssessedCase(group: CheckAssessment): Case {
  const attributes = { name: "not assessed", classname: group.check.id };
  return testCase(attributes, "skipped", notAssessedReason(group));
}

function failureText(findings: readonly Finding[], remediation: string): string {
  const lines = findings.map(({ location, message }) => `${placeOf(location)}: ${printable(message)}`);
  return [...lines, `Fix: ${prose(remediation)}`].join("\n");
}

function testCase(
  attributes: Readonly<Record<string, string | number | undefined>>,
  result: Result,
  message: string,
  type?: string,
  body?: string,
): Case {
  const children = result === "passed" ? [] : [element(result, { message, type }, body ? [xmlText(body)] : [])];
  return { result, xml: element("testcase", attributes, children) };
}

function suite(
  name: string,
  { assessedAt }: Assessment,
  properties: readonly (readonly [string, string])[],
  cases: readonly Case[],
): Suite {
  const list = properties.map(([key, value]) => element("property", { name: key, value }));
  const children = [...(list.length === 0 ? [] : [element("properties", {}, list)]), ...cases.map(({ xml }) => xml)];
  return { cases, xml: element("testsuite", { name, ...countsOf(cases), timestamp: assessedAt }, children) };
}

function countsOf(cases: readonly Case[]): Readonly<Record<"tests" | "failures" | "errors" | "skipped", number>> {
  function amount(wanted: Result): number {
    return cases.filter(({ result }) => result === wanted).length;
  }
  return { tests: cases.length, failures: amount("failure"), errors: amount("error"), skipped: amount("skipped") };
}
