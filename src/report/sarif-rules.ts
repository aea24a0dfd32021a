// A check as a SARIF rule; all of it comes from the check's METADATA and its mappings.
import type { ReportingDescriptor, Result, ToolComponent } from "sarif";
import type { Assessment, Check, CheckAssessment, Severity } from "../model/index.ts";
import { controlsOf } from "./groups.ts";
import { md, mdJoin, mdLink, mdText, type Markdown } from "./markdown-text.ts";
import { relationshipsOf } from "./sarif-taxonomies.ts";
import { sarifText } from "./sarif-text.ts";
import { prose, webAddress } from "./text.ts";

// GitHub calls a rule critical above 9.0, high from 7.0, medium from 4.0, low below.
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
};

/** SARIF's three levels for our four severities. */
export function levelOf(severity: Severity): "error" | "warning" | "note" {
  switch (severity) {
    case "critical":
    case "high":
      return "error";
    case "medium":
      return "warning";
    case "low":
      return "note";
  }
}

/** The rule of a check, with relationships into `taxonomies`. */
export function ruleOf(
  group: CheckAssessment,
  assessment: Assessment,
  taxonomies: readonly ToolComponent[],
): ReportingDescriptor {
  const { check, status, reason } = group;
  const helpUri = linksOf(check)[0];
  return {
    id: check.id,
    name: pascalCase(check.id),
    shortDescription: { text: sarifText(prose(check.title)) },
    fullDescription: { text: sarifText(prose(check.description)) },
    help: helpOf(group, assessment),
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: levelOf(check.severity) satisfies Result.level },
    relationships: relationshipsOf(group, taxonomies),
    properties: {
      tags: [...new Set(["security", ...check.tags, ...check.cwe.map(cweTag)])],
      precision: "high",
      "security-severity": securitySeverity[check.severity],
      status,
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

function cweTag(cwe: number): string {
  return `external/cwe/cwe-${String(cwe).padStart(3, "0")}`;
}

// SARIF wants a name that people can say; the last step of the id is the check's own.
function pascalCase(id: string): string {
  const own = id.slice(id.lastIndexOf("/") + 1);
  return own
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

// GitHub shows the Markdown, editors show the text.
function helpOf(group: CheckAssessment, assessment: Assessment): { readonly text: string; readonly markdown: string } {
  const { check } = group;
  const controls = controlsOf(group, assessment).map(({ title, controls }) => `${title} (${controls.join(", ")})`);
  const text = [prose(check.description), `Fix: ${prose(check.remediation)}`];
  const markdown = [mdText(prose(check.description)), md`**Fix:** ${mdText(prose(check.remediation))}`];
  if (controls.length > 0) {
    text.push(`Evidence for: ${controls.join("; ")}`);
    markdown.push(md`**Evidence for**\n\n${mdJoin(controls.map(listItem), "\n")}`);
  }
  const links = linksOf(check);
  if (links.length > 0)
    markdown.push(
      md`**Read more**\n\n${mdJoin(
        links.map((link) => md`- ${mdLink(link)}`),
        "\n",
      )}`,
    );
  return { text: sarifText(text.join(" ")), markdown: mdJoin(markdown, "\n\n") };
}

function listItem(text: string): Markdown {
  return md`- ${mdText(text)}`;
}

function linksOf({ references }: Check): readonly string[] {
  return references.flatMap((reference) => webAddress(reference) ?? []);
}
