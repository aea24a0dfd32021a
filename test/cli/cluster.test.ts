// who-can, can-i and reach answer of a real API server's objects as they do of the manifests that were applied to it.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { after, before, test } from "node:test";
import { loadAll } from "js-yaml";
import { identityOfArgument } from "../../src/analysis/rbac/access-arguments.ts";
import { chartRenderer } from "../../src/cli/render-chart.ts";
import { missing, startApiServer, type ApiServer } from "../api-server/api-server.ts";
import { applyAll, reviewAccess, type Applicable } from "../api-server/apply.ts";
import { folderOf, repository, touchstone, type Run } from "./touchstone.ts";

interface Manifest extends Applicable {
  readonly apiVersion: string;
  readonly metadata: Applicable["metadata"] & { readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: unknown;
}

let server: ApiServer;
let folder: string;
/** What was applied, as files. */
let manifests: readonly string[];

if (missing === false) {
  before(async () => {
    server = await startApiServer();
    folder = await folderOf({ "platform.yaml": await readFile(platform), "chart.json": "", "others.json": "" });
    const chart = await render();
    await writeFile(join(folder, "chart.json"), JSON.stringify({ apiVersion: "v1", kind: "List", items: chart }));
    await writeFile(join(folder, "others.json"), JSON.stringify({ apiVersion: "v1", kind: "List", items: others }));
    manifests = ["platform.yaml", "chart.json", "others.json"];
    const own = loadAll(await readFile(platform, "utf8")) as readonly Manifest[];
    const isNew = ({ kind, metadata: { name } }: Manifest): boolean => !(kind === "Namespace" && name === "agents");
    await applyAll(server, [adminNetworkPolicies]);
    await untilServed("/apis/policy.networking.k8s.io/v1alpha1/adminnetworkpolicies");
    const made = await applyAll<Made>(server, [...own, ...chart.filter(isNew), ...others]);
    for (const deployment of made.filter(({ kind }) => kind === "Deployment")) await rollOut(deployment);
    await writeKubeconfig("admin", server.token, { "certificate-authority": server.certificate });
    await writeKubeconfig("guest", server.userToken, { "certificate-authority": server.certificate });
    await writeKubeconfig("stranger", "not-a-token", { "certificate-authority": server.certificate });
    await writeKubeconfig("trusting-nobody", server.token, {});
  });
  after(() => server.stop());
}

const platform = join(repository, "test/api-server/manifests/platform.yaml");
const example = join(repository, "examples/agents");

/** The example, hardened, in the order in which it can be applied. */
async function render(): Promise<readonly Manifest[]> {
  const none = { set: [], setString: [], setFile: [], setJson: [], apiVersions: [] };
  const values = [join(example, "values-hardened.yaml")];
  const renderChart = chartRenderer({ ...none, values, releaseName: "agents", helmEngine: "embedded" }, "agents");
  const objects = loadAll((await renderChart(example)).manifest) as readonly (Manifest | null)[];
  return objects.flatMap((object) => {
    // The server has no custom resources of others, such as cert-manager's, and none of them is about access or the network.
    const isOthers = object !== null && !/^(?:[a-z]+|[a-z.]+\.k8s\.io)\/|^v1$/.test(object.apiVersion);
    if (object === null || object.kind === "ResourceQuota" || isOthers) return [];
    const { metadata } = object;
    return [object.kind === "Namespace" ? object : { ...object, metadata: { namespace: "agents", ...metadata } }];
  });
}

const adminNetworkPolicies = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: {
    name: "adminnetworkpolicies.policy.networking.k8s.io",
    annotations: { "api-approved.kubernetes.io": "https://github.com/kubernetes-sigs/network-policy-api/pull/30" },
  },
  spec: {
    group: "policy.networking.k8s.io",
    names: { kind: "AdminNetworkPolicy", plural: "adminnetworkpolicies" },
    scope: "Cluster",
    versions: [
      {
        name: "v1alpha1",
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
      },
    ],
  },
};

/** A custom policy of the network, and a pod that runs as an account with rights. */
const others: readonly Manifest[] = [
  {
    apiVersion: "policy.networking.k8s.io/v1alpha1",
    kind: "AdminNetworkPolicy",
    metadata: { name: "no-crawlers" },
    spec: {
      priority: 10,
      subject: { namespaces: { matchLabels: { "kubernetes.io/metadata.name": "agents" } } },
      ingress: [
        {
          action: "Deny",
          from: [{ namespaces: { matchLabels: { "kubernetes.io/metadata.name": "data" } } }],
        },
      ],
    },
  },
  {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "operator", namespace: "data", labels: { app: "operator" } },
    spec: {
      serviceAccountName: "operator",
      containers: [{ name: "operator", image: "registry.example.com/data/operator:2.1.0" }],
    },
  },
];

