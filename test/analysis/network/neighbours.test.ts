// Neighbours are the workloads with which a side lets any port through, one by one.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Neighbours } from "../../../src/analysis/network/neighbours.ts";
import type { NetworkNode } from "../../../src/analysis/network/network-graph.ts";
import { graphOf, graphOfYaml } from "./graph-of.ts";
import { manifestsOf } from "./manifests.ts";
import { worlds } from "./worlds.ts";

test("they are those that the graph lets come, or lets be reached, whatever the other side says", () => {
  let some = 0;
  fc.assert(
    fc.property(worlds, (world) => {
      const graph = graphOf(manifestsOf(world));
      const neighbours = new Neighbours(graph);
      for (const direction of ["ingress", "egress"] as const) {
        for (const node of graph.nodes) {
          const lets = (other: NetworkNode) =>
            !graph.side(direction, direction === "ingress" ? other : node, direction === "ingress" ? node : other).ports
              .isEmpty;
          // A Pod reaches itself, whatever its policies say; here one that is like it counts.
          const others = graph.nodes.filter(
            (other) => !other.hostNetwork && lets(other === node ? { ...node } : other),
          );
          assert.deepEqual(
            neighbours.of(direction, node),
            node.hostNetwork ? neighboursOf(graph.nodes.filter((other) => !other.hostNetwork)) : neighboursOf(others),
            `${direction} ${node.id}`,
          );
          if (others.length > 0 && others.length < graph.nodes.length) some++;
        }
      }
    }),
    { numRuns: 400, seed: 20261125 },
  );
  assert.ok(some > 200);
});

test("a port by name reaches only pods that have it", () => {
  const pod = (name: string, ports: string) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${name}, labels: { app: ${name} } }
spec: { containers: [{ name: main, image: registry.example.com/${name}, ports: ${ports} }] }
---`;
  const graph =
    graphOfYaml(`${pod("pool", "[]")}${pod("redis", "[{ name: api, containerPort: 6379 }]")}${pod("postgres", "[]")}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: pool, namespace: pool }
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: [{ to: [{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: Exists }] } }], ports: [{ port: api }] }]
`);
  const [pool] = graph.nodes;
  assert.ok(pool);
  assert.deepEqual(new Neighbours(graph).of("egress", pool), { namespaces: ["redis"], workloads: 1 });
});

function neighboursOf(nodes: readonly NetworkNode[]): object {
  return { namespaces: [...new Set(nodes.map(({ namespace }) => namespace))].toSorted(), workloads: nodes.length };
}
