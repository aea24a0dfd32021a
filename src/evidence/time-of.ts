// Reads the times that documents of others state.
import { asText } from "./json.ts";

/** UTC, ISO 8601, of a time with any zone; undefined for what is no time. */
export function timeOf(value: unknown): string | undefined {
  const text = asText(value);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
