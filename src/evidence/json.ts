// Reads JSON values of which nothing is certain: what is of another type counts as absent.

export type JsonObject = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function asObject(value: unknown): JsonObject {
  return isMapping(value) ? value : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Whole numbers from 0 on; undefined for all else. */
export function asIndex(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

export function textsIn(value: unknown): readonly string[] {
  return asList(value).filter((item) => typeof item === "string");
}
