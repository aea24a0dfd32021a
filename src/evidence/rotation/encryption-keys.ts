// The keys with which an API server encrypts what it stores, as far as its EncryptionConfiguration holds them: names, and the dates in those.
import type { PathStep } from "../../model/index.ts";
import type { KubernetesObject } from "../collected.ts";
import { asList, asObject, asText } from "../json.ts";

export interface EncryptionKey {
  readonly name: string;
  /** Where it stands in the object. */
  readonly path: readonly PathStep[];
  /** UTC, ISO 8601, by a date in the name such as `key-2026-03-01` or `key20260301`; empty where there is none. */
  readonly rotatedAt: string;
}

/** Providers that hold their keys themselves; a key management service keeps and renews its own. */
const providers = ["aescbc", "aesgcm", "secretbox"];

export function isEncryptionConfiguration({ apiVersion, kind }: KubernetesObject): boolean {
  return kind === "EncryptionConfiguration" && apiVersion.startsWith("apiserver.config.k8s.io/");
}

/** Of each list of resources the key that encrypts what is written now: the first of the first provider. `now` is UTC, ISO 8601. */
export function encryptionKeysOf({ resources }: KubernetesObject, now: string): readonly EncryptionKey[] {
  return asList(resources).flatMap((item, index) => {
    const first = asObject(asList(asObject(item)["providers"])[0]);
    return providers.flatMap((provider) => {
      const name = asText(asObject(asList(asObject(first[provider])["keys"])[0])["name"]);
      if (name === "") return [];
      const path = ["resources", index, "providers", 0, provider, "keys", 0, "name"];
      return [{ name, path, rotatedAt: dateIn(name, now) }];
    });
  });
}

/** One that is in no calendar, or is to come, is none. */
function dateIn(name: string, now: string): string {
  const [, year, month, day] = /(?<!\d)(20\d{2})-?(\d{2})-?(\d{2})(?!\d)/.exec(name) ?? [];
  if (year === undefined) return "";
  const written = `${year}-${month}-${day}`;
  const date = new Date(`${written}T00:00:00.000Z`);
  const isInCalendar = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written);
  return isInCalendar && date.getTime() <= Date.parse(now) ? date.toISOString() : "";
}
