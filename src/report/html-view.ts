// What the HTML template shows, as plain data; the template escapes it.
import { severities, type Assessment, type Evidence, type Gate, type Score } from "../model/index.ts";
import type { ReportContext } from "./context.ts";
import { checkErrors, checksBySeverity, failedChecks, subjectAt } from "./groups.ts";
import { checkAnchor, checkView, type HtmlCheck, type HtmlSubject } from "./html-checks.ts";
import { frameworkViews, type HtmlFramework } from "./html-frameworks.ts";
import { headline, overallRow, totals, type ScoreRow } from "./numbers.ts";
import { conditionText, count, placeOf, subjectName } from "./text.ts";

export interface HtmlView {
  readonly title: string;
  readonly tool: string;
  readonly assessedAt: string;
  readonly kubernetes: string;
  readonly digest: string;
  readonly totals: string;
  readonly overall: ScoreRow;
  /** Widths of the bars under the numbers, 0 to 100; null where there is no number. */
  readonly bars: Readonly<Record<"strict" | "adjusted" | "coverage" | "reach", { readonly width: number } | null>>;
  readonly tallies: readonly HtmlTally[];
  /** Null when the gate is not part of the report. */
  readonly gate: HtmlGate | null;
  readonly frameworks: readonly HtmlFramework[];
  readonly severities: readonly string[];
  readonly findingCount: string;
  /** First the checks with findings, then the others. */
  readonly sections: readonly HtmlSection[];
  readonly problems: readonly HtmlProblem[];
  readonly errors: readonly (HtmlSubject & Readonly<Record<"anchor" | "check" | "message", string>>)[];
  readonly evidence: readonly HtmlEvidence[];
}

interface HtmlTally {
  readonly amount: string;
  readonly label: string;
  readonly tone: string;
  readonly anchor: string;
}

interface HtmlGate {
  readonly verdict: Gate["verdict"];
  readonly text: string;
  readonly summary: string;
  readonly conditions: readonly Readonly<Record<"id" | "verdict" | "verdictText" | "message", string>>[];
}

interface HtmlSection {
  readonly anchor: string;
  readonly title: string;
  readonly lead: string;
  /** Said when there are no checks. */
  readonly empty: string;
  readonly filtered: boolean;
  readonly checks: readonly HtmlCheck[];
}

type HtmlProblem = Readonly<Record<"code" | "place" | "message" | "hint", string>>;

type HtmlEvidence = Readonly<
  Record<"source" | "kind" | "collector" | "collectedAt" | "sha256" | "bytes" | "documents", string>
>;

/** The whole page but for its style and script. */
export function htmlView(assessment: Assessment, { gate, frameworks }: ReportContext): HtmlView {
  const { tool, assessedAt, bundle, checks } = assessment;
  const findings = checks.reduce((sum, check) => sum + check.findings.length, 0);
  return {
    title: headline(assessment, gate),
    tool: `${tool.name} ${tool.version}`,
    assessedAt,
    kubernetes: bundle.kubernetes,
    digest: bundle.digest,
    totals: totals(assessment),
    overall: overallRow(assessment),
    bars: barsOf(assessment),
    tallies: talliesOf(assessment),
    gate: gate ? gateView(assessment.gate) : null,
    frameworks: frameworkViews(assessment, frameworks),
    severities: severities.filter((severity) => checks.some((check) => hasFinding(check, severity))),
    findingCount: count(findings, "finding"),
    sections: sectionsOf(assessment, frameworks),
    problems: assessment.problems.map(({ code, location, message, hint }) => ({
      code,
      place: placeOf(location),
      message,
      hint,
    })),
    errors: checkErrors(assessment).map(({ check, subject, message }) => {
      const of = subjectAt(assessment, subject);
      return { name: subjectName(of), place: placeOf(of.location), anchor: checkAnchor(check), check, message };
    }),
    evidence: assessment.evidence.map(evidenceView),
  };
}

function hasFinding({ findings }: Assessment["checks"][number], severity: string): boolean {
  return findings.some((finding) => finding.severity === severity);
}

function barsOf({ score, coverage, frameworks }: Assessment): HtmlView["bars"] {
  const assessable = frameworks.reduce((sum, { reach }) => sum + reach.assessable, 0);
  const total = frameworks.reduce((sum, { reach }) => sum + reach.total, 0);
  function bar(share: Pick<Score, "percent"> | null): { readonly width: number } | null {
    return share === null ? null : { width: share.percent };
  }
  return {
    strict: bar(score.strict),
    adjusted: bar(score.adjusted),
    coverage: bar(coverage),
    reach: total === 0 ? null : { width: Math.floor((assessable * 1000) / total) / 10 },
  };
}

function talliesOf({ checks, problems }: Assessment): readonly HtmlTally[] {
  const findings = checks.flatMap((check) => check.findings);
  function tally(amount: number, label: string, tone: string, anchor: string): HtmlTally {
    return { amount: amount.toLocaleString("en"), label, tone: amount === 0 ? "none" : tone, anchor };
  }
  return [
    ...severities.map((severity) => {
      const amount = findings.filter((finding) => finding.severity === severity).length;
      return tally(amount, severity, severity, "findings");
    }),
    tally(problems.length, "not readable", "error", "problems"),
    tally(
      checks.reduce((sum, { errors }) => sum + errors.length, 0),
      "not decided",
      "error",
      "problems",
    ),
    tally(
      checks.filter(({ status }) => status === "not-assessed").length,
      "not assessed",
      "not-assessed",
      "other-checks",
    ),
  ];
}

function gateView({ verdict, conditions }: Gate): HtmlGate {
  const passed = conditions.filter((condition) => condition.verdict === "pass").length;
  const known = conditions.filter((condition) => condition.verdict === "known").length;
  return {
    verdict,
    text: `Gate ${verdict}`,
    summary: `${passed} of ${count(conditions.length, "condition")} passed${known === 0 ? "" : `, ${known} known from the baseline`}`,
    conditions: conditions.map((condition) => ({ ...condition, verdictText: conditionText(condition) })),
  };
}

function sectionsOf(assessment: Assessment, frameworks: ReportContext["frameworks"]): readonly HtmlSection[] {
  const failed = failedChecks(assessment);
  const others = checksBySeverity(assessment).filter((check) => !failed.includes(check));
  return [
    {
      anchor: "findings",
      title: "Findings",
      lead: "By check, the most severe first.",
      empty: "No check has a finding.",
      filtered: true,
      checks: failed.map((check) => checkView(check, assessment, frameworks)),
    },
    {
      anchor: "other-checks",
      title: "Checks without findings",
      lead: "What passed is positive evidence; what was not assessed or not decided is none.",
      empty: "Every check has a finding.",
      filtered: false,
      checks: others.map((check) => checkView(check, assessment, frameworks)),
    },
  ];
}

function evidenceView({ source, kind, collector, collectedAt, sha256, bytes, documents }: Evidence): HtmlEvidence {
  return {
    source: source === "-" ? "stdin" : source,
    kind,
    collector: `${collector.name} ${collector.version}`.trim(),
    collectedAt,
    sha256,
    bytes: bytes.toLocaleString("en"),
    documents: documents.toLocaleString("en"),
  };
}
