// Draws the network: workloads by namespace, what is outside, and who reaches whom. What every pod reaches is one node's edges.
import type { Picture, PictureEdge, PictureNode } from "../../model/index.ts";
import { push } from "../resolver.ts";
import type { Connections } from "./connections.ts";
import type { Exposures } from "./exposures.ts";
import { everyPod, type NetworkGraph, type NetworkNode } from "./network-graph.ts";
import { PortSet } from "./port-set.ts";

/** More workloads than this are drawn as their namespaces, and no more namespaces than this are drawn. */
const mostNodes = 50;
const mostEdges = 150;

const outside: PictureNode = { id: "outside", label: "outside", group: "", kind: "outside" };
const anyPod: PictureNode = { id: "every pod", label: "every pod", group: "", kind: "outside" };

interface Edge {
  readonly from: string;
  readonly to: string;
  ports: PortSet;
  readonly ways: Set<string>;
  isDanger: boolean;
}

export function networkPicture(graph: NetworkGraph, connections: Connections, exposures: Exposures): Picture {
  const drawn = drawnNodes(graph.nodes);
  const edges = new Edges();
  const isOpen = (node: NetworkNode) => graph.side("ingress", everyPod, node).ports;
  for (const node of graph.nodes) {
    const to = drawn.idOf(node);
    const open = isOpen(node);
    if (!open.isEmpty) edges.add(anyPod.id, to, open, true);
    for (const { way, target } of exposures.to(node)) {
      if (!target.isAdmitted) continue;
      const ports = target.port === null ? PortSet.all : PortSet.of(way.protocol, target.port, target.port);
      edges.add(outside.id, to, ports, way.from === "outside" && !way.isInternal, way.via);
    }
  }
  for (const row of connections.rows()) {
    // A row of a few workloads among each other; what everyone may is told above.
    if (row.isGeneral && row.ports.equals(PortSet.all)) continue;
    const targets = row.to.filter((node) => !isOpen(node).contains(row.ports));
    for (const from of new Set(row.from.map(drawn.idOf)))
      for (const to of new Set(targets.map(drawn.idOf))) if (from !== to) edges.add(from, to, row.ports, false);
  }
  const leaving = graph.nodes.map((node) => ({ node, ports: portsToOutside(graph, node) }));
  const first = leaving[0]?.ports;
  if (first && leaving.length > 1 && leaving.every(({ ports }) => ports.equals(first))) {
    if (!first.isEmpty) edges.add(anyPod.id, outside.id, first, first.equals(PortSet.all));
  } else
    for (const { node, ports } of leaving)
      if (!ports.isEmpty) edges.add(drawn.idOf(node), outside.id, ports, ports.equals(PortSet.all));
  return pictureOf([...drawn.nodes, anyPod, outside], edges.all());
}

/** The ports that pods reach at the Internet at large. */
export function portsToOutside(graph: NetworkGraph, node: NetworkNode): PortSet {
  return graph
    .outside(node)
    .wide.map((address) => graph.side("egress", node, { address }).ports)
    .reduce((some, more) => some.union(more), PortSet.none);
}

function drawnNodes(all: readonly NetworkNode[]): {
  readonly nodes: readonly PictureNode[];
  readonly idOf: (node: NetworkNode) => string;
} {
  if (all.length <= mostNodes)
    return {
      nodes: all.map(({ id, kind, namespace, name }) => ({
        id,
        label: `${kind} ${name}`,
        group: namespace,
        kind: "workload",
      })),
      idOf: ({ id }) => id,
    };
  const places = new Map<string, NetworkNode[]>();
  for (const node of all) push(places, node.namespace, node);
  const nodes = [...places].map(([namespace, some]): PictureNode => ({
    id: `${namespace}/*`,
    label: `${namespace} (${some.length === 1 ? "one workload" : `${some.length} workloads`})`,
    group: "",
    kind: "workload",
  }));
  return { nodes, idOf: ({ namespace }) => `${namespace}/*` };
}

/** Of all edges the first, dangers before others, between the nodes that are drawn. */
function pictureOf(all: readonly PictureNode[], edges: readonly PictureEdge[]): Picture {
  const used = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const isContext = ({ id }: PictureNode) => id === outside.id || id === anyPod.id;
  const own = all.filter((node) => !isContext(node));
  // A workload without any edge is shown, too, while there is room: that it is closed is what the picture says.
  const kept = own.length <= mostNodes ? own : own.filter(({ id }) => used.has(id)).slice(0, mostNodes);
  const nodes = [...kept, ...all.filter((node) => isContext(node) && used.has(node.id))];
  const ids = new Set(nodes.map(({ id }) => id));
  const between = edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const shown = new Set(
    between.toSorted((left, right) => Number(right.isDanger) - Number(left.isDanger)).slice(0, mostEdges),
  );
  return { nodes, edges: between.filter((edge) => shown.has(edge)), omitted: edges.length - shown.size };
}

/** One edge for each pair. */
class Edges {
  readonly #edges = new Map<string, Edge>();

  add(from: string, to: string, ports: PortSet, isDanger: boolean, way?: string): void {
    const key = `${from}\n${to}`;
    let edge = this.#edges.get(key);
    if (!edge) this.#edges.set(key, (edge = { from, to, ports, isDanger, ways: new Set() }));
    edge.ports = edge.ports.union(ports);
    edge.isDanger ||= isDanger;
    if (way !== undefined) edge.ways.add(way);
  }

  all(): readonly PictureEdge[] {
    return [...this.#edges.values()].map(({ from, to, ports, ways, isDanger }) => {
      const label = [ports.describe(), ...ways].join(", ");
      return { from, to, label, isDanger };
    });
  }
}
