// Opens the history that a command reads, and finds the assessments that its arguments name.
import { percentOf } from "../../assessment/index.ts";
import { defaultStore, loadConfig } from "../../config/index.ts";
import { openHistory, type HistoryStore, type StoredRun } from "../../history/index.ts";
import { TouchstoneError } from "../../model/index.ts";
import { configFile } from "../config-file.ts";

export interface StoreOptions {
  readonly store?: string;
  readonly config?: string;
  readonly name?: string;
}

/** Gives the store to `work`, and closes it. @throws TouchstoneError E_HISTORY */
export async function withHistory<T>(options: StoreOptions, work: (store: HistoryStore) => Promise<T>): Promise<T> {
  const store = await openHistory(await storeOf(options), false);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function storeOf(options: StoreOptions): Promise<string> {
  if (options.store !== undefined) return options.store;
  const file = configFile(options);
  return (file === undefined ? undefined : (await loadConfig(file)).history?.store) ?? defaultStore;
}

/** @throws TouchstoneError E_USAGE for an id that is none, or that of several */
export async function runNamed(reference: string, store: HistoryStore, name: string | undefined): Promise<StoredRun> {
  const [, back] = /^latest(?:~(\d{1,6}))?$/.exec(reference) ?? [];
  if (reference.startsWith("latest")) {
    const offset = Number(back ?? 0);
    const runs = await store.list({ ...(name !== undefined && { name }), limit: offset + 1 });
    const run = reference === "latest" || back !== undefined ? runs[offset] : undefined;
    if (run) return run;
    throw new TouchstoneError(
      "E_USAGE",
      `there is no ${reference}`,
      `The history has ${runs.length}; \`touchstone history\` lists them.`,
    );
  }
  const hint = "`touchstone history` lists the ids.";
  if (!/^[0-9a-f]{4,64}$/.test(reference))
    throw new TouchstoneError(
      "E_USAGE",
      `"${reference}" is no id: four or more of its first letters, latest, or latest~N`,
      hint,
    );
  const [first, ...others] = await store.find(reference);
  if (!first) throw new TouchstoneError("E_USAGE", `there is no assessment ${reference}`, hint);
  if (others.length === 0) return first;
  const ids = [first, ...others].map(({ id }) => id.slice(0, 12)).join(", ");
  throw new TouchstoneError("E_USAGE", `${reference} is of several assessments: ${ids}`, "Write more of it.");
}

export function shownShare(share: string | null): string {
  return share === null ? "no score" : `${percentOf(share).toFixed(1)}%`;
}
