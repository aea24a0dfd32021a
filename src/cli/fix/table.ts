// The text of `touchstone fix`: what was fixed in each file, what to mind, what to change in charts, and what is left.
import type { Fixable } from "../../apply-fixes.ts";
import type { FixedFile } from "../../fix-paths.ts";
import { blockLines, valuesTree } from "../../fix/index.ts";
import { compareSeverity } from "../../model/index.ts";
import { wrap, severityColour, type Paint } from "../../report/ansi.ts";
import { groupBy } from "../../report/groups.ts";
import { count, nameOf, placeOf, printable, prose, sentence, subjectName } from "../../report/text.ts";
import type { ChartSuggestion } from "../../suggest-values.ts";
import { cautions, editsOf, editText, fixedCount, lineOf, withoutFix, type FixReport } from "./report.ts";

export interface TableOptions {
  /** Whether the files hold the edits by now; else a patch shows them, and the text does not list them again. */
  readonly written: boolean;
  readonly paint: Paint;
}

const width = 100;
const valuesStyle = { json: false, step: 2, lineBreak: "\n" };

export function fixTable(report: FixReport, { written, paint }: TableOptions): string {
  const lines = [
    ...(written ? report.files.flatMap((file) => fileLines(file, report, paint)) : []),
    ...cautionLines(report, paint),
    ...refusedLines(report, paint),
    ...report.charts.flatMap((chart) => chartLines(chart, paint)),
    ...kustomizationLines(report, paint),
    ...leftLines(report, paint),
    closingLine(report, written),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function fileLines(file: FixedFile, report: FixReport, paint: Paint): readonly string[] {
  const lines = [paint("bold", placeOf({ file: file.source }))];
  for (const [, own] of groupBy(inOrder(file.fixed, report), ({ object }) => object)) {
    const [first] = own;
    if (first) lines.push(`  ${nameOf(first.subject.resource)}`);
    for (const { fix, of } of editsOf(own)) {
      const line = lineOf(of[0], report);
      const at = line === undefined ? "" : ` (line ${line})`;
      lines.push(`    ${printable(editText(fix, of[0].place))}${at}`, `      ${checksOf(of)}`);
    }
  }
  return [...lines, ""];
}

function inOrder<T extends Fixable>(fixables: readonly T[], report: FixReport): readonly T[] {
  return fixables
    .map((fixable) => ({ fixable, line: lineOf(fixable, report) ?? Infinity }))
    .toSorted((left, right) => (left.line === right.line ? 0 : left.line - right.line))
    .map(({ fixable }) => fixable);
}

function checksOf(fixables: readonly Fixable[]): string {
  return [...new Set(fixables.map(({ finding }) => finding.check))].join(", ");
}

function cautionLines(report: FixReport, paint: Paint): readonly string[] {
  const all = cautions(report);
  if (all.length === 0) return [];
  const lines = all.flatMap(({ check, caution }) => [`  ${check}`, ...wrap(prose(caution), width, "    ")]);
  return [paint("bold", "Mind what may stop working:"), ...lines, ""];
}

function refusedLines({ refused }: FixReport, paint: Paint): readonly string[] {
  if (refused.length === 0) return [];
  const lines = refused.flatMap(({ finding, fix, subject, reason }) => [
    `  ${placeOf(finding.location)}: ${subjectName(subject)}: ${printable(editText(fix))} [${finding.check}]`,
    ...wrap(printable(sentence(reason)), width, "    "),
  ]);
  return [paint("bold", "Not fixed:"), ...lines, ""];
}

function chartLines({ source, values, templates }: ChartSuggestion, paint: Paint): readonly string[] {
  const lines: string[] = [];
  if (values.length > 0) {
    const mended = values.flatMap(({ mends }) => mends);
    lines.push(
      paint("bold", `Values that mend ${count(mended.length, "finding")} of the chart ${printable(source)}:`),
      "",
    );
    lines.push(...blockLines(valuesTree(values), 4, valuesStyle).map(printable), "");
    for (const { path, mends } of values) {
      lines.push(`  ${printable(path.join("."))} mends`);
      for (const { finding } of mends) lines.push(`    ${finding.check}: ${printable(finding.message)}`);
    }
    lines.push("");
  }
  if (templates.length > 0) {
    lines.push(paint("bold", `Template lines to change in the chart ${printable(source)}:`));
    for (const [place, own] of groupBy(templates, ({ finding }) => placeOf(finding.location))) {
      lines.push(`  ${place}`);
      for (const { fix, of } of uniqueEdits(own))
        lines.push(`    ${printable(editText(fix))}`, `      ${checksOf(of)}: ${printable(of[0].finding.message)}`);
    }
    lines.push("");
  }
  return lines;
}

/** A template may write several objects: the same edit is told once. */
function uniqueEdits(fixables: readonly Fixable[]): ReturnType<typeof editsOf<Fixable>> {
  return editsOf(fixables.map((fixable) => ({ ...fixable, object: "" })));
}

function kustomizationLines({ kustomizations }: FixReport, paint: Paint): readonly string[] {
  if (kustomizations.length === 0) return [];
  const lines = [paint("bold", "To change in the files that kustomizations are built of:")];
  for (const [source, own] of groupBy(kustomizations, (fixable) => fixable.source)) {
    lines.push(`  ${printable(source)}`);
    for (const { fix, of } of editsOf(own))
      lines.push(`    ${subjectName(of[0].subject)}: ${printable(editText(fix))}`, `      ${checksOf(of)}`);
  }
  return [...lines, ""];
}

function leftLines(report: FixReport, paint: Paint): readonly string[] {
  const left = withoutFix(report).toSorted((a, b) => compareSeverity(a.check.severity, b.check.severity));
  if (left.length === 0) return [];
  const lines = left.flatMap(({ check, findings }) => [
    `  ${paint(severityColour[check.severity], check.severity.toUpperCase())}  ${check.id}  (${count(findings.length, "finding")})`,
    ...wrap(sentence(prose(check.remediation)), width, "    "),
  ]);
  return [paint("bold", "Without a fix, because somebody has to choose:"), ...lines, ""];
}

function closingLine(report: FixReport, written: boolean): string {
  const fixed = fixedCount(report);
  const edits = report.files.reduce((sum, file) => sum + editsOf(file.fixed).length, 0);
  const where = written ? "" : " in the patch";
  const inCharts = report.charts.reduce(
    (sum, { values, templates }) => sum + values.flatMap(({ mends }) => mends).length + templates.length,
    0,
  );
  const parts = [
    report.files.length === 0
      ? "Nothing to fix in manifests"
      : `Fixed ${count(fixed, "finding")} by ${count(edits, "edit")} in ${count(report.files.length, "file")}${where}`,
    ...(report.refused.length > 0 ? [`${count(report.refused.length, "finding")} not fixed`] : []),
    ...(inCharts > 0 ? [`${count(inCharts, "finding")} to fix in charts`] : []),
    ...(report.kustomizations.length > 0
      ? [`${count(report.kustomizations.length, "finding")} to fix in kustomizations`]
      : []),
  ];
  const left = withoutFix(report).reduce((sum, { findings }) => sum + findings.length, 0);
  return `${[...parts, ...(left > 0 ? [`${count(left, "finding")} without a fix`] : [])].join("; ")}.`;
}
