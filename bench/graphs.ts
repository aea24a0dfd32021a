// `bench graphs`: how the time of the graphs grows with the cluster: reading objects, the graph, its documents, its
// connections, and what is stated of it.
import { connectionsOf } from "../src/analysis/network/connections.ts";
import { Exposures } from "../src/analysis/network/exposures.ts";
import { NetworkInventory } from "../src/analysis/network/network-inventory.ts";
import { Segmentation } from "../src/analysis/network/segmentation.ts";
import { AccessInventory } from "../src/analysis/rbac/access-inventory.ts";
import { defaultAccess } from "../src/analysis/rbac/defaults.ts";
import { Privileges } from "../src/analysis/rbac/privileges.ts";
import { normalise } from "../src/evidence/index.ts";
import type { CollectedObject } from "../src/evidence/index.ts";
import type { Subject } from "../src/model/index.ts";
import { generateCluster, type ClusterSize } from "./generate-cluster.ts";
import { median } from "./statistics.ts";
import { renderTable } from "./table.ts";

/** The last one is what has to be answered in seconds. */
const sizes: readonly ClusterSize[] = [625, 1250, 2500, 5000].map((workloads) => ({
  workloads,
  policies: workloads * 0.4,
  bindings: workloads,
}));

interface Point {
  readonly size: ClusterSize;
  /** In seconds: from objects to documents. */
  readonly network: number;
  readonly access: number;
  /** All connections as `touchstone reach` lists them. */
  readonly connections: number;
  readonly rows: number;
  /** What is stated, held against both graphs. */
  readonly stated: number;
}

type Part = "network" | "access" | "connections" | "stated";

/** The dearest that can be stated: everybody from everybody, and a right that many have. */
const segmentation = [{ name: "nobody-reaches-anybody", deny: { from: {}, to: {} } }];
const leastPrivilege = [{ name: "nobody-reads", only: [], may: { verbs: ["get", "list"], resources: ["*"] } }];

export function benchGraphs(rounds: number, progress: (line: string) => void): readonly Point[] {
  return sizes.map((size) => {
    progress(`${size.workloads} workloads`);
    const subjects = subjectsOf(size);
    const runs = Array.from({ length: rounds }, () => measure(subjects));
    const middle = (part: Part): number => median(runs.map((run) => run[part]));
    return {
      size,
      network: middle("network"),
      access: middle("access"),
      connections: middle("connections"),
      stated: middle("stated"),
      rows: runs[0]?.rows ?? 0,
    };
  });
}

function measure(subjects: readonly (readonly [Subject, ...Subject[]])[]): Omit<Point, "size"> {
  const network = new NetworkInventory();
  const networkSeconds = timed(() => {
    for (const [index, one] of subjects.entries()) network.add(one, index);
    return network.derive().length;
  });
  const access = new AccessInventory(defaultAccess);
  const accessSeconds = timed(() => {
    for (const [index, one] of subjects.entries()) access.add(one, index);
    return access.derive().length;
  });
  let rows = 0;
  const connectionSeconds = timed(() => {
    const graph = network.graph();
    return (rows = connectionsOf(graph, new Exposures(graph, network.entries)).length);
  });
  const [networkGraph, accessGraph] = [network.graph(), access.graph()];
  const exposures = new Exposures(networkGraph, network.entries);
  const stated = timed(() => {
    const held = new Segmentation(networkGraph, exposures, segmentation);
    const privileges = new Privileges(accessGraph, access.entries, leastPrivilege);
    const documents = [
      ...networkGraph.nodes.map((node) => held.of(node)),
      ...accessGraph.bindings.map((binding) => privileges.of(binding)),
    ];
    return documents.filter((document) => Object.keys(document).length > 0).length;
  });
  return { network: networkSeconds, access: accessSeconds, connections: connectionSeconds, rows, stated };
}

/** What is done must give something, so that nobody can leave it out. */
function timed(work: () => number): number {
  const start = performance.now();
  if (work() === 0) throw new Error("there was nothing to measure");
  return (performance.now() - start) / 1000;
}

function subjectsOf(size: ClusterSize): readonly (readonly [Subject, ...Subject[]])[] {
  return [...generateCluster(size)].map((value) => {
    const object = { value, locate: () => ({ file: "cluster.yaml", line: 1 }), defaultNamespace: "default" };
    return normalise(object as unknown as CollectedObject, 0);
  });
}

/** Each time beside how many times that of the smallest cluster it is, as the workloads are. */
export function renderGraphs(points: readonly Point[]): string {
  const [first] = points;
  const cell = (value: number, least: number | undefined): string =>
    `${value.toFixed(2)} s (${(value / (least ?? value)).toFixed(1)}x)`;
  const columns = ["workloads", "policies", "bindings", "network", "RBAC", "all connections", "rows", "stated"];
  const rows = points.map(({ size, network, access, connections, rows: count, stated }) => [
    `${size.workloads} (${(size.workloads / (first?.size.workloads ?? 1)).toFixed(1)}x)`,
    String(size.policies),
    String(size.bindings),
    cell(network, first?.network),
    cell(access, first?.access),
    cell(connections, first?.connections),
    String(count),
    cell(stated, first?.stated),
  ]);
  return renderTable(
    columns.map((title) => ({ title, align: "right" as const })),
    rows,
  );
}
