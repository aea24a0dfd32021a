// An API server on loopback that answers as a test says, and remembers what it was asked.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectCluster, type CollectClusterOptions } from "../../../src/evidence/cluster/index.ts";
import type { CollectedObject } from "../../../src/evidence/index.ts";
import type { Evidence, EvidenceProblem } from "../../../src/model/index.ts";

/** A status and a body, or whatever a handler does with the response itself. */
export type Answer = readonly [status: number, body: unknown] | ((response: ServerResponse) => void);
/** What a path answers; `page` is the continue token, `time` how often it was asked before. */
export type Handler = (query: URLSearchParams, time: number, request: IncomingMessage) => Answer;

export interface FakeServer {
  readonly url: string;
  /** Paths with queries, in the order in which they came. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

export async function startFakeServer(handlers: Readonly<Record<string, Handler>>): Promise<FakeServer> {
  const asked: string[] = [];
  const times = new Map<string, number>();
  const server = createServer((request, response) => {
    const { pathname, searchParams, search } = new URL(request.url ?? "/", "http://fake");
    asked.push(pathname + search);
    const time = times.get(pathname) ?? 0;
    times.set(pathname, time + 1);
    const answer = handlers[pathname]?.(searchParams, time, request) ?? [404, status("the server could not find it")];
    if (typeof answer === "function") return answer(response);
    const [code, body] = answer;
    response.writeHead(code, { "content-type": "application/json" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function status(message: string): object {
  return { kind: "Status", apiVersion: "v1", status: "Failure", message };
}

const rbac = "rbac.authorization.k8s.io";

/** The discovery of a server that has what every cluster has, beside what a test adds. */
export function discovery(
  more: Readonly<Record<string, readonly (readonly [plural: string, kind: string])[]>> = {},
): Readonly<Record<string, Handler>> {
  const apis: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
    v1: [
      ["namespaces", "Namespace"],
      ["pods/status", "Pod"],
      ["pods", "Pod"],
      ["secrets", "Secret"],
      ["services", "Service"],
    ],
    [`${rbac}/v1`]: [
      ["clusterroles", "ClusterRole"],
      ["clusterrolebindings", "ClusterRoleBinding"],
      ["roles", "Role"],
      ["rolebindings", "RoleBinding"],
    ],
    "apps/v1": [
      ["deployments", "Deployment"],
      ["replicasets", "ReplicaSet"],
    ],
    "networking.k8s.io/v1": [
      ["networkpolicies", "NetworkPolicy"],
      ["ingresses", "Ingress"],
    ],
    ...more,
  };
  const groups = Object.keys(apis)
    .filter((api) => api.includes("/"))
    .map((api) => {
      const [name, version] = api.split("/");
      return { name, versions: [{ groupVersion: api, version }], preferredVersion: { groupVersion: api, version } };
    });
  const handlers: Record<string, Handler> = { "/apis": () => [200, { kind: "APIGroupList", groups }] };
  for (const [api, kinds] of Object.entries(apis)) {
    const base = api.includes("/") ? `/apis/${api}` : `/api/${api}`;
    const resources = kinds.map(([name, kind]) => ({ name, kind, verbs: ["get", "list"] }));
    handlers[base] = () => [200, { kind: "APIResourceList", resources }];
    for (const [name, kind] of kinds) handlers[`${base}/${name}`] = () => [200, listOf(kind, [])];
  }
  return handlers;
}

export function listOf(kind: string, items: readonly unknown[], next?: string): object {
  return {
    kind: `${kind}List`,
    metadata: { resourceVersion: "7", ...(next !== undefined && { continue: next }) },
    items,
  };
}

export interface UserOfFake {
  readonly token?: string;
  readonly username?: string;
  readonly password?: string;
  readonly exec?: object;
  readonly "auth-provider"?: object;
}

/** A kubeconfig with the context `fake` alone; its file. */
export async function kubeconfigFor(server: string, user: UserOfFake = { token: "secret-token" }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "touchstone-kubeconfig-"));
  const file = join(folder, "config.json");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "fake",
    clusters: [{ name: "loopback", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: [{ name: "tester", user }],
    contexts: [{ name: "fake", context: { cluster: "loopback", user: "tester" } }],
  };
  await writeFile(file, JSON.stringify(config));
  return file;
}

export interface Collected {
  readonly objects: readonly CollectedObject[];
  readonly problems: readonly EvidenceProblem[];
  readonly evidence: readonly Evidence[];
}

export const now = "2026-01-01T00:00:00.000Z";

/** What is collected with a kubeconfig. */
export async function collectWith(
  kubeconfig: string,
  options: Partial<CollectClusterOptions> = {},
): Promise<Collected> {
  const objects: CollectedObject[] = [];
  const problems: EvidenceProblem[] = [];
  const evidence: Evidence[] = [];
  await collectCluster(
    { kubeconfig },
    {
      parts: ["access"],
      limits: { fileBytes: 64 * 1024 * 1024, documentBytes: 1024 * 1024 },
      now,
      version: "0",
      surroundings: { env: {}, home: "/nowhere" },
      ...options,
    },
    {
      object: (object) => void objects.push(object),
      problem: (found) => void problems.push(found),
      finished: (finished) => void evidence.push(finished),
    },
  );
  return { objects, problems, evidence };
}

/** What is collected from a server that answers so. */
export async function collectFrom(
  handlers: Readonly<Record<string, Handler>>,
  options: Partial<CollectClusterOptions> = {},
): Promise<Collected & { readonly asked: readonly string[] }> {
  const server = await startFakeServer(handlers);
  try {
    return { ...(await collectWith(await kubeconfigFor(server.url), options)), asked: server.asked };
  } finally {
    await server.stop();
  }
}
