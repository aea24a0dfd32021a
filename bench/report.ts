// A comparison as text: the machine, the corpus, the table, and what one must know to read it.
import type { Comparison, ToolResult } from "./result.ts";
import { renderTable, type Column } from "./table.ts";

/** `--json` gets the same as this shows, with every run. */
export function renderComparison(comparison: Comparison): string {
  const { machine, corpus, rounds, baseline, tools, notes } = comparison;
  const lines = [
    `Machine: ${machine.cpu}, ${machine.cores} cores, ${megabytes(machine.memoryBytes)}, ${machine.system}, Node.js ${machine.node}`,
    `Corpus: ${corpus.name}: ${corpus.files} files, ${megabytes(corpus.bytes)}, ${corpus.objects} objects, sha256 ${corpus.sha256.slice(0, 12)}`,
    `Whole processes, ${rounds} rounds in turn after one to warm up; seconds of wall time; x is the median over that of ${baseline}.`,
    "",
    renderTable(columns, tools.map(rowOf)),
    ...notes.map((note) => `- ${note}`),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

const columns: readonly Column[] = [
  { title: "tool", align: "left" },
  { title: "version", align: "left" },
  { title: "median", align: "right" },
  { title: "min", align: "right" },
  { title: "max", align: "right" },
  { title: "x", align: "right" },
  { title: "cpu", align: "right" },
  { title: "peak RSS", align: "right" },
  { title: "objects", align: "right" },
  { title: "findings", align: "right" },
];

function rowOf({
  name,
  version,
  wallMs,
  ratio,
  cpuMs,
  peakRssBytes,
  objects,
  findings,
}: ToolResult): readonly string[] {
  return [
    name,
    version,
    wallMs ? seconds(wallMs.median) : "failed",
    wallMs ? seconds(wallMs.min) : "-",
    wallMs ? seconds(wallMs.max) : "-",
    ratio === undefined ? "-" : ratio.toFixed(2),
    cpuMs ? seconds(cpuMs.median) : "-",
    peakRssBytes ? megabytes(peakRssBytes.median) : "-",
    objects === undefined ? "-" : String(objects),
    findings === undefined ? "-" : String(findings),
  ];
}

/** To the millisecond below ten seconds, then to the hundredth. */
export function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 3 : 2);
}

/** Millions of bytes. */
export function megabytes(bytes: number): string {
  const millions = bytes / 1e6;
  return `${millions.toFixed(millions < 100 ? 1 : 0)} MB`;
}
