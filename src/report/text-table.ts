// Rows as columns of text, for terminals: no wider than what is in them, and without columns that are empty.
import { printable } from "./text.ts";

/** Ends with a newline. */
export function textTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = heads.map((_, column) => column).filter((column) => rows.some((row) => (row[column] ?? "") !== ""));
  const cells = [heads, ...rows].map((row) => used.map((column) => printable(row[column] ?? "")));
  const widths = used.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  return cells
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
