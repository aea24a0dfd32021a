// What to change in a chart: values, each proved by rendering the chart with them and judging it again; else template lines.
import type { Fixable } from "./apply-fixes.ts";
import { assessPaths, type AssessOptions } from "./assess.ts";
import { chartTemplates, type RenderChart } from "./evidence/index.ts";
import { regressions, valuesEditsFor, valuesTree, type ValuesEdit } from "./fix/index.ts";
import type { Assessment } from "./model/index.ts";
import { groupBy } from "./report/groups.ts";
import { ResultCache } from "./rego/index.ts";

/** A change of a chart's values, on top of those before it, with the findings that it mends. */
export interface ValuesChange extends ValuesEdit {
  readonly mends: readonly Fixable[];
}

export interface ChartSuggestion {
  /** The name of the chart's evidence. */
  readonly source: string;
  readonly values: readonly ValuesChange[];
  /** What no change of values was found for: an edit of the template. */
  readonly templates: readonly Fixable[];
}

export interface SuggestOptions extends AssessOptions {
  /** As `renderChart`, with values in the way of `--set-json` on top. */
  readonly renderWith: (chart: string, extra: readonly string[]) => ReturnType<RenderChart>;
}

/** So many changes are tried for each chart. */
const mostTrials = 60;

/** `fixables` are the findings of rendered charts that carry a fix. */
export async function suggestValues(
  options: SuggestOptions,
  fixables: readonly Fixable[],
): Promise<readonly ChartSuggestion[]> {
  const suggestions: ChartSuggestion[] = [];
  for (const [source, own] of groupBy(fixables, (fixable) => fixable.source))
    suggestions.push(await suggestFor(source, own, options));
  return suggestions;
}

async function suggestFor(
  source: string,
  fixables: readonly Fixable[],
  options: SuggestOptions,
): Promise<ChartSuggestion> {
  const candidates = candidatesFor(source, fixables);
  const cache = new ResultCache();
  const accepted: ValuesChange[] = [];
  let open = fixables;
  let before: Assessment | undefined;
  for (const { edit, may } of candidates.slice(0, mostTrials)) {
    if (!may.some((fixable) => open.includes(fixable))) continue;
    before ??= await assessChart(source, [], options, cache);
    const after = await assessChart(source, [...accepted, edit], options, cache);
    if (regressions(before, after).length > 0 || namesOf(after) !== namesOf(before)) continue;
    const left = new Set(after.checks.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint)));
    const mends = open.filter(({ finding }) => !left.has(finding.fingerprint));
    // Else something beside it did: a mapping that is no longer null, and so gets its defaults back.
    if (!may.some((fixable) => mends.includes(fixable))) continue;
    accepted.push({ ...edit, mends });
    open = open.filter((fixable) => !mends.includes(fixable));
  }
  return { source, values: accepted, templates: open };
}

/** Values that take objects away mend nothing. */
function namesOf({ subjects }: Assessment): string {
  return JSON.stringify(subjects.map(({ resource, pod }) => [resource, pod]));
}

interface Candidate {
  readonly edit: ValuesEdit;
  /** The findings that it was found for. */
  readonly may: readonly Fixable[];
}

/** First what may mend most, then what stands higher in the values. */
function candidatesFor(source: string, fixables: readonly Fixable[]): readonly Candidate[] {
  const templates = chartTemplates(source);
  const found = fixables.flatMap((fixable) => {
    const { file, line } = fixable.finding.location;
    const edits = valuesEditsFor(templates, file.slice(source.length + 1), line, fixable.fix);
    return edits.map((edit) => ({ edit, fixable }));
  });
  return [...groupBy(found, ({ edit }) => JSON.stringify(edit)).values()]
    .flatMap((alike) => {
      const edit = alike[0]?.edit;
      return edit ? [{ edit, may: [...new Set(alike.map(({ fixable }) => fixable))] }] : [];
    })
    .toSorted((left, right) => right.may.length - left.may.length || left.edit.path.length - right.edit.path.length);
}

/** The chart alone, by every check. What it does not render with is a problem, and so a reason against the values. */
async function assessChart(
  source: string,
  edits: readonly ValuesEdit[],
  options: SuggestOptions,
  cache: ResultCache,
): Promise<Assessment> {
  return assessPaths({
    ...options,
    paths: [source],
    selected: new Set(options.library.bundle.checks.map(({ id }) => id)),
    cache,
    renderChart: (chart) => options.renderWith(chart, [JSON.stringify(valuesTree(edits))]),
  });
}