interface Made extends Manifest {
  readonly metadata: Manifest["metadata"] & { readonly uid: string };
  readonly spec: { readonly selector: object; readonly template: { readonly metadata: object; readonly spec: object } };
}

/** What the controllers of a cluster make of a Deployment; there are none beside the server. */
async function rollOut({ metadata: { name, namespace = "", uid }, spec: { selector, template } }: Made): Promise<void> {
  const ownedBy = (kind: string, owner: string, ofOwner: string) => [
    { apiVersion: "apps/v1", kind, name: owner, uid: ofOwner, controller: true },
  ];
  const set = `${name}-5d4f8`;
  const metadata = { name: set, namespace, ownerReferences: ownedBy("Deployment", name, uid) };
  const replicaSet = { apiVersion: "apps/v1", kind: "ReplicaSet", metadata, spec: { replicas: 1, selector, template } };
  const [made] = await applyAll<Made>(server, [replicaSet]);
  const ownerReferences = ownedBy("ReplicaSet", set, made?.metadata.uid ?? "");
  const pod = { ...template.metadata, name: `${set}-x7k2p`, namespace, ownerReferences };
  await applyAll(server, [{ apiVersion: "v1", kind: "Pod", metadata: pod, spec: template.spec } as Manifest]);
}

async function untilServed(path: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if ((await server.ask("GET", path)).status === 200) return;
    await setTimeout(100);
  }
  throw new Error(`${path} is not served`);
}

async function writeKubeconfig(user: string, token: string, cluster: object): Promise<void> {
  const config = {
    "current-context": user,
    clusters: [{ name: "loopback", cluster: { server: server.url, ...cluster } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: user, context: { cluster: "loopback", user } }],
  };
  await writeFile(join(folder, `${user}.kubeconfig`), JSON.stringify(config));
}

async function inCluster(args: readonly string[], user = "admin"): Promise<Run> {
  return touchstone([...args, "--kubeconfig", `${user}.kubeconfig`], { cwd: folder });
}

/** Both answers as JSON, without places, and in one order: a file has its own. */
async function both(args: readonly string[]): Promise<{ readonly live: unknown; readonly written: unknown }> {
  const paths = args[0] === "reach" ? manifests : manifests.flatMap((path) => ["--from", path]);
  const [live, written] = await Promise.all([
    inCluster([...args, "--format", "json"]),
    touchstone([...args, "--format", "json", ...paths], { cwd: folder }),
  ]);
  assert.deepEqual([live.stderr, written.stderr], ["", ""]);
  assert.equal(live.exitCode, written.exitCode);
  return { live: comparable(JSON.parse(live.stdout)), written: comparable(JSON.parse(written.stdout)) };
}

function comparable(answer: unknown): unknown {
  const bare = JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => (key === "place" ? undefined : value)),
  ) as Record<string, unknown>;
  for (const [key, list] of Object.entries(bare))
    if (Array.isArray(list)) bare[key] = list.map((item) => JSON.stringify(item)).toSorted();
  return bare;
}

test("who may do what is the same in the cluster and in its manifests", { skip: missing }, async () => {
  for (const question of [
    ["get", "secrets"],
    ["create", "pods", "-n", "data"],
    ["patch", "deployments.apps/scale", "pool", "-n", "agents"],
    ["*", "*", "--no-defaults"],
    ["get", "/metrics"],
  ]) {
    const { live, written } = await both(["who-can", ...question]);
    assert.deepEqual(live, written, question.join(" "));
  }
});

test(
  "everything that a subject may do is the same in the cluster and in its manifests",
  { skip: missing },
  async () => {
    for (const as of [
      "ServiceAccount:agents/pool",
      "ServiceAccount:data/operator",
      "system:anonymous",
      "Group:platform",
    ]) {
      const { live, written } = await both(["can-i", "--list", "--as", as]);
      assert.deepEqual(live, written, as);
    }
  },
);

test("who reaches whom is the same in the cluster and in its manifests", { skip: missing }, async () => {
  const { live, written } = await both(["reach"]);
  assert.deepEqual(live, written);
  assert.match(
    JSON.stringify(live),
    /Pod data\/operator.*StatefulSet agents\/agents-postgresql|StatefulSet agents\/agents-postgresql/,
  );
});

test("a custom policy of the cluster's network is read", { skip: missing }, async () => {
  const { exitCode, stdout } = await inCluster([
    "reach",
    "--from",
    "data/operator",
    "--to",
    "agents/agents-postgresql",
  ]);
  assert.equal(exitCode, 1);
  assert.match(stdout, /AdminNetworkPolicy no-crawlers .*cluster:admin\/AdminNetworkPolicy\/no-crawlers/);
});

