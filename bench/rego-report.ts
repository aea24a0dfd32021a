// The result of `bench rego` as text.
import type { RegoComparison } from "./rego.ts";
import { megabytes } from "./report.ts";
import { renderTable } from "./table.ts";

export function renderRego({ machine, corpus, checks, rounds, engines, agreement }: RegoComparison): string {
  const rows = engines.map(({ name, microseconds, ratio, failures }) => [
    name,
    ...[microseconds.median, microseconds.min, microseconds.max].map((value) => value.toFixed(2)),
    ratio === undefined ? "-" : ratio.toFixed(2),
    failures === undefined ? "-" : String(failures),
  ]);
  const right = ["median", "min", "max", "x", "failures"].map((title) => ({ title, align: "right" as const }));
  const lines = [
    `Machine: ${machine.cpu}, ${machine.cores} cores, ${megabytes(machine.memoryBytes)}, ${machine.system}, Node.js ${machine.node}, load ${machine.load.toFixed(1)}`,
    `Corpus: ${corpus.name}: ${corpus.workloads} workloads, ${megabytes(corpus.bytes)} of input; ${checks} checks of workloads`,
    `Microseconds for one check on one subject, ${rounds} rounds in turn after one to warm up; x is the median over touchstone's.`,
    "",
    renderTable([{ title: "engine", align: "left" }, ...right], rows),
    ...engines.map(({ name, about }) => `- ${name}: ${about}`),
    `- all that count failures have ${agreement ? "the same" : "DIFFERENT"} ones`,
  ];
  return `${lines.join("\n")}\n`;
}
