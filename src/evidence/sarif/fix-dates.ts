// Since when a fix has been known, or at least the vulnerability: SARIF has no such field, so dates are where tools put them.
import type { FixDateSource, Weakness } from "../../model/index.ts";
import { asObject, asText, type JsonObject } from "../json.ts";
import { daysSince } from "../hours-since.ts";
import type { RawResult } from "./raw.ts";

export type FixAge = Pick<Weakness, "fixKnownDays" | "fixKnownSource">;

/** Names of properties, of a result or of its rule. `collect scanners` writes `published`. */
const propertyNames = {
  fix: ["fixAvailableSince"],
  advisory: ["published", "publishedDate", "published_at", "publicationTime"],
} as const satisfies Partial<Record<FixDateSource, readonly string[]>>;

export const datedProperties: readonly string[] = Object.values(propertyNames).flat();

export const noFixAge: FixAge = { fixKnownDays: null, fixKnownSource: null };

/**
 * By the first that says a date which has come: a date of the fix, of the advisory, or of the first detection (SARIF 2.1.0, section
 * 3.48.3). What the result says comes before what its rule says.
 */
export function fixAgeOf({ properties, firstDetected }: RawResult, rule: JsonObject, now: string): FixAge {
  const bags = [properties, asObject(rule["properties"])];
  const saidBy = (names: readonly string[]): readonly string[] =>
    bags.flatMap((bag) => names.map((name) => asText(bag[name])));
  const said: readonly (readonly [FixDateSource, readonly string[]])[] = [
    ["fix", saidBy(propertyNames.fix)],
    ["advisory", saidBy(propertyNames.advisory)],
    ["first-detection", [firstDetected]],
  ];
  for (const [fixKnownSource, dates] of said)
    for (const date of dates) {
      const fixKnownDays = daysSince(date, now);
      if (fixKnownDays !== null) return { fixKnownDays, fixKnownSource };
    }
  return noFixAge;
}

/** The earliest date counts, whoever says it. */
export function oldestFixAge(ages: readonly FixAge[]): FixAge {
  const oldest = ages.reduce((left, right) => ((right.fixKnownDays ?? -1) > (left.fixKnownDays ?? -1) ? right : left));
  return { fixKnownDays: oldest.fixKnownDays, fixKnownSource: oldest.fixKnownSource };
}
