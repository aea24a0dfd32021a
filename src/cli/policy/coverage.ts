// The coverage of policies by their tests, as a table: a line for each file, with the lines that no test reaches.

/** Part of a file; `kinds` say why it was not reached, where OPA knows. */
export interface CoverageRange {
  readonly start: { readonly row: number };
  readonly end: { readonly row: number };
}

/** OPA's coverage report. */
export interface Coverage {
  readonly files: Readonly<Record<string, FileCoverage>>;
  readonly covered_lines: number;
  readonly not_covered_lines: number;
  /** Percent. */
  readonly coverage: number;
}

interface FileCoverage {
  readonly not_covered?: readonly CoverageRange[];
  readonly covered_lines?: number;
  readonly not_covered_lines?: number;
  readonly coverage?: number;
}

export function showCoverage({ files, covered_lines, not_covered_lines, coverage }: Coverage): string {
  const named = Object.entries(files).toSorted(([left], [right]) => (left < right ? -1 : 1));
  const width = Math.max("All files".length, ...named.map(([file]) => file.length));
  const lines = named.map(([file, report]) => {
    const { coverage: percent = 0, covered_lines: covered = 0, not_covered_lines: missed = 0 } = report;
    const rest = missed === 0 ? "" : `  not covered: ${spans(report.not_covered ?? [])}`;
    // A file of comments and constants has nothing to cover.
    const share = covered + missed === 0 ? "-" : percentText(percent);
    return `${file.padEnd(width)}  ${share.padStart(7)}${rest}\n`;
  });
  const all = covered_lines + not_covered_lines;
  const total = `${"All files".padEnd(width)}  ${percentText(coverage).padStart(7)}  ${covered_lines} of ${all} lines\n`;
  return ["\n", ...lines, total].join("");
}

/** Rounded down: 99.99 must not look like all. */
function percentText(percent: number): string {
  return `${(Math.floor(percent * 10) / 10).toFixed(1)}%`;
}

/** `3, 7-9`: the rows of the ranges, each once. */
function spans(ranges: readonly CoverageRange[]): string {
  const rows = new Set(ranges.flatMap(({ start, end }) => rowsOf(start.row, end.row)));
  const parts: string[] = [];
  let first: number | undefined;
  for (const row of [...rows].toSorted((a, b) => a - b)) {
    first ??= row;
    if (rows.has(row + 1)) continue;
    parts.push(first === row ? String(row) : `${first}-${row}`);
    first = undefined;
  }
  return parts.join(", ");
}

function rowsOf(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
