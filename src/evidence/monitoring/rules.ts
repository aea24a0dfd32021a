// Reads rules of Prometheus: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/
import type { Rule, RulesDocument } from "../../model/index.ts";
import { asList, isMapping, type JsonObject } from "../json.ts";
import { durationSeconds } from "./promql-durations.ts";
import { optionalMapping, partsOf, textAt, UnreadableDocument, type Part, type Path } from "./parts.ts";
import { placedQuery } from "./queries.ts";

/** Whether a document has groups of such rules. */
export function isRules({ groups }: JsonObject): boolean {
  return asList(groups).some((group) => isMapping(group) && Array.isArray(group["rules"]));
}

/** `document` has `groups`. @throws UnreadableDocument */
export function readRules(document: JsonObject, path: Path, language: "promql" | "metricsql" = "promql"): RulesDocument {
  const rules = partsOf(document["groups"], [...path, "groups"]).flatMap((group) => {
    const name = textAt(group.value["name"], [...group.path, "name"]);
    return partsOf(group.value["rules"], [...group.path, "rules"]).map((rule) => ruleOf(rule, name, language));
  });
  return { type: "rules", rules };
}

function ruleOf({ value, path }: Part, group: string, language: "promql" | "metricsql"): Rule {
  const alert = textAt(value["alert"], [...path, "alert"]);
  const record = textAt(value["record"], [...path, "record"]);
  if ((alert === "") === (record === "")) throw new UnreadableDocument(path, "has neither alert nor record, or both");
  const labels = optionalMapping(value["labels"], [...path, "labels"]);
  const annotations = optionalMapping(value["annotations"], [...path, "annotations"]);
  const held = durationSeconds(textAt(value["for"], [...path, "for"]).trim());
  return {
    rule: alert === "" ? "record" : "alert",
    name: alert || record,
    group,
    path,
    query: placedQuery(textAt(value["expr"], [...path, "expr"]), [...path, "expr"], language),
    forSeconds: held ?? null,
    labels: Object.fromEntries(Object.keys(labels).map((key) => [key, textAt(labels[key], [...path, "labels", key])])),
    annotations: Object.keys(annotations).filter(
      (key) => textAt(annotations[key], [...path, "annotations", key]).trim() !== "",
    ),
  };
}
