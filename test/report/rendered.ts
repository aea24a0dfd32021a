// Renders the sample in any format, and compares texts with files that a person has looked at.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Assessment } from "../../src/model/index.ts";
import { renderReport, type ReportContext, type ReportFormat } from "../../src/report/index.ts";
import { sampleAssessment, sampleFrameworks } from "./sample-assessment.ts";

const context: ReportContext = {
  colour: false,
  width: 80,
  frameworks: sampleFrameworks,
  gate: true,
  templatesFolder: fileURLToPath(new URL("../../reports", import.meta.url)),
};

/** The report of an assessment, in plain text for a terminal of 80 columns unless `changes` says otherwise. */
export async function render(
  format: ReportFormat,
  changes: Partial<ReportContext> = {},
  assessment: Assessment = sampleAssessment,
): Promise<string> {
  return renderReport(format, assessment, { ...context, ...changes });
}

/** Asserts that the text is the golden file's. `UPDATE_GOLDEN=1` writes the file instead: then read what changed. */
export function assertGolden(name: string, text: string): void {
  const file = new URL(`golden/${name}`, import.meta.url);
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, text);
  assert.equal(text, readFileSync(file, "utf8"));
}
