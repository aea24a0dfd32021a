// Opens the history that a command reads, and finds the assessments that its arguments name.
import { existsSync } from "node:fs";
import { defaultStore, loadConfig } from "../../config/index.ts";
import { openHistory, type HistoryStore, type StoredRun } from "../../history/index.ts";
import { TouchstoneError } from "../../model/index.ts";

export interface StoreOptions {
  readonly store?: string;
  readonly config?: string;
  readonly name?: string;
}

const defaultConfig = "touchstone.yaml";

/** Gives the store to `work`, and closes it. @throws TouchstoneError E_HISTORY */
export async function withHistory<T>(options: StoreOptions, work: (store: HistoryStore) => Promise<T>): Promise<T> {
  const store = await openHistory(await storeOf(options), false);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

async function storeOf({ store, config }: StoreOptions): Promise<string> {
  if (store !== undefined) return store;
  const file = config ?? (existsSync(defaultConfig) ? defaultConfig : undefined);
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

/** Percent of an exact share, floored to a tenth as everywhere. */
export function percentOf(share: string): number {
  const [numerator = "0", denominator = "1"] = share.split("/");
  return Number((BigInt(numerator) * 1000n) / BigInt(denominator)) / 10;
}

export function shownShare(share: string | null): string {
  return share === null ? "no score" : `${percentOf(share).toFixed(1)}%`;
}
