// The numbers of an assessment as every format shows them: a score never stands without its coverage and reach.
import {
  controlStatuses,
  severities,
  type Assessment,
  type ControlAssessment,
  type Score,
  type ScorePair,
} from "../model/index.ts";
import { count, statusText } from "./text.ts";

/** One line of the score table, ready to print. */
export interface ScoreRow {
  /** Framework id; absent for the overall line. */
  readonly framework?: string;
  readonly title: string;
  readonly strict: string;
  readonly adjusted: string;
  readonly coverage: string;
  /** `40 of 93`: controls that some check gives evidence for, of all controls. */
  readonly reach: string;
  /** How many controls have which status, the worst first. */
  readonly statuses: string;
}

/** One decimal and a percent sign; the model has floored the number already. */
export function percent(score: Score | null): string {
  return score === null ? "no score" : `${score.percent.toFixed(1)}%`;
}

/** Both variants of a score, which are always shown together. */
export function scorePair(score: ScorePair): { readonly strict: string; readonly adjusted: string } {
  return { strict: percent(score.strict), adjusted: percent(score.adjusted) };
}

/** The lines of the score table: one for each framework, in the assessment's order. */
export function frameworkRows({ frameworks }: Assessment): readonly ScoreRow[] {
  return frameworks.map(({ id, title, score, coverage, reach, controls }) => ({
    framework: id,
    title,
    ...scorePair(score),
    coverage: percent(coverage),
    reach: `${reach.assessable} of ${reach.total}`,
    statuses: statusCounts(controls),
  }));
}

/** The last line of the score table; its reach adds up the frameworks'. */
export function overallRow({ frameworks, score, coverage }: Assessment): ScoreRow {
  const assessable = frameworks.reduce((sum, { reach }) => sum + reach.assessable, 0);
  const total = frameworks.reduce((sum, { reach }) => sum + reach.total, 0);
  return {
    title: "Overall",
    ...scorePair(score),
    coverage: percent(coverage),
    reach: `${assessable} of ${total}`,
    statuses: statusCounts(frameworks.flatMap(({ controls }) => controls)),
  };
}

function statusCounts(controls: readonly ControlAssessment[]): string {
  const parts = controlStatuses.flatMap((status) => {
    const amount = controls.filter((control) => control.status === status).length;
    return amount === 0 ? [] : [`${amount} ${statusText(status)}`];
  });
  return parts.length === 0 ? "no control assessed" : parts.join(", ");
}

/** What a report is called: with the gate's verdict when it is part of the report. */
export function headline({ gate }: Assessment, withGate: boolean): string {
  return withGate ? `Touchstone gate: ${gate.verdict.toUpperCase()}` : "Touchstone assessment";
}

/** One sentence on what was looked at and what came out. */
export function totals(assessment: Assessment): string {
  const findings = assessment.checks.flatMap((check) => check.findings);
  const bySeverity = severities.flatMap((severity) => {
    const amount = findings.filter((finding) => finding.severity === severity).length;
    return amount === 0 ? [] : [`${amount} ${severity}`];
  });
  const { baseline } = assessment;
  const since = baseline
    ? `; since ${baseline.assessedAt} ${baseline.new} new, ${baseline.unchanged} known, ${baseline.fixed.length} fixed`
    : "";
  const errors = assessment.checks.reduce((sum, check) => sum + check.errors.length, 0);
  const notAssessed = assessment.checks.filter(({ status }) => status === "not-assessed").length;
  const gap = notAssessed === 0 ? "" : ` (${notAssessed} not assessed)`;
  const severityText = bySeverity.length === 0 ? "" : ` (${bySeverity.join(", ")})`;
  return (
    `${count(findings.length, "finding")}${severityText}${since}, ${count(assessment.problems.length, "problem")} with evidence, ` +
    `${count(errors, "error")} of checks; ${count(assessment.checks.length, "check")}${gap} on ` +
    `${count(assessment.subjects.length, "subject")}.`
  );
}
