// What objects select by labels: pods or Services, and in which namespaces.
import type { PathStep, Subject } from "../model/index.ts";
import { asList, asObject, textOf, type JsonObject } from "./json.ts";
import { groupOf } from "./reference.ts";

export interface Selection {
  /** What is selected. */
  readonly of: "pods" | "services";
  /** Where the selector stands. */
  readonly path: readonly PathStep[];
  /** `labels` is a mapping of labels, `selector` has matchLabels and matchExpressions. */
  readonly form: "labels" | "selector";
  readonly selector: unknown;
  /** null for all of them. */
  readonly namespaces: readonly string[] | null;
}

/** The selections of an object; none when it leaves its selector out, because then somebody else decides. */
export function selectionsOf({ resource, input }: Subject): readonly Selection[] {
  const { apiVersion, kind, namespace } = resource;
  const spec = asObject(asObject(input)["spec"]);
  switch (`${groupOf(apiVersion)}/${kind}`) {
    case "/Service":
      return serviceSelection(spec, namespace);
    case "policy/PodDisruptionBudget":
      return selection(spec, "pods", [namespace]);
    case "monitoring.coreos.com/ServiceMonitor":
      return selection(spec, "services", monitoredNamespaces(spec, namespace));
    case "monitoring.coreos.com/PodMonitor":
      return selection(spec, "pods", monitoredNamespaces(spec, namespace));
    default:
      return [];
  }
}

function serviceSelection(spec: JsonObject, namespace: string): readonly Selection[] {
  const { selector, type } = spec;
  if (type === "ExternalName" || Object.keys(asObject(selector)).length === 0) return [];
  return [{ of: "pods", path: ["spec", "selector"], form: "labels", selector, namespaces: [namespace] }];
}

function selection(spec: JsonObject, of: Selection["of"], namespaces: Selection["namespaces"]): readonly Selection[] {
  const { selector } = spec;
  if (typeof selector !== "object" || selector === null || Array.isArray(selector)) return [];
  return [{ of, path: ["spec", "selector"], form: "selector", selector, namespaces }];
}

function monitoredNamespaces(spec: JsonObject, namespace: string): Selection["namespaces"] {
  const { any, matchNames } = asObject(spec["namespaceSelector"]);
  if (any === true) return null;
  const names = asList(matchNames).flatMap((name) => textOf(name) ?? []);
  return names.length > 0 ? names : [namespace];
}
