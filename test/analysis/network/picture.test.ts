// The picture of a network: an open one has few edges, dangers are marked, and it never grows beyond what can be seen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inventoryOf } from "./graph-of.ts";
import { generateCluster } from "../../../bench/generate-cluster.ts";
import { loadAll } from "js-yaml";

const workloads = ["pool", "orchestrator", "postgres"]
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

const nodePort = `
apiVersion: v1
kind: Service
metadata: { name: postgres, namespace: agents }
spec: { type: NodePort, selector: { app: postgres }, ports: [{ port: 5432 }] }
---`;

const policies = `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: agents }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: postgres, namespace: agents }
spec:
  podSelector: { matchLabels: { app: postgres } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: orchestrator } } }], ports: [{ port: 5432 }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: orchestrator, namespace: agents }
spec:
  podSelector: { matchLabels: { app: orchestrator } }
  policyTypes: [Egress]
  egress: [{ to: [{ podSelector: { matchLabels: { app: postgres } } }], ports: [{ port: 5432 }] }]
---`;

const pictureOf = (text: string) => inventoryOf(loadAll(text).filter(Boolean)).picture();
const node = (name: string) => ({
  id: `Deployment agents/${name}`,
  label: `Deployment ${name}`,
  group: "agents",
  kind: "workload",
});

test("an open cluster is drawn by one node that stands for every pod", () => {
  const edge = (from: string, to: string, label = "all ports") => ({ from, to, label, isDanger: true });
  assert.deepEqual(pictureOf(workloads + nodePort), {
    nodes: [
      node("pool"),
      node("orchestrator"),
      node("postgres"),
      { id: "every pod", label: "every pod", group: "", kind: "outside" },
      { id: "outside", label: "outside", group: "", kind: "outside" },
    ],
    edges: [
      edge("every pod", "Deployment agents/pool"),
      edge("every pod", "Deployment agents/orchestrator"),
      edge("every pod", "Deployment agents/postgres"),
      edge("outside", "Deployment agents/postgres", "TCP 5432, NodePort"),
      edge("every pod", "outside"),
    ],
    omitted: 0,
  });
});

test("a closed cluster has the edges that its policies allow, and none is a danger", () => {
  assert.deepEqual(pictureOf(workloads + nodePort + policies), {
    nodes: [node("pool"), node("orchestrator"), node("postgres")],
    edges: [
      { from: "Deployment agents/orchestrator", to: "Deployment agents/postgres", label: "TCP 5432", isDanger: false },
    ],
    omitted: 0,
  });
});

test("a large cluster is drawn by its namespaces, and what is left out is counted", () => {
  const inventory = inventoryOf([...generateCluster({ workloads: 3_000, policies: 1_200, bindings: 0 })]);
  const picture = inventory.picture();
  assert.ok(picture);
  assert.ok(picture.nodes.length <= 60, `${picture.nodes.length} nodes`);
  assert.ok(picture.edges.length <= 150, `${picture.edges.length} edges`);
  assert.ok(picture.omitted > 0);
  const ids = new Set(picture.nodes.map(({ id }) => id));
  for (const { from, to } of picture.edges) assert.ok(ids.has(from) && ids.has(to));
});

test("without workloads there is no picture", () => {
  assert.equal(pictureOf(policies), undefined);
});
