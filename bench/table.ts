// A Markdown table with aligned columns: readable in a terminal, and it can be pasted into an issue as it is.

export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

/** One line for each row; cells that are missing stay empty. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => columns.map((_, index) => (row[index] ?? "").replaceAll("|", "\\|")));
  const widths = columns.map(({ title }, index) =>
    Math.max(3, title.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const rule = columns.map(({ align }, index) => {
    const dashes = "-".repeat((widths[index] ?? 3) - 1);
    return align === "right" ? `${dashes}:` : `${dashes}-`;
  });
  const padded = [columns.map(({ title }) => title), ...cells].map((row) =>
    row.map((cell, index) => {
      const width = widths[index] ?? 3;
      return columns[index]?.align === "right" ? cell.padStart(width) : cell.padEnd(width);
    }),
  );
  const [head = [], ...body] = padded;
  return `${[head, rule, ...body].map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`;
}
