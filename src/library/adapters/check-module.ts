// Writes the Rego of a check that passes another tool's policy on, with the METADATA that every check has.
import type { Severity } from "../../model/index.ts";

/** What is said of an adapted check. */
export interface CheckText {
  readonly group: "conftest" | "gatekeeper";
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly remediation: string;
  readonly references: readonly string[];
  readonly tags: readonly string[];
}

/** The module; JSON is YAML in the METADATA and a term in the rules. */
export function writeCheckModule(text: CheckText, rules: readonly string[]): string {
  const metadata = {
    title: text.title,
    description: text.description,
    ...(text.references.length > 0 && { related_resources: text.references.map((ref) => ({ ref })) }),
    custom: {
      severity: text.severity,
      kinds: ["object", "workload"],
      remediation: text.remediation,
      message: "{msg}",
      tags: text.tags,
    },
  };
  const head = [
    "# METADATA",
    ...Object.entries(metadata).map(([key, value]) => `# ${key}: ${JSON.stringify(value)}`),
    `package touchstone.${text.group}[${JSON.stringify(text.name)}]`,
  ];
  return [head.join("\n"), ...rules].join("\n\n") + "\n";
}

/** `data["main"]["deny"]`, whatever characters the steps have. */
export function dataReference(steps: readonly string[]): string {
  return `data${steps.map((step) => `[${JSON.stringify(step)}]`).join("")}`;
}

/** A name as a check's id may have it: lower case, with single hyphens. */
export function checkName(...parts: readonly string[]): string {
  return parts
    .join("-")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

/** One line of text, for a title or a description. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
