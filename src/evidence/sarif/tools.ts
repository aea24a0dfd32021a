// What is particular about the logs of each scanner: one entry for each, found by the name that it gives itself.
import type { Severity, WeaknessClass } from "../../model/index.ts";
import { asObject, asText, textsIn, type JsonObject } from "../json.ts";
import type { RawResult, RawRun } from "./raw.ts";

export interface ToolTraits {
  /** Our name for it, lower case. */
  readonly name: string;
  /** Matches what the tool calls itself. */
  readonly called: RegExp;
  /** What a run looks for when neither its results nor its record say more. */
  readonly classes: readonly WeaknessClass[];
  /** The class of one result, where it is not the first of `classes`. */
  readonly classOf?: (result: RawResult, rule: JsonObject, run: RawRun) => WeaknessClass | undefined;
  /** What the tool says in a place of its own; undefined where it says nothing. */
  readonly severityOf?: (result: RawResult, rule: JsonObject) => Severity | undefined;
  /** For a tool that gives every result the same level, which then says nothing. */
  readonly severity?: Severity;
  /** How a result counts that has the score 0.0 because the tool does not know how severe it is; undefined where 0.0 means that. */
  readonly unratedAs?: (rule: JsonObject) => Severity | undefined;
  /** It says that it was not successful whenever it finds something. */
  readonly failsByFindings?: true;
  /** Its snippet is nothing but the secret. */
  readonly snippetIsSecret?: true;
}

const bySeverityName: ReadonlyMap<string, Severity> = new Map([
  ["CRITICAL", "critical"],
  ["HIGH", "high"],
  ["MEDIUM", "medium"],
  ["MODERATE", "medium"],
  ["LOW", "low"],
]);

/** Trivy tells what a rule is about by its name. */
const trivyClasses: ReadonlyMap<string, WeaknessClass> = new Map([
  ["OsPackageVulnerability", "dependency"],
  ["LanguageSpecificPackageVulnerability", "dependency"],
  ["Misconfiguration", "configuration"],
  ["Secret", "secret"],
  ["License", "licence"],
]);

const knownTools: readonly ToolTraits[] = [
  { name: "semgrep", called: /^(?:semgrep|opengrep)/i, classes: ["code"] },
  {
    name: "bandit",
    called: /^bandit/i,
    classes: ["code"],
    severityOf: ({ properties }) => bySeverityName.get(asText(properties["issue_severity"]).toUpperCase()),
  },
  { name: "codeql", called: /^codeql/i, classes: ["code"] },
  { name: "gitleaks", called: /^gitleaks/i, classes: ["secret"], severity: "high", snippetIsSecret: true },
  {
    name: "trivy",
    called: /^trivy/i,
    classes: ["dependency"],
    classOf: (_result, rule, { properties }) => {
      const found = trivyClasses.get(asText(rule["name"]));
      return found === "dependency" && asText(properties["imageName"]) !== "" ? "image" : found;
    },
    severityOf: (_result, rule) => severityTag(rule),
    // Its levels say "note" of what it cannot rate, which is no rating. Of a licence it says so when it refuses it for nothing.
    unratedAs: ({ name, properties }) =>
      name !== "License" && textsIn(asObject(properties)["tags"]).includes("UNKNOWN") ? "medium" : undefined,
  },
  {
    name: "grype",
    called: /^grype/i,
    classes: ["dependency"],
    classOf: ({ place }) => (place.logical !== "" && place.uri.startsWith("image/") ? "image" : undefined),
    // What it calls negligible and what it cannot rate look the same in SARIF: it calls both low.
    unratedAs: () => "low",
  },
  { name: "osv-scanner", called: /^osv[- ]scanner/i, classes: ["dependency"] },
  { name: "cargo-audit", called: /^cargo[- ]audit/i, classes: ["dependency"] },
  {
    name: "cargo-deny",
    called: /^cargo[- ]deny/i,
    classes: ["dependency", "licence"],
    classOf: ({ tags }, rule) =>
      tags.includes("licence") || asText(rule["name"]) === "licence" ? "licence" : undefined,
  },
  { name: "npm-audit", called: /^npm[- ]audit/i, classes: ["dependency"] },
  { name: "pip-audit", called: /^pip[- ]audit/i, classes: ["dependency"] },
  {
    name: "checkov",
    called: /^checkov/i,
    classes: ["configuration"],
    classOf: ({ ruleId }) => (ruleId.startsWith("CKV_SECRET_") ? "secret" : undefined),
    severity: "medium",
  },
  {
    name: "kube-linter",
    called: /^kube-?linter/i,
    classes: ["configuration"],
    severity: "medium",
    failsByFindings: true,
  },
];

/** Of a tool that nobody described: its levels are believed, and what it finds is in code. */
export function traitsOf(label: string): ToolTraits {
  const known = knownTools.find(({ called }) => called.test(label));
  return (
    known ?? { name: label.trim().toLowerCase().replaceAll(/\s+/g, "-") || "unknown", called: /^$/, classes: ["code"] }
  );
}

function severityTag({ properties }: JsonObject): Severity | undefined {
  const { tags } = (properties ?? {}) as JsonObject;
  if (!Array.isArray(tags)) return undefined;
  return tags.map((tag) => bySeverityName.get(asText(tag))).find((severity) => severity !== undefined);
}
