// Clusters of RBAC written down in a few words, as inventories.
import { AccessInventory } from "../../../src/analysis/rbac/access-inventory.ts";
import { defaultAccess } from "../../../src/analysis/rbac/defaults.ts";
import { subjectsOfObjects } from "../subjects-of-objects.ts";

export type Json = Readonly<Record<string, unknown>>;

/** The documents of objects, by `Kind name`. */
export function documentsOf(...objects: readonly Json[]): ReadonlyMap<string, Json> {
  return new Map(
    inventoryOf(...objects)
      .derive()
      .map(({ subject }) => [`${subject.resource.kind} ${subject.resource.name}`, subject.input as Json]),
  );
}

export function inventoryOf(...objects: readonly Json[]): AccessInventory {
  const inventory = new AccessInventory(defaultAccess);
  let index = 0;
  for (const subjects of subjectsOfObjects(objects)) {
    inventory.add(subjects, index);
    index += subjects.length;
  }
  return inventory;
}

const api = { apiVersion: "rbac.authorization.k8s.io/v1" };
const apiGroup = "rbac.authorization.k8s.io";

export interface WrittenRule {
  readonly verbs: readonly string[];
  readonly resources?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resourceNames?: readonly string[];
}

function full({ apiGroups = [""], ...rule }: WrittenRule): Json {
  return { apiGroups, ...rule };
}

/** A Role of the namespace, and its RoleBinding to the account of the pool. */
export function granted(namespace: string, ...rules: readonly WrittenRule[]): readonly Json[] {
  return [
    { ...api, kind: "Role", metadata: { name: "pool", namespace }, rules: rules.map(full) },
    {
      ...api,
      kind: "RoleBinding",
      metadata: { name: "pool", namespace },
      roleRef: { apiGroup, kind: "Role", name: "pool" },
      subjects: [{ kind: "ServiceAccount", name: "pool", namespace: "agents" }],
    },
  ];
}

/** The same for the whole cluster. */
export function grantedEverywhere(...rules: readonly WrittenRule[]): readonly Json[] {
  return [
    { ...api, kind: "ClusterRole", metadata: { name: "pool" }, rules: rules.map(full) },
    {
      ...api,
      kind: "ClusterRoleBinding",
      metadata: { name: "pool" },
      roleRef: { apiGroup, kind: "ClusterRole", name: "pool" },
      subjects: [{ kind: "ServiceAccount", name: "pool", namespace: "agents" }],
    },
  ];
}

/** A binding of an account to cluster-admin. */
export function admin(namespace: string, name: string): Json {
  return {
    ...api,
    kind: "ClusterRoleBinding",
    metadata: { name: `${name}-admin` },
    roleRef: { apiGroup, kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ kind: "ServiceAccount", name, namespace }],
  };
}

export function deployment(name: string, namespace: string, spec: Json = {}): Json {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: { template: { spec: { serviceAccountName: name, containers: [{ name }], ...spec } } },
  };
}

/** The chains of the pool: to what, and by how many steps. */
export function chainsOfPool(...objects: readonly Json[]): readonly string[] {
  return escalationsOf(documentsOf(deployment("pool", "agents"), ...objects)).map(
    ({ to, namespace, length }) =>
      `${String(to)}${namespace === "" ? "" : ` of ${String(namespace)}`} in ${String(length)}`,
  );
}

/** Those of the Deployment of the pool, as its document has them. */
export function escalationsOf(documents: ReadonlyMap<string, Json>): readonly Json[] {
  const { escalations = [] } = documents.get("Deployment pool") ?? {};
  return escalations as readonly Json[];
}
