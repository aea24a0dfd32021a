// A Markdown table with aligned columns: readable in a terminal, and it can be pasted into an issue as it is.

export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
}

/** One line for each row; cells that are missing stay empty. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(3, title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const rule = columns.map(({ align }, index) => {
    const dashes = "-".repeat((widths[index] ?? 3) - 1);
    return align === "right" ? `${dashes}:` : `${dashes}-`;
  });
  const lines = [columns.map(({ title }) => title), ...rows].map((cells) =>
    columns.map(({ align }, index) => {
      const cell = (cells[index] ?? "").replaceAll("|", "\\|");
      const width = widths[index] ?? 3;
      return align === "right" ? cell.padStart(width) : cell.padEnd(width);
    }),
  );
  lines.splice(1, 0, rule);
  return `${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}
