// What `touchstone fix` did and did not do, for machines.
import type { Fixable } from "../../apply-fixes.ts";
import { jsonPieces } from "../../report/json-text.ts";
import { cautions, editsOf, withoutFix, type Edit, type FixReport } from "./report.ts";
import { patchOf } from "./patch.ts";

/** With `diff` nothing was written, and each file has its patch. */
export function fixJson(report: FixReport, diff: boolean): Iterable<string> {
  const value = {
    written: !diff,
    files: report.files.map((file) => ({
      source: file.source,
      edits: editsOf(file.fixed).map(appliedValue),
      ...(diff && { patch: patchOf(file) }),
    })),
    refused: report.refused.map((fixable) => ({ ...fixableValue(fixable), ...fixable.fix, reason: fixable.reason })),
    charts: report.charts.map(({ source, values, templates }) => ({
      source,
      values: values.map(({ path, value: set, mends }) => ({ path, set, findings: mends.map(findingValue) })),
      templates: templates.map(fixableValue),
    })),
    kustomizations: report.kustomizations.map(fixableValue),
    cautions: cautions(report),
    withoutFix: withoutFix(report).map(({ check: { id, severity, remediation }, findings }) => ({
      check: id,
      severity,
      findings: findings.length,
      remediation,
    })),
    problems: report.before.problems,
  };
  return jsonPieces(value);
}

function appliedValue({ fix, of }: Edit): object {
  const [{ subject, place }] = of;
  return { resource: subject.resource, place, ...fix, findings: of.map(findingValue) };
}

function fixableValue(fixable: Fixable): object {
  return { resource: fixable.subject.resource, source: fixable.source, ...fixable.fix, ...findingValue(fixable) };
}

function findingValue({ finding }: Fixable): object {
  const { check, fingerprint, message, location } = finding;
  return { check, fingerprint, message, location };
}
