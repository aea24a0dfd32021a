// An assessment of the size that a platform team sees: thousands of findings, tens of thousands of observations.
import type { Assessment, CheckAssessment, Finding, SubjectRecord } from "../../src/model/index.ts";
import { sampleAssessment } from "./sample-assessment.ts";

const severities = ["critical", "high", "medium", "low"] as const;

/** `checks` checks on `subjects` workloads; each check finds something on `findings` of them and passes the others. */
export function largeAssessment(checks: number, subjects: number, findings: number): Assessment {
  const records = Array.from({ length: subjects }, (_, index) => workload(index));
  return {
    ...sampleAssessment,
    subjects: records,
    problems: [],
    checks: Array.from({ length: checks }, (_, index) => checkAssessment(index, records, findings)),
    frameworks: [],
    score: { strict: null, adjusted: null },
    coverage: null,
  };
}

function workload(index: number): SubjectRecord {
  return {
    kind: "workload",
    resource: {
      apiVersion: "apps/v1",
      kind: "Deployment",
      namespace: `team-${index % 20}`,
      name: `service-${String(index).padStart(4, "0")}`,
    },
    evidence: 0,
    location: { file: `deploy/team-${index % 20}/service-${index}.yaml`, line: 1, column: 1 },
  };
}

function checkAssessment(number: number, subjects: readonly SubjectRecord[], failing: number): CheckAssessment {
  const model = sampleAssessment.checks[0];
  if (model === undefined) throw new Error("the sample has no check");
  const id = `workload/rule-${String(number).padStart(2, "0")}`;
  const severity = severities[number % severities.length] ?? "low";
  const findings = subjects.slice(0, failing).map(({ location }, subject): Finding => ({
    fingerprint: `${number}${String(subject).padStart(8, "0")}`.padStart(64, "0"),
    check: id,
    severity,
    subject,
    path: ["spec", "template", "spec", "containers", 0, "securityContext"],
    location: { ...location, line: 20 + number },
    message: `container app breaks rule ${number}`,
    details: { container: "app" },
  }));
  return {
    ...model,
    check: { ...model.check, id, title: `Containers must follow rule ${number}`, severity },
    mappings: [],
    findings,
    passed: subjects.map((_, index) => index).slice(failing),
  };
}
