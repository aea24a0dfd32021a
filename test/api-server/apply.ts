// Applies manifests, or their roles and bindings alone, to a real API server, and asks it who may do what.
import type { Identity } from "../../src/analysis/rbac/subjects.ts";
import type { AccessRequest } from "../../src/analysis/rbac/rules.ts";
import type { ApiServer } from "./api-server.ts";

const rbac = "/apis/rbac.authorization.k8s.io/v1";
const plurals: Readonly<Record<string, string>> = {
  Role: "roles",
  RoleBinding: "rolebindings",
  ClusterRole: "clusterroles",
  ClusterRoleBinding: "clusterrolebindings",
};

export interface Applicable {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Creates what is RBAC, and the namespaces before it; returns what the server refused, with its reason. */
export async function apply(server: ApiServer, objects: readonly Applicable[]): Promise<readonly string[]> {
  const wanted = objects.filter(({ kind }) => Object.hasOwn(plurals, kind));
  for (const name of new Set(wanted.flatMap(({ metadata }) => metadata.namespace ?? [])))
    await server.ask("POST", "/api/v1/namespaces", { metadata: { name } });
  const refused: string[] = [];
  for (const object of wanted) {
    const { kind, metadata } = object;
    const place = metadata.namespace === undefined ? "" : `/namespaces/${metadata.namespace}`;
    const { status, body } = await server.ask("POST", `${rbac}${place}/${plurals[kind]}`, object);
    if (status !== 201)
      refused.push(`${kind} ${metadata.name}: ${status} ${(body as { readonly message?: string }).message}`);
  }
  return refused;
}

/** Creates objects of any kind that the server has, in their order; returns them as it keeps them. @throws Error for a refusal */
export async function applyAll<Made>(
  server: ApiServer,
  objects: readonly (Applicable & { readonly apiVersion: string })[],
): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (const object of objects) {
    const { apiVersion, kind, metadata } = object;
    const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { resources = [] } = (await server.ask("GET", base)).body as {
      readonly resources?: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
    };
    const resource = resources.find((one) => one.kind === kind && !one.name.includes("/"));
    const place = resource?.namespaced === true ? `/namespaces/${metadata.namespace}` : "";
    const { status, body } = await server.ask("POST", `${base}${place}/${resource?.name}`, object);
    if (status !== 201) throw new Error(`${kind} ${metadata.name}: ${status} ${JSON.stringify(body)}`);
    made.push(body as Made);
  }
  return made;
}

/** Whether the server's RBAC allows it. */
export async function reviewAccess(server: ApiServer, who: Identity, request: AccessRequest): Promise<boolean> {
  const { verb, group = "", resource = "", subresource = "", name = "", namespace = "", path } = request;
  const spec = {
    user: who.user,
    groups: who.groups,
    ...(path === undefined
      ? { resourceAttributes: { verb, group, resource, subresource, name, namespace, version: "*" } }
      : { nonResourceAttributes: { verb, path } }),
  };
  const { status, body } = await server.ask("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", { spec });
  if (status !== 201) throw new Error(`${status} for ${JSON.stringify(spec)}: ${JSON.stringify(body)}`);
  return (body as { readonly status: { readonly allowed: boolean } }).status.allowed;
}

/** Asks several at once, in order. */
export async function mapConcurrently<In, Out>(
  items: readonly In[],
  width: number,
  ask: (item: In) => Promise<Out>,
): Promise<readonly Out[]> {
  const answers = Array.from<Out>({ length: items.length });
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let index = next++; index < items.length; index = next++) {
        const item = items[index];
        if (item !== undefined) answers[index] = await ask(item);
      }
    }),
  );
  return answers;
}