test("can-i says what the API server's own review says", { skip: missing }, async () => {
  let allowed = 0;
  for (const as of ["ServiceAccount:agents/pool", "ServiceAccount:data/operator", "jane"]) {
    for (const [verb, resource, group] of [
      ["list", "pods", ""],
      ["create", "deployments", "apps"],
      ["delete", "secrets", ""],
      ["create", "selfsubjectaccessreviews", "authorization.k8s.io"],
    ] as const) {
      const truth = await reviewAccess(server, identityOfArgument(as, []), {
        verb,
        resource,
        group,
        namespace: "agents",
      });
      if (truth) allowed++;
      const name = group === "" ? resource : `${resource}.${group}`;
      const { exitCode } = await inCluster(["can-i", verb, name, "--as", as, "-n", "agents"]);
      assert.equal(exitCode, truth ? 0 : 1, `${as} ${verb} ${name}`);
    }
  }
  assert.ok(allowed > 3 && allowed < 12, String(allowed));
});

test(
  "the cluster's own default bindings are shown as Kubernetes' own, once, and left out on demand",
  { skip: missing },
  async () => {
    const shown = async (...args: readonly string[]) =>
      (await inCluster(["who-can", "get", "secrets", "-n", "kube-public", ...args])).stdout;
    const table = await shown();
    assert.deepEqual(table.match(/ClusterRoleBinding cluster-admin /g), ["ClusterRoleBinding cluster-admin "]);
    assert.match(table, /^Group system:masters .* Kubernetes' own$/m);
    assert.match(table, /-> ClusterRole system:kube-controller-manager +Kubernetes' own$/m);
    assert.doesNotMatch(table, /cluster:admin\/ClusterRole\/system:/);
    assert.doesNotMatch(await shown("--no-defaults"), /system:masters|kube-system/);
  },
);

test("a default binding that the cluster no longer has gives nothing", { skip: missing }, async () => {
  const path = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/system:public-info-viewer";
  const asked = ["can-i", "get", "/version", "--as", "system:anonymous"];
  assert.equal((await inCluster(asked)).exitCode, 0);
  const { body } = await server.ask("GET", path);
  await server.ask("DELETE", path);
  const without = await inCluster(asked);
  const { metadata, ...rest } = body as { readonly metadata: { readonly name: string; readonly labels: object } };
  const { name, labels } = metadata;
  await server.ask("POST", path.replace(/\/[^/]+$/, ""), { ...rest, metadata: { name, labels } });
  assert.deepEqual([without.exitCode, without.stdout], [1, "no: no rule allows it\n"]);
});

test("a default role or binding that somebody widened is nobody's default", { skip: missing }, async () => {
  const roles = "/apis/rbac.authorization.k8s.io/v1/clusterroles";
  const { body } = await server.ask("GET", `${roles}/system:basic-user`);
  const wide = body as { readonly rules: readonly object[] };
  const everything = { verbs: ["*"], apiGroups: ["*"], resources: ["*"] };
  await server.ask("PUT", `${roles}/system:basic-user`, { ...wide, rules: [everything] });
  const args = ["who-can", "delete", "nodes"];
  const [table, without] = [await inCluster(args), await inCluster([...args, "--no-defaults"])];
  const { resourceVersion: _, ...metadata } = (body as { readonly metadata: Readonly<Record<string, unknown>> })
    .metadata;
  await server.ask("PUT", `${roles}/system:basic-user`, { ...wide, metadata });
  const widened = /^Group system:authenticated .* Kubernetes' own, cluster:admin\/ClusterRole\/system:basic-user$/m;
  assert.match(table.stdout, widened);
  assert.match(without.stdout, widened);
});

test("who may not list gets no answer for one: 3, with the resources that are missing", { skip: missing }, async () => {
  const { exitCode, stderr } = await inCluster(["who-can", "get", "secrets"], "guest");
  assert.equal(exitCode, 3);
  for (const resource of ["clusterroles.rbac.authorization.k8s.io", "rolebindings.rbac.authorization.k8s.io", "pods"])
    assert.match(
      stderr,
      new RegExp(`error: cluster:guest: ${resource} cannot be listed: .*User "guest" cannot list resource`),
    );
  assert.match(stderr, /Grant list on pods in the whole cluster, or take a context that has it\./);
  const one = await inCluster(["can-i", "get", "pods", "--as", "jane"], "guest");
  assert.equal(one.exitCode, 3);
  assert.doesNotMatch(one.stderr, /pods cannot be listed/);
});

test("who is not known, and a server that is not trusted, end with a message: 3", { skip: missing }, async () => {
  const cases = {
    stranger: /Unauthorized \(401\) \[E_CLUSTER\]/,
    "trusting-nobody": /its certificate is not trusted: .* \[E_CLUSTER\]/,
  };
  for (const [user, message] of Object.entries(cases)) {
    const { exitCode, stdout, stderr } = await inCluster(["reach"], user);
    assert.deepEqual([exitCode, stdout], [3, ""]);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /^ +at |not-a-token/m);
    assert.equal(stderr.trimEnd().split("\n").length, 2);
  }
});
