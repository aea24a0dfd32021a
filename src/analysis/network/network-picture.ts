// Who reaches whom, as a picture: workloads in their namespaces, what is outside, and any pod at all.
import type { Picture, PictureEdge, PictureNode } from "../../model/index.ts";
import { anyPod, outside, type Connection } from "./connections.ts";
import type { NetworkGraph } from "./network-graph.ts";

/** So many edges fit into a picture that says something. */
const most = 120;

export function networkPicture(graph: NetworkGraph, connections: readonly Connection[]): Picture {
  const edges = mergedEdges(connections);
  // What everyone may do is what matters most.
  const kept = edges.toSorted((left, right) => Number(right.isDanger) - Number(left.isDanger)).slice(0, most);
  const drawn = edges.filter((edge) => kept.includes(edge));
  const ends = new Set(drawn.flatMap(({ from, to }) => [from, to]));
  const nodes = graph.nodes
    .filter(({ id }) => ends.has(id))
    .map(({ id, namespace, name }): PictureNode => ({ id, label: name, group: namespace, kind: "workload" }));
  const others = [outside, anyPod].filter((id) => ends.has(id));
  return {
    nodes: [...others.map((id): PictureNode => ({ id, label: id, group: "", kind: "outside" })), ...nodes],
    edges: drawn,
    omitted: edges.length - drawn.length,
  };
}

/** One edge for each pair. */
function mergedEdges(connections: readonly Connection[]): readonly PictureEdge[] {
  const byPair = new Map<string, Connection[]>();
  for (const connection of connections) {
    const key = JSON.stringify([connection.from, connection.to]);
    byPair.set(key, [...(byPair.get(key) ?? []), connection]);
  }
  return [...byPair.values()].flatMap((list) => {
    const [first] = list;
    if (!first) return [];
    const ports = list.reduce((all, one) => all.union(one.ports), first.ports);
    const isOpen =
      first.from === anyPod ||
      (first.from === outside && list.some(({ via }) => !/^\w*(?:Ingress|Route) /.test(via ?? "")));
    const isLeaving = first.to === outside && ports.toString() === "all";
    return {
      from: first.from,
      to: first.to,
      label: ports.toString() === "all" ? "every port" : ports.toString(),
      isDanger: isOpen || isLeaving,
    };
  });
}
