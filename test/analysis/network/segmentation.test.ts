// Stated connections: what holds is what the graph says pair by pair, and what selects nothing is told.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { load, loadAll } from "js-yaml";
import { Exposures } from "../../../src/analysis/network/exposures.ts";
import { stranger } from "../../../src/analysis/network/network-graph.ts";
import { Segmentation } from "../../../src/analysis/network/segmentation.ts";
import type { SegmentationIntent } from "../../../src/model/index.ts";
import { inventoryOf } from "./graph-of.ts";
import { manifestsOf } from "./manifests.ts";
import { worlds } from "./worlds.ts";

const pod = (name: string, more = ""): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: agents, labels: { app: ${name} } }
spec: { ${more} containers: [{ name: main, image: registry.example.com/agents/${name}:1 }] }
---`;

const system =
  pod("pool") +
  pod("orchestrator") +
  pod("postgres") +
  `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: postgres, namespace: agents }
spec:
  podSelector: { matchLabels: { app: postgres } }
  ingress:
    - from: [{ podSelector: { matchLabels: { app: orchestrator } } }]
      ports: [{ port: 5432 }]
---
apiVersion: v1
kind: Service
metadata: { name: pool, namespace: agents }
spec: { type: LoadBalancer, selector: { app: pool }, ports: [{ port: 443, targetPort: 8443 }] }
`;

/** The documents by workload, and what is vain, of one statement. */
function held(manifests: string, statement: string) {
  const inventory = inventoryOf(loadAll(manifests).filter(Boolean));
  const graph = inventory.graph();
  const intent = { name: "stated", ...(load(statement) as object) } as SegmentationIntent;
  const segmentation = new Segmentation(graph, new Exposures(graph, inventory.entries), [intent]);
  const documents = graph.nodes.flatMap((node) => {
    const found = segmentation.of(node)["stated"];
    return found === undefined ? [] : [[node.name, found] as const];
  });
  return { documents: Object.fromEntries(documents), vain: segmentation.vain };
}

test("a denied connection is told with its open ports and why, at the workload that is reached", () => {
  const { documents, vain } = held(
    system,
    "deny: { from: { workloads: [pool, orchestrator] }, to: { labels: { app: postgres } } }",
  );
  const to = "Pod agents/postgres";
  const isolated = "isolated by NetworkPolicy agents/postgres, and no rule allows it";
  assert.deepEqual(documents, {
    postgres: [
      {
        from: "Pod agents/pool",
        to,
        count: 1,
        open: "",
        closed: "any port",
        why: `egress: no policy isolates it; ingress: ${isolated}`,
      },
      {
        from: "Pod agents/orchestrator",
        to,
        count: 1,
        open: "TCP 5432",
        closed: "",
        why: "egress: no policy isolates it; ingress: decided by NetworkPolicy agents/postgres",
      },
    ],
  });
  assert.deepEqual(vain, []);
});

test("ports narrow what is asked, ranges and protocols too", () => {
  const ask = (ports: string) => {
    const { documents } = held(
      system,
      `allow: { from: { workloads: [orchestrator] }, to: { workloads: [agents/postgres] }, ports: [${ports}] }`,
    );
    return (documents["postgres"] as readonly { open: string; closed: string }[]).map(({ open, closed }) => [
      open,
      closed,
    ]);
  };
  assert.deepEqual(ask("5432"), [["TCP 5432", ""]]);
  assert.deepEqual(ask("5432, 53/UDP"), [["TCP 5432", "UDP 53"]]);
  assert.deepEqual(ask("5430-5433"), [["TCP 5432", "TCP 5430-5431, TCP 5433"]]);
});

test("with nothing said an end is every pod, also one that the evidence does not have; except takes out", () => {
  const from = (more: string) =>
    held(system, `deny: { from: {${more}}, to: { workloads: [pool] } }`).documents["pool"] as readonly {
      from: string;
    }[];
  assert.deepEqual(
    from("").map((one) => one.from),
    ["Pod agents/orchestrator, Pod agents/postgres", "any other pod"],
  );
  assert.deepEqual(
    from(" except: { labels: { app: [postgres, pool] } } ").map((one) => one.from),
    ["Pod agents/orchestrator", "any other pod"],
  );
});

test("outside is let in by Services alone, and is reached from the workload's side", () => {
  const inward = held(system, "deny: { from: { outside: true }, to: { namespaces: [agents] } }").documents;
  const shown = Object.entries(inward).map(([name, found]) => [
    name,
    (found as readonly { open: string; why: string }[]).map(({ open, why }) => `${open}: ${why}`),
  ]);
  assert.deepEqual(shown, [
    ["pool", ["TCP 8443: by Service agents/pool"]],
    ["orchestrator", [": nothing lets it in"]],
    ["postgres", [": nothing lets it in"]],
  ]);
  const outward = held(system, "deny: { from: { workloads: [pool] }, to: { outside: true } }").documents;
  assert.deepEqual(outward, {
    pool: [
      {
        from: "Pod agents/pool",
        to: "outside",
        count: 1,
        open: "all",
        closed: "",
        why: "egress: no policy isolates it",
      },
    ],
  });
});

test("policies do not hold on the host's network, and the statement fails there", () => {
  const { documents } = held(
    `${system}---${pod("node-agent", "hostNetwork: true,")}`,
    "deny: { from: { workloads: [node-agent] }, to: { workloads: [postgres] } }",
  );
  const [found] = documents["postgres"] as readonly { open: string; why: string }[];
  assert.equal(found?.open, "all");
  assert.match(found?.why ?? "", /host's network/);
});

test("many that are alike are one line, which counts them", () => {
  const pods = Array.from({ length: 8 }, (_, index) => pod(`agent-${index}`)).join("");
  const { documents } = held(pods, "deny: { from: { namespaces: [agents] }, to: { workloads: [agent-0] } }");
  const names = [1, 2, 3, 4, 5].map((index) => `Pod agents/agent-${index}`).join(", ");
  const [found] = documents["agent-0"] as readonly { from: string; count: number }[];
  assert.equal(found?.from, `${names} and 2 more`);
  assert.equal(found.count, 7);
});

test("what selects nothing is told with its place", () => {
  const vain = (statement: string) =>
    held(system, statement).vain.map(({ path, message }) => `${path.join(".")}: ${message}`);
  assert.deepEqual(vain("deny: { from: { namespaces: [agents, agnets] }, to: { workloads: [redis] } }"), [
    "segmentation.0.deny.from.namespaces.1: `from`: nothing runs in the namespace agnets",
    "segmentation.0.deny.to.workloads.0: `to`: there is no workload redis",
  ]);
  assert.deepEqual(vain("allow: { from: { labels: { app: redis } }, to: {} }"), [
    "segmentation.0.allow.from: `from`: it selects no workload",
  ]);
  assert.deepEqual(vain("deny: { from: { workloads: [pool], except: { labels: { app: pool } } }, to: {} }"), [
    "segmentation.0.deny.from: `from`: it selects no workload",
  ]);
  assert.deepEqual(vain("deny: { from: {}, to: { workloads: [pool] }, ports: [99999, 20-10] }"), [
    "segmentation.0.deny.ports.0: `ports`: there is no port 99999",
    "segmentation.0.deny.ports.1: `ports`: there is no port 20-10",
  ]);
});

test("in any cluster, what a statement finds open is what the graph lets through, pair by pair", () => {
  let pairs = 0;
  fc.assert(
    fc.property(worlds, (world) => {
      const inventory = inventoryOf(manifestsOf(world));
      const graph = inventory.graph();
      const intent: SegmentationIntent = { name: "stated", deny: { from: {}, to: {} } };
      const segmentation = new Segmentation(graph, new Exposures(graph, inventory.entries), [intent]);
      for (const node of graph.nodes) {
        const expected = new Map<string, number>();
        for (const source of graph.nodes.filter((other) => other !== node)) {
          const open = graph.ports(source, node).toString();
          expected.set(open, (expected.get(open) ?? 0) + 1);
          pairs++;
        }
        const found = new Map<string, number>();
        const rows = (segmentation.of(node)["stated"] ?? []) as readonly Row[];
        for (const { from, to, open, count } of rows.filter((row) => row.to !== "any other pod")) {
          if (from === "any other pod") assert.equal(open, graph.ports(stranger, node).toString(), to);
          else found.set(open, (found.get(open) ?? 0) + count);
        }
        assert.deepEqual(found, expected);
      }
    }),
    { numRuns: 300, seed: 20261125 },
  );
  assert.ok(pairs > 3_000, `${pairs} pairs`);
});

interface Row {
  readonly from: string;
  readonly to: string;
  readonly open: string;
  readonly count: number;
}
