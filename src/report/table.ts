// The report for a person at a terminal: what is wrong and how to mend it first, the scores last.
import type { Assessment, CheckAssessment, Finding, Location } from "../model/index.ts";
import { painter, severityColour, wrap, type Paint } from "./ansi.ts";
import type { ReportContext } from "./context.ts";
import { remarkOn, checkErrors, controlsOf, failedChecks, isExcepted, notAssessedChecks, subjectAt } from "./groups.ts";
import { totals } from "./numbers.ts";
import { gateLines, scoreLines } from "./table-scores.ts";
import { count, placeOf, printable, prose, statusText, subjectName } from "./text.ts";

const groupLimit = 10;

/** Findings by check, then problems, errors, gaps, scores, and with `context.gate` the gate. */
export function renderTable(assessment: Assessment, context: ReportContext): string {
  const { width } = context;
  const paint = painter(context.colour);
  const blocks = [
    ...failedChecks(assessment).map((check) => checkBlock(check, assessment, context, paint)),
    problemBlock(assessment, context, paint),
    errorBlock(assessment, context, paint),
    notAssessedBlock(assessment, context, paint),
    wrap(totals(assessment), width),
    scoreLines(assessment, width, paint),
    context.gate ? gateLines(assessment.gate, width, paint) : [],
  ];
  const filled = blocks.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function checkBlock(
  group: CheckAssessment,
  assessment: Assessment,
  context: ReportContext,
  paint: Paint,
): readonly string[] {
  const { check, findings } = group;
  const controls = controlsOf(group, assessment).map(
    ({ title, controls }) => `${printable(title)}: ${printable(controls.join(", "))}`,
  );
  return [
    ...headingLines(group, context, paint),
    ...capped(findings, context, (finding) => findingLines(finding, assessment, context, paint)),
    ...wrap(prose(check.remediation), context.width, "  Fix: "),
    ...wrap(controls.length === 0 ? "none" : controls.join("; "), context.width, "  Controls: "),
  ];
}

// One line when it fits; otherwise the title moves below, and the count after it when that is not enough.
function headingLines(group: CheckAssessment, { width }: ReportContext, paint: Paint): readonly string[] {
  const { check, findings, status } = group;
  const severity = check.severity.toUpperCase();
  const id = printable(check.id);
  const title = prose(check.title);
  const amount = `(${count(findings.length, "finding")}${isExcepted(group) ? `, ${statusText(status)}` : ""})`;
  const start = `${paint(severityColour[check.severity], severity)}  ${paint("bold", id)}`;
  function fits(...parts: readonly string[]): boolean {
    return parts.join("  ").length <= width;
  }
  if (fits(severity, id, title, amount)) return [`${start}  ${title}  ${paint("dim", amount)}`];
  if (fits(severity, id, amount)) return [`${start}  ${paint("dim", amount)}`, ...wrap(title, width, "  ")];
  return [start, ...wrap(title, width, "  "), `  ${paint("dim", amount)}`];
}

function findingLines(
  finding: Finding,
  assessment: Assessment,
  { width }: ReportContext,
  paint: Paint,
): readonly string[] {
  const { location, subject, message } = finding;
  const remark = remarkOn(finding, assessment);
  return [
    ...placeLines(location, subjectName(subjectAt(assessment, subject)), width, paint),
    ...wrap(printable(message), width, "    "),
    ...(remark === undefined ? [] : wrap(printable(remark), width, "    ")),
  ];
}

/** A place and what is there; on two lines when one is too narrow. */
function placeLines(location: Location, text: string, width: number, paint: Paint): readonly string[] {
  const place = placeOf(location);
  if (2 + place.length + 2 + text.length <= width) return [`  ${paint("dim", place)}  ${text}`];
  return [`  ${paint("dim", place)}`, ...wrap(text, width, "    ")];
}

function problemBlock({ problems }: Assessment, context: ReportContext, paint: Paint): readonly string[] {
  if (problems.length === 0) return [];
  return [
    paint("alarm", `Evidence that could not be read: ${problems.length}`),
    ...capped(problems, context, ({ code, location, message, hint }) => [
      ...placeLines(location, code, context.width, paint),
      ...wrap(printable(message), context.width, "    "),
      ...wrap(printable(hint), context.width, "    "),
    ]),
  ];
}

function errorBlock(assessment: Assessment, context: ReportContext, paint: Paint): readonly string[] {
  const errors = checkErrors(assessment);
  if (errors.length === 0) return [];
  return [
    paint("alarm", `Checks that could not decide: ${errors.length}`),
    ...capped(errors, context, ({ check, subject, message }) => {
      const of = subjectAt(assessment, subject);
      return [
        ...placeLines(of.location, `${subjectName(of)}  ${printable(check)}`, context.width, paint),
        ...wrap(printable(message), context.width, "    "),
      ];
    }),
  ];
}

function notAssessedBlock(assessment: Assessment, { width }: ReportContext, paint: Paint): readonly string[] {
  const groups = [...notAssessedChecks(assessment)];
  if (groups.length === 0) return [];
  const amount = groups.reduce((sum, [, checks]) => sum + checks.length, 0);
  return [
    paint("yellow", `Not assessed: ${count(amount, "check")}`),
    ...groups.flatMap(([reason, checks]) => [
      ...wrap(`${printable(reason)}:`, width, "  "),
      ...wrap(checks.map(({ check }) => printable(check.id)).join(", "), width, "    "),
    ]),
  ];
}

function capped<Item>(
  items: readonly Item[],
  { verbose }: ReportContext,
  linesOf: (item: Item) => readonly string[],
): readonly string[] {
  const shown = verbose === true ? items : items.slice(0, groupLimit);
  const rest = items.length - shown.length;
  return [...shown.flatMap(linesOf), ...(rest === 0 ? [] : [`  ... and ${rest} more (--verbose shows all)`])];
}
