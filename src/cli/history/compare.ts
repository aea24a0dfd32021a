// `touchstone compare`: what changed from one assessment to another, kept or in files.
import { existsSync } from "node:fs";
import { compareAssessments, isRegression, type Comparison } from "../../history/index.ts";
import { exitCodes, type Assessment, type Finding } from "../../model/index.ts";
import { placeOf, printable, textTable } from "../../report/index.ts";
import { readAssessment } from "../read-assessment.ts";
import { printReport } from "../write-report.ts";
import { runNamed, shownShare, withHistory, type StoreOptions } from "./open.ts";

export interface CompareOptions extends StoreOptions {
  readonly failOnRegression?: boolean;
  readonly format: "table" | "json";
}

/** Returns the exit code. */
export async function compare(before: string, after: string, options: CompareOptions): Promise<number> {
  const comparison = compareAssessments(await assessmentOf(before, options), await assessmentOf(after, options));
  if (options.format === "json") await printReport([`${JSON.stringify(comparison, undefined, 2)}\n`]);
  else await printReport([text(comparison)]);
  return options.failOnRegression === true && isRegression(comparison) ? exitCodes.failed : exitCodes.passed;
}

async function assessmentOf(reference: string, options: CompareOptions): Promise<Assessment> {
  if (reference === "-" || reference.endsWith(".json") || existsSync(reference)) return readAssessment(reference);
  return withHistory(options, async (store) => {
    const { id } = await runNamed(reference, store, options.name);
    return JSON.parse(await store.document(id)) as Assessment;
  });
}

function text(comparison: Comparison): string {
  const { scores, coverage, verdict, conditions, controls, findings, notes } = comparison;
  const parts = [
    textTable(
      ["", "STRICT", "", "ADJUSTED", ""],
      [
        ...scores.map(({ of, strict, adjusted }) => [
          of,
          shownShare(strict.before),
          shownShare(strict.after),
          shownShare(adjusted.before),
          shownShare(adjusted.after),
        ]),
        ["coverage", shownShare(coverage.before), shownShare(coverage.after)],
        ["gate", verdict.before, verdict.after],
      ],
    ),
    ...section(
      "Conditions of the gate",
      conditions.map(({ id, before, after }) => `${id}: ${before ?? "none"} -> ${after ?? "none"}`),
    ),
    ...section(
      "Controls",
      controls.map(
        ({ framework, control, status, adjusted, direction }) =>
          `${direction}: ${framework}/${control} ${status.before ?? "none"} -> ${status.after ?? "none"}, ` +
          `${adjusted.before ?? "no score"} -> ${adjusted.after ?? "no score"}`,
      ),
    ),
    ...section("New findings", findings.new.map(line)),
    ...section("Fixed findings", findings.fixed.map(line)),
    `${findings.unchanged} findings unchanged, ${findings.excepted.length} of them newly excepted, ${findings.noLongerExcepted.length} no longer\n`,
    ...section("What else differs", notes),
  ];
  return parts.join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0
    ? []
    : [`${title}: ${lines.length}\n${lines.map((one) => `  ${printable(one)}\n`).join("")}`];
}

function line({ severity, check, location, message }: Finding): string {
  return `${severity} ${check} ${placeOf(location)}: ${message}`;
}
