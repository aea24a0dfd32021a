// The cases of Kubernetes' own documentation of NetworkPolicies, written down by hand, and what the graph says of each.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAddress } from "../../../src/analysis/network/cidr.ts";
import { stranger, type Endpoint, type NetworkGraph } from "../../../src/analysis/network/network-graph.ts";
import { graphOf } from "./graph-of.ts";

type Json = Readonly<Record<string, unknown>>;

const pod = (name: string, namespace: string, labels: Json, ports: readonly Json[] = [], spec: Json = {}): Json => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace, labels },
  spec: { containers: [{ name, ports }], ...spec },
});
const policy = (spec: Json, namespace = "default", name = "policy"): Json => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name, namespace },
  spec,
});

const pods = [
  pod("db", "default", { role: "db" }, [{ name: "redis", containerPort: 6379 }]),
  pod("frontend", "default", { role: "frontend" }),
  pod("other", "default", {}),
  pod("visitor", "project", { app: "visitor" }),
];
const project = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "project", labels: { project: "myproject" } },
};

/** Names of pods, addresses, or `stranger`. */
function ask(graph: NetworkGraph, from: string, to: string): string {
  const [source, target] = [from, to].map((name): Endpoint => {
    const address = parseAddress(name);
    if (address) return { address };
    return name === "stranger" ? stranger : (graph.nodes.find((node) => node.name === name) ?? stranger);
  });
  assert.ok(source && target);
  return graph.ports(source, target).toString();
}

test("without a policy everything is let through", () => {
  const graph = graphOf(pods);
  assert.equal(ask(graph, "stranger", "db"), "all");
  assert.equal(ask(graph, "db", "203.0.113.7"), "all");
});

test("the example of a database: blocks with an exception, namespaces, pods, and ports of both directions", () => {
  const graph = graphOf([
    ...pods,
    project,
    policy({
      podSelector: { matchLabels: { role: "db" } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        {
          from: [
            { ipBlock: { cidr: "172.17.0.0/16", except: ["172.17.1.0/24"] } },
            { namespaceSelector: { matchLabels: { project: "myproject" } } },
            { podSelector: { matchLabels: { role: "frontend" } } },
          ],
          ports: [{ protocol: "TCP", port: 6379 }],
        },
      ],
      egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/24" } }], ports: [{ protocol: "TCP", port: 5978 }] }],
    }),
  ]);
  assert.equal(ask(graph, "frontend", "db"), "TCP 6379");
  assert.equal(ask(graph, "visitor", "db"), "TCP 6379");
  assert.equal(ask(graph, "other", "db"), "");
  assert.equal(ask(graph, "172.17.0.5", "db"), "TCP 6379");
  assert.equal(ask(graph, "172.17.1.5", "db"), "");
  assert.equal(ask(graph, "172.17.2.1", "db"), "TCP 6379");
  assert.equal(ask(graph, "db", "10.0.0.9"), "TCP 5978");
  assert.equal(ask(graph, "db", "10.0.1.9"), "");
  assert.equal(ask(graph, "db", "other"), "");
  assert.equal(ask(graph, "other", "frontend"), "all");
});

test("a namespace and a pod selector in one peer are both demanded, in two peers either", () => {
  const selectors = {
    namespaceSelector: { matchLabels: { project: "myproject" } },
    podSelector: { matchLabels: { role: "frontend" } },
  };
  const both = graphOf([...pods, project, policy({ podSelector: {}, ingress: [{ from: [selectors] }] })]);
  assert.deepEqual(
    ["visitor", "frontend"].map((from) => ask(both, from, "db")),
    ["", ""],
  );
  const { namespaceSelector, podSelector } = selectors;
  const either = graphOf([
    ...pods,
    project,
    policy({ podSelector: {}, ingress: [{ from: [{ namespaceSelector }, { podSelector }] }] }),
  ]);
  assert.deepEqual(
    ["visitor", "frontend", "other"].map((from) => ask(either, from, "db")),
    ["all", "all", ""],
  );
});

