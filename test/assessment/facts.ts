// Builds facts for the tests: each helper fills in what a test does not speak of.
import { defaultThresholds, type AssessmentFacts, type CheckObservations } from "../../src/assessment/index.ts";
import type {
  Assessment,
  Check,
  EvidenceProblem,
  Finding,
  Framework,
  GateCondition,
  Mapping,
  ScorePair,
  Severity,
  SubjectRecord,
} from "../../src/model/index.ts";

export function check(id: string, severity: Severity): Check {
  return {
    id,
    title: `Title of ${id}`,
    description: `Why ${id} matters.`,
    severity,
    scope: "resource",
    kinds: ["workload"],
    cwe: [],
    remediation: "Repair it.",
    message: "{what} is wrong",
    aliases: [],
    tags: [],
    references: [],
    file: `${id}/policy.rego`,
  };
}

export function finding({ id, severity }: Check, subject: number): Finding {
  return {
    fingerprint: `${id}#${subject}`,
    check: id,
    severity,
    subject,
    path: ["spec"],
    location: { file: "shop.yaml", line: subject + 1 },
    message: "spec is wrong",
    details: { what: "spec" },
  };
}

/** `fails`, `passes`, `skips` and `errs` are the subjects with that outcome. */
export interface Outcomes {
  readonly fails?: readonly number[];
  readonly passes?: readonly number[];
  readonly skips?: readonly number[];
  readonly errs?: readonly number[];
  readonly selected?: boolean;
}

export function observe(of: Check, { fails, passes, skips, errs, selected }: Outcomes = {}): CheckObservations {
  return {
    check: of,
    selected: selected ?? true,
    passed: passes ?? [],
    findings: (fails ?? []).map((subject) => finding(of, subject)),
    notApplicable: (skips ?? []).map((subject) => ({ subject, reason: "runs on Windows" })),
    errors: (errs ?? []).map((subject) => ({ subject, message: "the evaluation was cut off" })),
  };
}

export function workload(index: number): SubjectRecord {
  return {
    kind: "workload",
    resource: { apiVersion: "apps/v1", kind: "Deployment", namespace: "shop", name: `web-${index}` },
    evidence: 0,
    location: { file: "shop.yaml", line: index + 1 },
  };
}

export function framework(id: string, controls: readonly string[]): Framework {
  return {
    id,
    title: `Framework ${id}`,
    version: "1",
    source: `https://${id}.example`,
    licence: "public domain",
    controls: controls.map((control) => ({ id: control, title: `Title of ${control}` })),
  };
}

export function mapping(from: string, framework: string, control: string): Mapping {
  return { check: from, framework, control, strength: "direct", basis: "intent", rationale: "It says so." };
}

export function problem(file: string): EvidenceProblem {
  return { code: "E_YAML", source: file, location: { file }, message: "it does not parse", hint: "mend it" };
}

export function factsWith(facts: Partial<AssessmentFacts>): AssessmentFacts {
  return {
    toolVersion: "0.1.0",
    assessedAt: "2026-01-02T03:04:05Z",
    bundleDigest: "sha256:0123",
    kubernetes: "1.34",
    evidence: [],
    problems: [],
    subjects: [],
    observations: [],
    frameworks: [],
    mappings: [],
    thresholds: defaultThresholds,
    ...facts,
  };
}

/** A score on which exceptions have no bearing. */
export function bothVariants(exact: string, percent: number): ScorePair {
  return { strict: { exact, percent }, adjusted: { exact, percent } };
}

export function conditionOf({ gate }: Assessment, id: string): GateCondition | undefined {
  return gate.conditions.find((condition) => condition.id === id);
}
