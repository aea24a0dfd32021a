// What the Markdown template shows, as finished pieces of Markdown.
import type { Assessment, CheckAssessment, Finding } from "../model/index.ts";
import type { ReportContext } from "./context.ts";
import {
  checkErrors,
  controlsOf,
  failedChecks,
  isExcepted,
  messageWithRemark,
  notAssessedChecks,
  subjectAt,
} from "./groups.ts";
import { md, mdCode, mdHtml, mdJoin, mdText, type Markdown } from "./markdown-text.ts";
import { frameworkRows, headline, overallRow, totals, type ScoreRow } from "./numbers.ts";
import { conditionText, count, placeOf, prose, sentence, statusText, subjectName } from "./text.ts";

/** A list that may be cut short; `rest` says by how much, and is empty when nothing was left out. */
interface MarkdownList {
  readonly amount: number;
  readonly items: readonly Markdown[];
  readonly rest: Markdown;
}

export interface MarkdownView {
  readonly heading: Markdown;
  readonly totals: Markdown;
  readonly rows: readonly Readonly<Record<string, Markdown>>[];
  /** Empty when the gate is not part of the report. */
  readonly conditions: readonly Readonly<Record<"verdict" | "id" | "message", Markdown>>[];
  readonly problems: MarkdownList;
  readonly errors: MarkdownList;
  readonly checks: readonly MarkdownCheck[];
  readonly notAssessed: {
    readonly amount: Markdown;
    readonly reasons: readonly Readonly<Record<"reason" | "checks", Markdown>>[];
  };
  readonly origin: Markdown;
}

interface MarkdownCheck {
  readonly summary: Markdown;
  readonly findings: MarkdownList;
  readonly fix: Markdown;
  readonly controls: Markdown;
}

/** The view with at most `limit` entries in each list of findings, problems or errors. */
export function markdownView(assessment: Assessment, { gate }: ReportContext, limit: number): MarkdownView {
  return {
    heading: mdText(headline(assessment, gate)),
    totals: mdText(totals(assessment)),
    rows: [...frameworkRows(assessment).map((row) => scoreRow(row, mdText)), scoreRow(overallRow(assessment), bold)],
    conditions: gate
      ? assessment.gate.conditions.map((condition) => ({
          verdict: bold(conditionText(condition)),
          id: mdCode(condition.id),
          message: mdText(condition.message),
        }))
      : [],
    problems: problemList(assessment, limit),
    errors: errorList(assessment, limit),
    checks: failedChecks(assessment).map((check) => checkView(check, assessment, limit)),
    notAssessed: notAssessedView(assessment),
    origin: originOf(assessment),
  };
}

function scoreRow(row: ScoreRow, show: (text: string) => Markdown): Readonly<Record<string, Markdown>> {
  return Object.fromEntries(Object.entries(row).map(([key, text]) => [key, show(String(text))]));
}

function bold(text: string): Markdown {
  return md`**${mdText(text)}**`;
}

function checkView(group: CheckAssessment, assessment: Assessment, limit: number): MarkdownCheck {
  const { check, findings, status } = group;
  const amount = `${count(findings.length, "finding")}${isExcepted(group) ? `, ${statusText(status)}` : ""}`;
  const id = md`<code>${mdHtml(check.id)}</code>`;
  const severity = md`<b>${mdHtml(check.severity.toUpperCase())}</b>`;
  const controls = controlsOf(group, assessment).map(({ title, controls }) =>
    mdText(`${title} (${controls.join(", ")})`),
  );
  return {
    summary: md`${severity} ${id} ${mdHtml(prose(check.title))} (${mdHtml(amount)})`,
    findings: listOf(
      findings.map((finding) => findingLine(finding, assessment)),
      limit,
      "finding",
    ),
    fix: mdText(prose(check.remediation)),
    controls: controls.length === 0 ? mdText("no control in scope") : mdJoin(controls, "; "),
  };
}

function findingLine(finding: Finding, assessment: Assessment): Markdown {
  const of = subjectAt(assessment, finding.subject);
  const message = messageWithRemark(finding, assessment);
  return md`${mdCode(placeOf(finding.location))} ${mdText(subjectName(of))}: ${mdText(message)}`;
}

function problemList({ problems }: Assessment, limit: number): MarkdownList {
  const lines = problems.map(
    ({ code, location, message, hint }) =>
      md`${mdCode(placeOf(location))} ${mdCode(code)}: ${mdText(sentence(message))} ${mdText(hint)}`,
  );
  return listOf(lines, limit, "problem");
}

function errorList(assessment: Assessment, limit: number): MarkdownList {
  const lines = checkErrors(assessment).map(({ check, subject, message }) => {
    const of = subjectAt(assessment, subject);
    return md`${mdCode(placeOf(of.location))} ${mdText(subjectName(of))}, ${mdCode(check)}: ${mdText(message)}`;
  });
  return listOf(lines, limit, "error");
}

function listOf(lines: readonly Markdown[], limit: number, noun: string): MarkdownList {
  const items = lines.slice(0, limit);
  const more = lines.length - items.length;
  const rest = `${count(more, `more ${noun}`)}; the JSON, JUnit and HTML reports name every one.`;
  return { amount: lines.length, items, rest: mdText(more === 0 ? "" : rest) };
}

function notAssessedView(assessment: Assessment): MarkdownView["notAssessed"] {
  const groups = [...notAssessedChecks(assessment)];
  const amount = groups.reduce((sum, [, checks]) => sum + checks.length, 0);
  return {
    amount: mdHtml(amount === 0 ? "" : count(amount, "check")),
    reasons: groups.map(([reason, checks]) => ({
      reason: mdText(reason),
      checks: mdJoin(
        checks.map(({ check }) => mdCode(check.id)),
        ", ",
      ),
    })),
  };
}

function originOf({ tool, bundle, evidence, assessedAt }: Assessment): Markdown {
  const source = mdText(`${tool.name} ${tool.version}`);
  const rest = mdText(`${count(evidence.length, "source")} of evidence, assessed at`);
  return md`${source}, bundle ${mdCode(bundle.digest)}, ${rest} ${mdCode(assessedAt)}`;
}
