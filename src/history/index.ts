// The history of assessments: stores, what they keep, and what changed between two of them.
import { isServerAddress } from "../model/index.ts";
import { shownUrl } from "./shown-url.ts";
import type { HistoryStore } from "./store.ts";

export { compareAssessments, isRegression, type Comparison } from "./compare.ts";
export { newRun } from "./new-run.ts";
export type { HistoryStore, StoredRun } from "./store.ts";
export { trendOf, type TrendPoint } from "./trend.ts";
export { trendSvg } from "./trend-svg.ts";

/**
 * Opens a store: a file of SQLite, or `postgres://...`. With `create`, a file that is not there is made.
 * @throws TouchstoneError E_HISTORY
 */
export async function openHistory(store: string, create: boolean): Promise<HistoryStore> {
  if (isServerAddress(store)) return (await import("./postgres.ts")).openPostgres(store);
  return (await import("./sqlite.ts")).openSqlite(store, create);
}

/** A store as it may be printed: without a password. */
export function shownStore(store: string): string {
  return isServerAddress(store) ? shownUrl(store) : store;
}
