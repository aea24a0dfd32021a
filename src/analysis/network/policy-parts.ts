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

const part = /^[A-Za-z0-9](?:[-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;
const domain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** `tier`, or `example.com/tier`. */
function isLabelKey(key: unknown): key is string {
  if (typeof key !== "string") return false;
  const [first = "", second, ...more] = key.split("/");
  if (second === undefined) return part.test(first);
  return more.length === 0 && first.length <= 253 && domain.test(first) && part.test(second);
}

function isLabelValue(value: unknown): boolean {
  return typeof value === "string" && (value === "" || part.test(value));
}

const portName = /^(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

export function isPortName(value: unknown): value is string {
  return typeof value === "string" && portName.test(value);
}

export function isPort(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

/** A label selector that means what it says. `null` counts as an empty one, which selects everything. */
export function selectorOf(value: unknown, what: string): JsonObject {
  const selector = value === null ? {} : objectOf(value, what);
  const { matchLabels = {}, matchExpressions } = selector;
  const labels = Object.entries(matchLabels === null ? {} : objectOf(matchLabels, "matchLabels"));
  if (!labels.every(([key, value]) => isLabelKey(key) && isLabelValue(value)))
    throw new Refused(`a label of ${what} is none`);
  for (const item of listOf(matchExpressions, "matchExpressions")) {
    const { key, operator, values } = asObject(item);
    if (!isLabelKey(key) || typeof operator !== "string" || !operators.includes(operator))
      throw new Refused(`an expression of ${what} is none`);
    const isList = operator === "In" || operator === "NotIn";
    const texts = asList(values);
    if (isList !== texts.length > 0 || !texts.every(isLabelValue))
      throw new Refused(`an expression of ${what} has the wrong values`);
  }
  return selector;
}
