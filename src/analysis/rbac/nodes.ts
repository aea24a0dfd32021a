// What the RBAC graph is made of: roles and bindings, of the evidence or Kubernetes' own.
import type { ResourceIdentity } from "../../model/index.ts";
import { compare } from "../json.ts";
import { nameOf } from "../resolver.ts";
import type { Labels } from "../label-selectors.ts";
import type { AccessEntry } from "./access-entry.ts";
import type { PlacedRule } from "./rules.ts";
import { subjectName, type AccessSubject } from "./subjects.ts";

export interface RoleNode {
  readonly kind: "Role" | "ClusterRole";
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  /** Selectors of the roles whose rules it has; a controller puts them in the place of its own. */
  readonly aggregation?: readonly unknown[];
  readonly rules: readonly PlacedRule[];
  /** Kubernetes makes just this itself. */
  readonly isDefault: boolean;
  /** Where it stands in the evidence; absent for what only Kubernetes makes. */
  readonly entry?: AccessEntry;
}

export interface BindingNode {
  readonly kind: "RoleBinding" | "ClusterRoleBinding";
  /** Where it holds: empty for the whole cluster. */
  readonly namespace: string;
  readonly name: string;
  readonly role: { readonly kind: "Role" | "ClusterRole"; readonly namespace: string; readonly name: string };
  readonly subjects: readonly { readonly index: number; readonly subject: AccessSubject }[];
  readonly isDefault: boolean;
  readonly entry?: AccessEntry;
}

type Named = Pick<ResourceIdentity, "kind" | "namespace" | "name">;

/** The key of a role or binding among all. */
export function accessKey({ kind, namespace, name }: Named): string {
  return nameOf("", kind, namespace, name);
}

/** `Role agents/orchestrator`, `ClusterRole view`. */
export function shownName({ kind, namespace, name }: Named): string {
  return namespace === "" ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** Whether two roles of one name allow the same. */
export function isSameRole(left: RoleNode, right: RoleNode): boolean {
  if (accessKey(left) !== accessKey(right)) return false;
  if (left.aggregation || right.aggregation)
    return JSON.stringify(left.aggregation) === JSON.stringify(right.aggregation);
  return setOf(left.rules.map(ruleText)) === setOf(right.rules.map(ruleText));
}

/** Whether two bindings of one name give the same role to the same subjects. */
export function isSameBinding(left: BindingNode, right: BindingNode): boolean {
  return (
    accessKey(left) === accessKey(right) &&
    accessKey(left.role) === accessKey(right.role) &&
    setOf(left.subjects.map(({ subject }) => subjectName(subject))) ===
      setOf(right.subjects.map(({ subject }) => subjectName(subject)))
  );
}

/** The API server puts it on whatever it makes when it starts; so may anybody else. */
const bootstrapping = "kubernetes.io/bootstrapping";

/**
 * Whether Kubernetes makes a binding itself: as we know it, or, in a version that we do not know, under its label and for its
 * own accounts and users alone. Only for what is shown: checks believe no label.
 */
export function isKubernetesOwn({ isDefault, entry, role, subjects }: BindingNode): boolean {
  if (isDefault) return true;
  if (entry?.labels.get(bootstrapping) !== "rbac-defaults" || !role.name.startsWith("system:")) return false;
  return subjects.every(({ subject: { kind, namespace, name } }) =>
    kind === "ServiceAccount" ? namespace === "kube-system" : kind === "User" && name.startsWith("system:kube-"),
  );
}

function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PlacedRule): string {
  return JSON.stringify([verbs, apiGroups, resources, resourceNames, nonResourceURLs].map(setOf));
}

function setOf(texts: readonly string[]): string {
  return JSON.stringify(texts.toSorted(compare));
}