test("default deny and allow all, in each direction", () => {
  const deny = graphOf([...pods, policy({ podSelector: {}, policyTypes: ["Ingress"] })]);
  assert.deepEqual([ask(deny, "other", "db"), ask(deny, "db", "visitor")], ["", "all"]);
  const allow = graphOf([
    ...pods,
    policy({ podSelector: {}, policyTypes: ["Ingress"] }),
    policy({ podSelector: {}, ingress: [{}], policyTypes: ["Ingress"] }, "default", "allow"),
  ]);
  assert.equal(ask(allow, "visitor", "db"), "all");
  const egress = graphOf([...pods, policy({ podSelector: {}, policyTypes: ["Egress"] })]);
  assert.deepEqual([ask(egress, "db", "visitor"), ask(egress, "visitor", "db")], ["", "all"]);
  const out = graphOf([...pods, policy({ podSelector: {}, egress: [{}], policyTypes: ["Egress"] })]);
  assert.equal(ask(out, "db", "203.0.113.7"), "all");
  const neither = graphOf([...pods, policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"] })]);
  assert.deepEqual([ask(neither, "visitor", "db"), ask(neither, "db", "visitor")], ["", ""]);
});

test("a range of ports, a named one, and a namespace by its name", () => {
  const graph = graphOf([
    ...pods,
    policy({
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        { to: [{ ipBlock: { cidr: "10.0.0.0/24" } }], ports: [{ protocol: "TCP", port: 32000, endPort: 32768 }] },
      ],
    }),
    policy(
      {
        podSelector: { matchLabels: { role: "db" } },
        ingress: [
          {
            from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "project" } } }],
            ports: [{ port: "redis" }],
          },
        ],
      },
      "default",
      "named",
    ),
  ]);
  assert.equal(ask(graph, "other", "10.0.0.9"), "TCP 32000-32768");
  assert.equal(ask(graph, "visitor", "db"), "TCP 6379");
});

test("policies do not hold on the host's network, and one that the API server refuses isolates nothing", () => {
  const deny = policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  const host = pod("agent", "default", {}, [], { hostNetwork: true });
  const graph = graphOf([...pods, host, deny]);
  assert.deepEqual([ask(graph, "agent", "db"), ask(graph, "db", "agent")], ["all", "all"]);
  for (const spec of [
    { podSelector: "db" },
    { podSelector: {}, policyTypes: ["ingress"] },
    { podSelector: {}, ingress: [{ from: [{}] }] },
    { podSelector: {}, ingress: [{ ports: [{ port: 0 }] }] },
    { podSelector: { matchExpressions: [{ key: "a", operator: "In" }] } },
  ])
    assert.equal(ask(graphOf([...pods, policy(spec)]), "other", "db"), "all", JSON.stringify(spec));
});

test("an admin policy comes first, a baseline last, and Pass leaves it to the policies of the namespace", () => {
  const cluster = (kind: string, spec: Json): Json => ({
    apiVersion: "policy.networking.k8s.io/v1alpha2",
    kind,
    metadata: { name: "default" },
    spec: { tier: "Admin", priority: 1, subject: { namespaces: {} }, ...spec },
  });
  const from = [{ namespaces: { matchLabels: { project: "myproject" } } }];
  const rule = (action: string): Json => ({
    action,
    from,
    protocols: [{ tcp: { destinationPort: { number: 6379 } } }],
  });
  const deny = policy({ podSelector: {}, policyTypes: ["Ingress"] });
  const asked = (...objects: readonly Json[]): string => ask(graphOf([...pods, project, ...objects]), "visitor", "db");
  assert.equal(
    asked(cluster("ClusterNetworkPolicy", { ingress: [rule("Deny")] })),
    "TCP 1-6378, TCP 6380-65535, UDP, SCTP",
  );
  assert.equal(asked(cluster("ClusterNetworkPolicy", { ingress: [rule("Accept")] }), deny), "TCP 6379");
  assert.equal(asked(cluster("ClusterNetworkPolicy", { ingress: [rule("Pass")] }), deny), "");
  const baseline = cluster("ClusterNetworkPolicy", { tier: "Baseline", ingress: [{ action: "Deny", from }] });
  assert.deepEqual([asked(baseline), asked(baseline, policy({ podSelector: {}, ingress: [{}] }))], ["", "all"]);
});
