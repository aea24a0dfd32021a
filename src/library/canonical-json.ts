// JSON with its keys in order: the same value is the same text, whoever wrote it.

/** `value` holds what JSON can say, large integers as bigints. */
export function canonicalJson(value: unknown): string {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, below]) => below !== undefined);
  const sorted = entries.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${sorted.map(([key, below]) => `${JSON.stringify(key)}:${canonicalJson(below)}`).join(",")}}`;
}
