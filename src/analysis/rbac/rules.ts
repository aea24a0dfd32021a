// One rule of a role, and what it allows: as Kubernetes' RBAC authorizer decides it.
import type { PathStep } from "../../model/index.ts";
import { asList, asObject } from "../json.ts";

/** Lists are empty where a role leaves them out. The API server refuses a text in the place of a list; here it is a list of one, and hides nothing. */
export interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** A rule, and where it stands in its role. */
export interface PlacedRule extends Rule {
  readonly path: readonly PathStep[];
}

/** What somebody wants to do: to a resource, or to a `path` that is none. */
export interface AccessRequest {
  readonly verb: string;
  /** Empty for the core group. */
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  /** Empty for all objects, as `list` and `create` ask. */
  readonly name?: string;
  /** Empty for cluster-scoped resources, and for all namespaces at once. */
  readonly namespace?: string;
  readonly path?: string;
}

/** The rules of a Role or ClusterRole as it is written. */
export function rulesOf(role: unknown): readonly PlacedRule[] {
  return asList(asObject(role)["rules"]).map((item, index) => {
    const rule = asObject(item);
    const texts = (field: string): readonly string[] =>
      [rule[field]].flat().filter((text): text is string => typeof text === "string");
    return {
      path: ["rules", index],
      verbs: texts("verbs"),
      apiGroups: texts("apiGroups"),
      resources: texts("resources"),
      resourceNames: texts("resourceNames"),
      nonResourceURLs: texts("nonResourceURLs"),
    };
  });
}

/** Whether a rule allows a request, wherever it is asked. */
export function ruleAllows(rule: Rule, request: AccessRequest): boolean {
  if (!rule.verbs.includes("*") && !rule.verbs.includes(request.verb)) return false;
  const { group = "", resource = "", subresource = "", name = "", path } = request;
  if (path !== undefined) return rule.nonResourceURLs.some((url) => matchesUrl(url, path));
  return (
    (rule.apiGroups.includes("*") || rule.apiGroups.includes(group)) &&
    rule.resources.some((one) => matchesResource(one, resource, subresource)) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(name))
  );
}

/** Every verb on everything: what cluster-admin has, by whatever name. */
export function allowsEverything({ verbs, apiGroups, resources, resourceNames }: Rule): boolean {
  return [verbs, apiGroups, resources].every((list) => list.includes("*")) && resourceNames.length === 0;
}

function matchesResource(rule: string, resource: string, subresource: string): boolean {
  if (rule === "*") return true;
  if (subresource === "") return rule === resource;
  return rule === `${resource}/${subresource}` || rule === `*/${subresource}`;
}

function matchesUrl(rule: string, path: string): boolean {
  return rule === "*" || rule === path || (rule.endsWith("*") && path.startsWith(rule.replace(/\*+$/, "")));
}
