// What `touchstone fix` has to tell, whatever the format.
import type { AppliedFix, Fixable } from "../../apply-fixes.ts";
import type { FixResult } from "../../fix-paths.ts";
import { inlineText, isSameEdit } from "../../fix/index.ts";
import type { Check, Finding, Fix } from "../../model/index.ts";
import { groupBy } from "../../report/groups.ts";
import { pathText } from "../../report/text.ts";
import type { ChartSuggestion } from "../../suggest-values.ts";

export interface FixReport extends FixResult {
  readonly charts: readonly ChartSuggestion[];
  /** Findings with a fix in what was built of kustomizations: nobody knows which file to change. */
  readonly kustomizations: readonly Fixable[];
  /** The checks whose findings were to be fixed. */
  readonly selected: ReadonlySet<string>;
}

/** One edit of an object, with all the findings that it mends. */
export interface Edit<T extends Fixable = AppliedFix> {
  readonly fix: Fix;
  readonly of: readonly [T, ...T[]];
}

/** Those of one edit together, in the order of the first. */
export function editsOf<T extends Fixable>(fixables: readonly T[]): readonly Edit<T>[] {
  const edits: { fix: Fix; of: [T, ...T[]] }[] = [];
  for (const [, own] of groupBy(fixables, ({ object }) => object)) {
    const start = edits.length;
    for (const fixable of own) {
      const same = edits.find(({ fix }, index) => index >= start && isSameEdit(fix, fixable.fix));
      if (same) same.of.push(fixable);
      else edits.push({ fix: fixable.fix, of: [fixable] });
    }
  }
  return edits;
}

/** `set spec.hostPID to false`, `remove spec.hostAliases[0]`. */
export function editText(fix: Fix, place = pathText(fix.path)): string {
  return "remove" in fix ? `remove ${place}` : `set ${place} to ${inlineText(fix.set, { json: false })}`;
}

/** The line of a finding in the text before any edit; undefined for one that an edit brought. */
export function lineOf({ finding }: Fixable, { before }: FixReport): number | undefined {
  const own = before.checks.find(({ check }) => check.id === finding.check)?.findings ?? [];
  return own.includes(finding) ? finding.location.line : undefined;
}

/** Checks with a caution, of findings that were fixed or could be, each once. */
export function cautions(report: FixReport): readonly { readonly check: string; readonly caution: string }[] {
  const touched = new Set<string>();
  for (const { fixed } of report.files) for (const { finding } of fixed) touched.add(finding.check);
  for (const { values, templates } of report.charts)
    for (const { finding } of [...values.flatMap(({ mends }) => mends), ...templates]) touched.add(finding.check);
  for (const { finding } of report.kustomizations) touched.add(finding.check);
  return report.before.checks.flatMap(({ check: { id, caution } }) =>
    caution !== undefined && touched.has(id) ? [{ check: id, caution }] : [],
  );
}

/** The findings of selected checks that no edit mends, by check, as they are in the end. */
export function withoutFix({
  after,
  selected,
}: FixReport): readonly { readonly check: Check; readonly findings: readonly Finding[] }[] {
  return after.checks.flatMap(({ check, findings }) => {
    const own = selected.has(check.id) ? findings.filter(({ fix }) => !fix) : [];
    return own.length > 0 ? [{ check, findings: own }] : [];
  });
}

export function fixedCount({ files }: FixReport): number {
  return files.reduce((sum, { fixed }) => sum + fixed.length, 0);
}
