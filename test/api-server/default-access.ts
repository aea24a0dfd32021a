// Reads the roles and bindings that an API server makes when it starts, as src/analysis/rbac/default-roles.json keeps them.
import type { DefaultAccess, DefaultBinding, DefaultRole } from "../../src/analysis/rbac/defaults.ts";
import type { ApiServer } from "./api-server.ts";

interface Listed {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly rules?: DefaultRole["rules"] | null;
  readonly aggregationRule?: { readonly clusterRoleSelectors: readonly unknown[] };
  readonly roleRef?: DefaultBinding["role"];
  readonly subjects?: DefaultBinding["subjects"];
}

const api = "/apis/rbac.authorization.k8s.io/v1";

export async function readDefaultAccess(server: ApiServer): Promise<DefaultAccess> {
  const list = async (plural: string): Promise<readonly Listed[]> => {
    const { body } = await server.ask("GET", `${api}/${plural}`);
    const { items } = body as { readonly items: readonly Listed[] };
    return items.toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
  };
  const { body } = await server.ask("GET", "/version");
  const { major, minor } = body as { readonly major: string; readonly minor: string };
  return {
    kubernetes: `${major}.${minor}`,
    roles: [
      ...(await list("clusterroles")).map((role) => roleOf("ClusterRole", role)),
      ...(await list("roles")).map((role) => roleOf("Role", role)),
    ],
    bindings: [
      ...(await list("clusterrolebindings")).map((binding) => bindingOf("ClusterRoleBinding", binding)),
      ...(await list("rolebindings")).map((binding) => bindingOf("RoleBinding", binding)),
    ],
  };
}

function nameOf({ metadata: { namespace = "", name } }: Listed): string {
  return `${namespace}/${name}`;
}

/** Of labels only those that say what is aggregated. */
function roleOf(kind: DefaultRole["kind"], { metadata, rules, aggregationRule }: Listed): DefaultRole {
  const { name, namespace, labels = {} } = metadata;
  const kept = Object.entries(labels).filter(([key]) => key.includes("/aggregate-to-"));
  return {
    kind,
    ...(namespace !== undefined && { namespace }),
    name,
    ...(kept.length > 0 && { labels: Object.fromEntries(kept) }),
    ...(aggregationRule && { aggregation: aggregationRule.clusterRoleSelectors }),
    // No controller runs beside the server, so that aggregated roles have no rules yet: here they never have.
    rules: aggregationRule ? [] : (rules ?? []),
  };
}

function bindingOf(kind: DefaultBinding["kind"], { metadata, roleRef, subjects = [] }: Listed): DefaultBinding {
  const { name, namespace } = metadata;
  const role = { kind: roleRef?.kind ?? "ClusterRole", name: roleRef?.name ?? "" };
  return {
    kind,
    ...(namespace !== undefined && { namespace }),
    name,
    role,
    subjects: subjects.map(({ kind: of, namespace: place, name: who }) => ({
      kind: of,
      ...(place !== undefined && { namespace: place }),
      name: who,
    })),
  };
}
