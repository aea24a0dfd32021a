// Parts of policies, as strictly as the API server takes them.
import { asList, asObject, type JsonObject } from "../json.ts";

/** What the API server would refuse, and why. */
export class Refused extends Error {}

export function objectOf(value: unknown, what: string): JsonObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Refused(`${what} is no mapping`);
  return value as JsonObject;
}

/** An absent list is an empty one. */
export function listOf(value: unknown, what: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Refused(`${what} is no list`);
  return value;
}

const operators = ["In", "NotIn", "Exists", "DoesNotExist"];

/** A label selector that means what it says. `null` counts as an empty one, which selects everything. */
export function selectorOf(value: unknown, what: string): JsonObject {
  const selector = value === null ? {} : objectOf(value, what);
  const { matchLabels = {}, matchExpressions } = selector;
  const labels = Object.values(matchLabels === null ? {} : objectOf(matchLabels, "matchLabels"));
  if (!labels.every((label) => typeof label === "string")) throw new Refused(`a label of ${what} is no text`);
  for (const item of listOf(matchExpressions, "matchExpressions")) {
    const { key, operator, values } = asObject(item);
    if (typeof key !== "string" || key === "" || typeof operator !== "string" || !operators.includes(operator))
      throw new Refused(`an expression of ${what} is none`);
    const isList = operator === "In" || operator === "NotIn";
    const texts = asList(values);
    if (isList !== texts.length > 0 || !texts.every((text) => typeof text === "string"))
      throw new Refused(`an expression of ${what} has the wrong values`);
  }
  return selector;
}
