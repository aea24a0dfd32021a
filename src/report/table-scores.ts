// The lower part of the terminal report: the score table and the gate.
import type { Assessment, Gate } from "../model/index.ts";
import { verdictColour, wrap, type Paint } from "./ansi.ts";
import { frameworkRows, overallRow, type ScoreRow } from "./numbers.ts";
import { conditionText, printable, verdictText } from "./text.ts";

const headings: ScoreRow = {
  title: "Evidence for",
  strict: "Strict",
  adjusted: "Adjusted",
  coverage: "Coverage",
  reach: "Reach",
  statuses: "Controls",
};
const numberColumns = ["strict", "adjusted", "coverage", "reach"] as const;

/** Below this many columns the statuses of the controls get lines of their own: a narrower column is hard to read. */
const narrowest = 24;

/** Widths of the columns that stand in one line; a title that is wider stands above its numbers. */
interface Layout {
  readonly width: number;
  readonly title: number;
  readonly numbers: readonly number[];
  /** Whether the statuses of the controls fit beside the numbers. */
  readonly beside: boolean;
}

/** A line for each framework and one for all of them, in aligned columns. */
export function scoreLines(assessment: Assessment, width: number, paint: Paint): readonly string[] {
  const overall = overallRow(assessment);
  const rows = frameworkRows(assessment).map((row) => ({ ...row, title: printable(row.title) }));
  const layout = layoutOf([headings, ...rows, overall], width);
  const head = layout.beside ? headings : { ...headings, statuses: "" };
  return [
    ...rowLines(head, layout).map((line) => paint("bold", line)),
    ...rows.flatMap((row) => rowLines(row, layout)),
    ...rowLines(overall, layout).map((line) => paint("bold", line)),
  ];
}

function layoutOf(rows: readonly ScoreRow[], width: number): Layout {
  const numbers = numberColumns.map((column) => Math.max(...rows.map((row) => row[column].length)));
  const taken = numbers.reduce((sum, own) => sum + 2 + own, 0);
  const widest = Math.max(...rows.map(({ title }) => title.length));
  const title = Math.max(headings.title.length, Math.min(widest, width - taken));
  return { width, title, numbers, beside: width - taken - title - 2 >= narrowest };
}

function rowLines(row: ScoreRow, { width, title, numbers, beside }: Layout): readonly string[] {
  const tooWide = row.title.length > title;
  const cells = numberColumns.map((column, index) => row[column].padStart(numbers[index] ?? 0));
  const line = [(tooWide ? "" : row.title).padEnd(title), ...cells].join("  ");
  const above = tooWide ? wrap(row.title, width) : [];
  if (!beside) return [...above, line, ...(row.statuses === "" ? [] : wrap(row.statuses, width, "  Controls: "))];
  const [first = "", ...rest] = wrap(row.statuses, width, " ".repeat(line.length + 2));
  return [...above, `${line}${first.slice(line.length)}`, ...rest];
}

/** Every condition with its own verdict, then the gate's. */
export function gateLines(gate: Gate, width: number, paint: Paint): readonly string[] {
  const verdictWidth = "INCOMPLETE".length;
  const conditions = gate.conditions.flatMap((condition) => {
    const label = conditionText(condition).padEnd(verdictWidth);
    const text = `${printable(condition.id)}: ${printable(condition.message)}`;
    const [first = "", ...rest] = wrap(text, width, " ".repeat(verdictWidth + 2));
    return [`${paint(verdictColour[condition.verdict], label)}${first.slice(verdictWidth)}`, ...rest];
  });
  const colour = gate.verdict === "passed" ? "green" : gate.verdict === "failed" ? "alarm" : "yellow";
  return [...conditions, paint(colour, verdictText(gate))];
}
