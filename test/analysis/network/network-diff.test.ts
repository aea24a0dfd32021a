// What a change opens and closes: exactly the difference, pair by pair.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { networkDiff, type ChangedConnection, type NetworkDiff } from "../../../src/analysis/network/network-diff.ts";
import type { NetworkGraph } from "../../../src/analysis/network/network-graph.ts";
import { PortSet } from "../../../src/analysis/network/port-set.ts";
import { inventoryOf, networkOfYaml } from "./graph-of.ts";
import { manifestsOf } from "./manifests.ts";
import { worlds } from "./worlds.ts";

/** The pairs of workloads that rows name, with their ports. */
function pairsOf(rows: readonly ChangedConnection[]): Readonly<Record<string, string>> {
  const pairs = rows.flatMap(({ from, to, ports }) => {
    if (typeof from === "string" || typeof to === "string") return [];
    return from.flatMap((one) =>
      to.filter((other) => one.id !== other.id).map((other) => [`${one.id} to ${other.id}`, ports.toString()]),
    );
  });
  return Object.fromEntries(pairs.toSorted());
}

function differencesOf(graph: NetworkGraph, other: NetworkGraph): Readonly<Record<string, string>> {
  const find = (id: string) => other.nodes.find((node) => node.id === id);
  const pairs = graph.nodes.flatMap((from) =>
    graph.nodes.flatMap((to) => {
      if (from === to) return [];
      const [source, target] = [find(from.id), find(to.id)];
      const ports = graph.ports(from, to).subtract(source && target ? other.ports(source, target) : PortSet.none);
      return ports.isEmpty ? [] : [[`${from.id} to ${to.id}`, ports.toString()]];
    }),
  );
  return Object.fromEntries(pairs.toSorted());
}

test("it names each pair of workloads that is opened or closed, and no other", () => {
  let changed = 0;
  fc.assert(
    fc.property(worlds, worlds, ({ pods }, other) => {
      // Some of the pods are in both.
      const [before, after] = [
        inventoryOf(manifestsOf({ ...other, pods })).network(),
        inventoryOf(manifestsOf(other)).network(),
      ];
      const diff = networkDiff(before, after);
      const opened = differencesOf(after.graph, before.graph);
      changed += Object.keys(opened).length;
      assert.deepEqual(pairsOf(diff.opened), opened);
      assert.deepEqual(pairsOf(diff.closed), differencesOf(before.graph, after.graph));
    }),
    { numRuns: 200, seed: 20261125 },
  );
  assert.ok(changed > 500);
});

const pods = ["pool", "redis"]
  .map(
    (name) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: agents }
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: registry.example.com/${name} }] }
---`,
  )
  .join("");

const policy = (spec: string) => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: policy, namespace: agents }
spec: { podSelector: {}, policyTypes: [Ingress, Egress], ${spec} }
---`;

const service = (spec: string) => `
apiVersion: v1
kind: Service
metadata: { name: redis, namespace: agents }
spec: { ${spec}, selector: { app: redis }, ports: [{ port: 6379 }] }
---`;

function changes(before: string, after: string): Readonly<Record<"opened" | "closed", readonly string[]>> {
  const diff: NetworkDiff = networkDiff(networkOfYaml(before), networkOfYaml(after));
  const name = (end: ChangedConnection["from"]) =>
    typeof end === "string" ? end : end.map((node) => node.name).join("+");
  const lines = (rows: readonly ChangedConnection[]) =>
    rows.map(({ from, to, ports }) => `${name(from)} to ${name(to)}: ${ports.toString()}`);
  return { opened: lines(diff.opened), closed: lines(diff.closed) };
}

const block = (cidr: string) => `egress: [{ to: [{ ipBlock: { cidr: ${cidr} } }], ports: [{ port: 443 }] }]`;

test("nothing has changed", () => {
  const same = pods + policy("ingress: [{}]");
  assert.deepEqual(changes(same, same), { opened: [], closed: [] });
});

test("egress to a few addresses, and to the Internet at large", () => {
  const closed = pods + policy("egress: []");
  assert.deepEqual(changes(closed, pods + policy(block("203.0.113.0/24"))), {
    opened: ["pool+redis to some addresses outside: TCP 443"],
    closed: [],
  });
  assert.deepEqual(changes(pods + policy(block("203.0.113.0/24")), pods + policy(block("198.51.100.0/24"))), {
    opened: ["pool+redis to some addresses outside: TCP 443"],
    closed: ["pool+redis to some addresses outside: TCP 443"],
  });
  assert.deepEqual(
    changes(
      closed,
      pods +
        policy(
          "egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16] } }] }]",
        ),
    ),
    {
      opened: ["pool+redis to outside: all"],
      closed: [],
    },
  );
});

test("a Service that opens to the outside, and a load balancer that takes more addresses", () => {
  const open = pods + policy("ingress: [{}], egress: []");
  const narrow = "type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/24]";
  assert.deepEqual(changes(open + service("type: ClusterIP"), open + service("type: NodePort")), {
    opened: ["outside to redis: TCP 6379"],
    closed: [],
  });
  assert.deepEqual(changes(open + service(narrow), open + service("type: LoadBalancer")), {
    opened: ["outside to redis: TCP 6379"],
    closed: [],
  });
  assert.deepEqual(changes(open, open + service(narrow)), {
    opened: ["some addresses outside to redis: TCP 6379"],
    closed: [],
  });
});

test("pods of other namespaces, which are not in the evidence", () => {
  const own = "ingress: [{ from: [{ podSelector: {} }] }], egress: [{ to: [{ podSelector: {} }] }]";
  const every = "ingress: [{ from: [{ namespaceSelector: {} }] }], egress: [{ to: [{ podSelector: {} }] }]";
  assert.deepEqual(changes(pods + policy(own), pods + policy(every)), {
    opened: ["pods of other namespaces to pool+redis: all"],
    closed: [],
  });
});
