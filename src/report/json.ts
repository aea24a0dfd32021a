// The assessment itself, as JSON under schemas/assessment.schema.json.
import type { Assessment } from "../model/index.ts";

// JSON.stringify leaves these as they are; a terminal or a reader's eye obeys them.
const steering = /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu;

/** Two spaces of indentation and a final newline. The same assessment gives the same bytes. */
export function renderJson(assessment: Assessment): string {
  const checks = assessment.checks.map((check) => ({
    ...check,
    findings: check.findings.map((finding) => ({ ...finding, details: sortKeys(finding.details) })),
  }));
  return stringify({ ...assessment, checks });
}

/** JSON with every steering character escaped: the same value, safe to print. */
export function stringify(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2);
  return `${text.replace(steering, escape)}\n`;
}

// A character beyond the first 65,536 is written as the two halves that JSON knows.
function escape(character: string): string {
  return character
    .split("")
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

// Details are the one part whose keys a policy chooses; the order in which it wrote them must not show.
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sortKeys(entry)]));
}
