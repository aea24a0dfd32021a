// Whether labels satisfy a selector, as Kubernetes decides it.
import { asList, asObject } from "./json.ts";

export type Labels = ReadonlyMap<string, string>;

/** Labels whose values are text; others are no labels to the API server. */
export function labelsOf(value: unknown): Labels {
  const entries = Object.entries(asObject(value));
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** A mapping of labels that all have to be there, as a Service has it. */
export function matchesLabels(selector: unknown, labels: Labels): boolean {
  return Object.entries(asObject(selector)).every(([key, value]) => labels.get(key) === value);
}

/** A LabelSelector with `matchLabels` and `matchExpressions`; an empty one selects everything. */
export function matchesSelector(selector: unknown, labels: Labels): boolean {
  const { matchLabels, matchExpressions } = asObject(selector);
  return (
    matchesLabels(matchLabels, labels) &&
    asList(matchExpressions).every((expression) => matchesExpression(asObject(expression), labels))
  );
}

/** An operator that Kubernetes does not have matches nothing. */
function matchesExpression({ key, operator, values }: Readonly<Record<string, unknown>>, labels: Labels): boolean {
  const label = typeof key === "string" ? labels.get(key) : undefined;
  switch (operator) {
    case "In":
      return label !== undefined && asList(values).includes(label);
    case "NotIn":
      return label === undefined || !asList(values).includes(label);
    case "Exists":
      return label !== undefined;
    case "DoesNotExist":
      return label === undefined;
    default:
      return false;
  }
}
