// Holds an assessment against a baseline: which findings are new, which controls stand worse, and what that means for the gate.
import {
  controlStatuses,
  resourceKinds,
  type Baseline,
  type BaselineComparison,
  type ExactPair,
  type CheckAssessment,
  type ControlAssessment,
  type FrameworkAssessment,
  type GateCondition,
  type RegressedControl,
  type Score,
  type ScorePair,
  type SubjectRecord,
} from "../model/index.ts";
import { isAssessed } from "./check-status.ts";
import { compare, fromFraction } from "./rational.ts";
import { count, listed } from "./words.ts";

/** What is known of an assessment before it has a gate; its findings are marked. */
export interface Compared {
  readonly checks: readonly CheckAssessment[];
  readonly subjects: readonly SubjectRecord[];
  readonly frameworks: readonly FrameworkAssessment[];
  readonly score: ScorePair;
  readonly coverage: Score | null;
}

/** The same checks, each finding marked as new or unchanged. */
export function markFindings(checks: readonly CheckAssessment[], baseline: Baseline): readonly CheckAssessment[] {
  const known = new Set(baseline.findings.map(({ fingerprint }) => fingerprint));
  return checks.map((check) => ({
    ...check,
    findings: check.findings.map((finding) => ({
      ...finding,
      baseline: known.has(finding.fingerprint) ? ("unchanged" as const) : ("new" as const),
    })),
  }));
}

export function compareWithBaseline(
  { checks, subjects, frameworks }: Compared,
  baseline: Baseline,
): BaselineComparison {
  const findings = checks.flatMap((check) => check.findings);
  const found = new Set(findings.map(({ fingerprint }) => fingerprint));
  const there = namespacesOf(subjects);
  return {
    sha256: baseline.sha256,
    assessedAt: baseline.assessedAt,
    new: findings.filter((finding) => finding.baseline === "new" && finding.exception === undefined).length,
    unchanged: findings.filter((finding) => finding.baseline === "unchanged").length,
    fixed: baseline.findings.filter(({ fingerprint }) => !found.has(fingerprint)),
    regressed: regressions(frameworks, baseline),
    gone: baseline.namespaces.filter((namespace) => !there.has(namespace)),
  };
}

/** Namespaces that workloads and objects are in, in alphabetical order. */
export function namespacesOf(subjects: readonly SubjectRecord[]): ReadonlySet<string> {
  const judged = subjects.filter(({ kind }) => resourceKinds.has(kind));
  return new Set(
    judged
      .map(({ resource }) => resource.namespace)
      .filter((name) => name !== "")
      .toSorted(),
  );
}

/** Fails for what is new and for what stands worse; incomplete when whole namespaces are gone. */
export function baselineCondition(comparison: BaselineComparison): GateCondition {
  const id = "baseline";
  const since = `since ${comparison.assessedAt}`;
  const { regressed, gone } = comparison;
  const worse = [
    ...(comparison.new > 0 ? [`${count(comparison.new, "new finding")} ${since}`] : []),
    ...(regressed.length > 0
      ? [
          `controls that stand worse: ${listed(regressed.map((one) => `${one.framework}/${one.control} (${one.message})`))}`,
        ]
      : []),
  ];
  if (worse.length > 0) return { id, verdict: "fail", message: worse.join("; ") };
  if (gone.length > 0)
    return { id, verdict: "incomplete", message: `nothing is in the namespaces ${listed(gone)} any more, ${since}` };
  const fixed = comparison.fixed.length === 0 ? "" : `, ${comparison.fixed.length} fixed`;
  return { id, verdict: "pass", message: `no new finding ${since}; ${comparison.unchanged} known${fixed}` };
}

/** Conditions that fail because of what the baseline has as well are known: they are told, and do not fail the gate. */
export function tolerate(
  condition: GateCondition,
  { checks, frameworks, score, coverage }: Compared,
  baseline: Baseline,
): GateCondition {
  if (condition.verdict === "pass") return condition;
  const [id, framework] = condition.id.split(":");
  if (id === "score" && framework === undefined)
    return known(condition, isNoWorse(score.adjusted, baseline.score.adjusted));
  if (id === "score") {
    const before = baseline.frameworks.find((one) => one.id === framework);
    const now = frameworks.find((one) => one.id === framework);
    return known(condition, before !== undefined && isNoWorse(now?.score.adjusted ?? null, before.score.adjusted));
  }
  if (id === "coverage") return known(condition, isNoWorse(coverage, baseline.coverage));
  if (id === "critical") return known(condition, areKnown(checks, baseline));
  return condition;
}

function known(condition: GateCondition, isKnown: boolean): GateCondition {
  if (!isKnown) return condition;
  return { ...condition, verdict: "known", message: `${condition.message}; it is no worse than the baseline` };
}

/** Whether every critical check that has no result, or has findings, was so in the baseline. */
function areKnown(checks: readonly CheckAssessment[], baseline: Baseline): boolean {
  const before = new Map(baseline.checks.map(({ id, status }) => [id, status]));
  return checks
    .filter(({ check, notRequired }) => check.severity === "critical" && !notRequired)
    .every(({ check, status, findings: found }) => {
      if (status === "not-satisfied")
        return found.every((finding) => finding.exception !== undefined || finding.baseline === "unchanged");
      return isAssessed(status) || before.get(check.id) === status;
    });
}

function regressions(frameworks: readonly FrameworkAssessment[], baseline: Baseline): readonly RegressedControl[] {
  return baseline.frameworks.flatMap((before) => {
    const framework = frameworks.find(({ id }) => id === before.id);
    return before.controls.flatMap((control) => {
      const now = framework?.controls.find(({ id }) => id === control.id);
      const message = now === undefined ? "it is not assessed any more" : worsening(now, control);
      return message === undefined ? [] : [{ framework: before.id, control: control.id, message }];
    });
  });
}

/** An exception that counts, and a decision that the control does not apply, are accepted by somebody, and told elsewhere. */
function worsening(
  { status, score }: ControlAssessment,
  before: { readonly status: ControlAssessment["status"]; readonly score: ExactPair },
): string | undefined {
  if (status === "satisfied-with-exception" || status === "not-applicable") return undefined;
  if (controlStatuses.indexOf(status) < controlStatuses.indexOf(before.status) && before.status !== "not-applicable")
    return `${before.status} before, ${status} now`;
  for (const variant of ["strict", "adjusted"] as const) {
    if (!isNoWorse(score[variant], before.score[variant]))
      return `${variant} score ${before.score[variant] ?? "none"} before, ${score[variant]?.exact ?? "none"} now`;
  }
  return undefined;
}

function isNoWorse(now: Score | null, before: string | null): boolean {
  if (before === null) return true;
  return now !== null && compare(fromFraction(now.exact), fromFraction(before)) >= 0;
}
