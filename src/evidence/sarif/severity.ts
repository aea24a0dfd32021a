// How severe a result is, by the first of several places that says it, and which one that was.
import type { SeveritySource, WeaknessSeverity } from "../../model/index.ts";
import { asObject, type JsonObject } from "../json.ts";
import type { RawResult } from "./raw.ts";
import type { Rules } from "./rules.ts";
import type { ToolTraits } from "./tools.ts";

export interface FoundSeverity {
  readonly severity: WeaknessSeverity;
  readonly severitySource: SeveritySource;
}

const byLevel: ReadonlyMap<string, WeaknessSeverity> = new Map([
  ["error", "high"],
  ["warning", "medium"],
  ["note", "low"],
  ["none", "info"],
]);

/**
 * The order: `security-severity` of the result, then of its rule; what the tool says in a place of its own; the result's
 * level; the rule's. A score of 0.0 with which a tool says that it does not know counts as its entry says. A tool that gives all results one level has the severity of its entry in place of levels. Without
 * anything a result is a warning, as SARIF has it (section 3.27.10).
 */
export function severityOf(result: RawResult, rule: JsonObject, rules: Rules, tool: ToolTraits): FoundSeverity {
  const ofResult = byNumber(result.properties["security-severity"]);
  if (ofResult) return { severity: ofResult, severitySource: "result.security-severity" };
  const ofRule = byNumber(asObject(rule["properties"])["security-severity"]);
  const unrated = ofRule === "info" ? tool.unratedAs?.(rule) : undefined;
  if (unrated) return { severity: unrated, severitySource: "default" };
  if (ofRule) return { severity: ofRule, severitySource: "rule.security-severity" };
  const own = tool.severityOf?.(result, rule);
  if (own) return { severity: own, severitySource: "tool" };
  if (tool.severity) return { severity: tool.severity, severitySource: "default" };
  if (result.level !== "") return { severity: byLevel.get(result.level) ?? "high", severitySource: "result.level" };
  const level = rules.levelOf(rule);
  if (level !== "") return { severity: byLevel.get(level) ?? "high", severitySource: "rule.level" };
  return { severity: "medium", severitySource: "default" };
}

/** CVSS from 0 to 10, as text or number. Exactly 9 is critical: Grype writes it for that. */
function byNumber(value: unknown): WeaknessSeverity | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !(number >= 0 && number <= 10)) return undefined;
  if (number >= 9) return "critical";
  if (number >= 7) return "high";
  if (number >= 4) return "medium";
  return number > 0 ? "low" : "info";
}
