// The roles and bindings that every cluster has, because its API server makes them.
import type { BindingNode, RoleNode } from "./nodes.ts";
import type { Rule } from "./rules.ts";
import type { AccessSubject } from "./subjects.ts";
import written from "./default-roles.json" with { type: "json" };

/** default-roles.json: what a real API server of this version makes when it starts. */
export interface DefaultAccess {
  readonly kubernetes: string;
  readonly roles: readonly DefaultRole[];
  readonly bindings: readonly DefaultBinding[];
}

export interface DefaultRole {
  readonly kind: "Role" | "ClusterRole";
  readonly namespace?: string;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly aggregation?: readonly unknown[];
  readonly rules: readonly Partial<Rule>[];
}

export interface DefaultBinding {
  readonly kind: "RoleBinding" | "ClusterRoleBinding";
  readonly namespace?: string;
  readonly name: string;
  readonly role: { readonly kind: "Role" | "ClusterRole"; readonly name: string };
  readonly subjects: readonly (Partial<AccessSubject> & Pick<AccessSubject, "kind" | "name">)[];
}

/** Those of the newest Kubernetes whose API server was asked; test/api-server/ holds them against it. */
export const defaultAccess = written as DefaultAccess;

/** The same as nodes of the graph. */
export function defaultNodes({ roles, bindings }: DefaultAccess): {
  readonly roles: readonly RoleNode[];
  readonly bindings: readonly BindingNode[];
} {
  return {
    roles: roles.map(({ kind, namespace = "", name, labels = {}, aggregation, rules }) => ({
      kind,
      namespace,
      name,
      labels: new Map(Object.entries(labels)),
      ...(aggregation && { aggregation }),
      rules: rules.map((rule, index) => ({ ...fullRule(rule), path: ["rules", index] })),
      isDefault: true,
    })),
    bindings: bindings.map(({ kind, namespace = "", name, role, subjects }) => ({
      kind,
      namespace,
      name,
      role: { ...role, namespace: role.kind === "Role" ? namespace : "" },
      subjects: subjects.map((subject, index) => ({ index, subject: { namespace: "", ...subject } })),
      isDefault: true,
    })),
  };
}

function fullRule({
  verbs = [],
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: Partial<Rule>): Rule {
  return { verbs, apiGroups, resources, resourceNames, nonResourceURLs };
}
