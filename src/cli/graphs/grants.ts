// Grants as commands show them: through which binding and role, where that is said, and who runs as the subject.
import type { AccessEntry } from "../../analysis/rbac/access-entry.ts";
import { accountsOf } from "../../analysis/rbac/access-documents.ts";
import type { Grant } from "../../analysis/rbac/access-graph.ts";
import { isKubernetesOwn, shownName } from "../../analysis/rbac/nodes.ts";
import type { Rule } from "../../analysis/rbac/rules.ts";
import { subjectName } from "../../analysis/rbac/subjects.ts";
import { placeAt } from "../../analysis/places.ts";
import { placeOf } from "../../report/index.ts";

/** One grant, as JSON has it. */
export interface ShownGrant {
  readonly binding: string;
  readonly role: string;
  /** The namespace where it holds; `*` for all of them. */
  readonly namespace: string;
  /** Kubernetes makes the binding itself, in this version or another. */
  readonly default: boolean;
  readonly rule: Rule;
  /** File and line of the rule, or the object in its cluster; absent when Kubernetes makes binding and role just so. */
  readonly place?: string;
}

export function showGrant({ binding, role, rule }: Grant): ShownGrant {
  const { path, from, ...bare } = rule;
  const isAsMade = binding.isDefault && role.isDefault && from.isDefault;
  const place = isAsMade ? undefined : (from.entry ?? binding.entry);
  return {
    binding: shownName(binding),
    role: shownName(role),
    namespace: binding.namespace === "" ? "*" : binding.namespace,
    default: isKubernetesOwn(binding),
    rule: bare,
    ...(place && { place: placeOf(placeAt(place, from.entry ? path : ["roleRef"])) }),
  };
}

/** Whose own it is, and where: what is not as this version of Kubernetes makes it always shows its place. */
export function whereOf({ place, default: isDefault }: Pick<ShownGrant, "place" | "default">): string {
  if (!isDefault) return place ?? "";
  return place === undefined ? "Kubernetes' own" : `Kubernetes' own, ${place}`;
}

/** Workloads by the account that their pods run as. */
export function workloadsByAccount(entries: readonly AccessEntry[]): ReadonlyMap<string, readonly string[]> {
  const workloads = new Map<string, string[]>();
  for (const entry of entries) {
    for (const account of accountsOf(entry)) {
      const name = subjectName(account);
      workloads.set(name, [...(workloads.get(name) ?? []), shownName(entry.resource)]);
    }
  }
  return workloads;
}

/** `get, list secrets` or `get /metrics`, with the names that it is held to. */
export function ruleText({ verbs, resources, resourceNames, nonResourceURLs }: Rule): string {
  const what = [...resources, ...nonResourceURLs].join(", ");
  const names = resourceNames.length > 0 ? `, only ${resourceNames.join(", ")}` : "";
  return `${verbs.join(", ")} ${what}${names}`;
}
