// A number over time: of all, of a framework, or of a control.
import type { ExactPair } from "../model/index.ts";
import type { HistoryStore, RunFilter, StoredRun } from "./store.ts";

/** Null where there was no score, or nothing of the framework or control. */
export interface TrendPoint extends ExactPair {
  readonly id: string;
  readonly assessedAt: string;
  readonly verdict: StoredRun["verdict"];
  readonly bundle: string;
}

/** The oldest first. */
export async function trendOf(
  store: HistoryStore,
  filter: RunFilter,
  framework: string | undefined,
  control: string | undefined,
): Promise<readonly TrendPoint[]> {
  const runs = (await store.list(filter)).toReversed();
  const scores = framework === undefined ? undefined : await store.scores(framework, control);
  return runs.map((run) => {
    const { id, assessedAt, verdict, bundle } = run;
    const { strict, adjusted } = scores === undefined ? run : (scores.get(id) ?? { strict: null, adjusted: null });
    return { id, assessedAt, verdict, bundle, strict, adjusted };
  });
}
