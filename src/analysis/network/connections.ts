// All connections of a cluster as rows that people can read: an open cluster is one row a workload, not one a pair.
import { compare } from "../json.ts";
import type { Exposures } from "./exposures.ts";
import { stranger, type Endpoint, type NetworkGraph, type NetworkNode } from "./network-graph.ts";
import { PortSet } from "./port-set.ts";

export const outside = "outside";
export const anyPod = stranger.id;

/** Ends are ids of workloads, `outside`, or `any other pod`: whatever pod its own policies let out. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  readonly ports: PortSet;
  /** What lets somebody in from outside, such as `Ingress agents/api`. */
  readonly via?: string;
}

/** What was opened, or closed, between two ends. */
export interface Change {
  readonly from: string;
  readonly to: string;
  readonly opened: PortSet;
  readonly closed: PortSet;
}

/** In the order of their ends. What `any other pod` may do is not told again for pods that nothing holds back. */
export function connectionsOf(graph: NetworkGraph, exposures: Exposures): readonly Connection[] {
  return [...fromAnyPod(graph), ...betweenPods(graph), ...fromOutside(graph, exposures), ...toOutside(graph)]
    .filter(({ ports }) => !ports.isEmpty)
    .toSorted(
      (left, right) =>
        compare(left.to, right.to) || compare(left.from, right.from) || compare(left.via ?? "", right.via ?? ""),
    );
}

function fromAnyPod(graph: NetworkGraph): readonly Connection[] {
  return graph.nodes.map((node) => ({ from: anyPod, to: node.id, ports: graph.ports(stranger, node) }));
}

/** Pairs that some rule names, each told when it allows more than any other pod has. */
function betweenPods(graph: NetworkGraph): readonly Connection[] {
  return pairsOf(graph).flatMap(([from, to]) => {
    const ports = graph.ports(from, to);
    const isTold = !graph.isIsolated(from, "egress") && ports.subtract(graph.ports(stranger, to)).isEmpty;
    return isTold ? [] : [{ from: from.id, to: to.id, ports }];
  });
}

/** Each pair once, for every rule of a policy: the pods that it selects, and those that it means. */
function pairsOf(graph: NetworkGraph): readonly (readonly [NetworkNode, NetworkNode])[] {
  const pairs = new Map<NetworkNode, Set<NetworkNode>>();
  const add = (from: NetworkNode, to: NetworkNode): void => {
    const known = pairs.get(from);
    if (known) known.add(to);
    else pairs.set(from, new Set([to]));
  };
  for (const placed of graph.policies) {
    const { policy, entry } = placed;
    const selected = graph.selectedBy(placed);
    for (const direction of ["ingress", "egress"] as const) {
      const peers = (policy[direction] ?? []).flatMap((rule) => rule.peers ?? []);
      const meant = new Set(peers.flatMap((peer) => graph.meantBy(peer, entry.resource.namespace)));
      for (const own of selected) {
        for (const other of meant) {
          if (direction === "ingress") add(other, own);
          else add(own, other);
        }
      }
    }
  }
  return [...pairs].flatMap(([from, all]) => [...all].map((to) => [from, to] as const));
}

function fromOutside(graph: NetworkGraph, exposures: Exposures): readonly Connection[] {
  return graph.nodes.flatMap((node) =>
    exposures
      .to(node)
      .filter(({ target }) => target.isAdmitted)
      .map(({ way: { by, via, protocol }, target: { port } }) => {
        const { kind, namespace, name } = by.resource;
        const opener = `${kind} ${namespace}/${name}`;
        const ports = port === null ? PortSet.all : PortSet.of(protocol, port, port);
        return { from: outside, to: node.id, ports, via: via === kind ? opener : `${via} of ${opener}` };
      }),
  );
}

function toOutside(graph: NetworkGraph): readonly Connection[] {
  return graph.nodes.map((node) => ({
    from: node.id,
    to: outside,
    ports: graph
      .outside(node)
      .all.map((address) => graph.side("egress", node, { address }).ports)
      .reduce((all, some) => all.union(some), PortSet.none),
  }));
}

/** What a change opens and closes: every pair that either cluster tells of is asked in both. */
export function changesBetween(
  before: { readonly graph: NetworkGraph; readonly connections: readonly Connection[] },
  after: { readonly graph: NetworkGraph; readonly connections: readonly Connection[] },
): readonly Change[] {
  const pairs = new Map(
    [...before.connections, ...after.connections].map(({ from, to }) => [JSON.stringify([from, to]), { from, to }]),
  );
  return [...pairs.values()].flatMap(({ from, to }) => {
    const [old, now] = [before, after].map((cluster) => portsBetween(cluster, from, to));
    if (!old || !now) return [];
    const change = { from, to, opened: now.subtract(old), closed: old.subtract(now) };
    return change.opened.isEmpty && change.closed.isEmpty ? [] : [change];
  });
}

function portsBetween(
  { graph, connections }: { readonly graph: NetworkGraph; readonly connections: readonly Connection[] },
  from: string,
  to: string,
): PortSet {
  if (from === outside || to === outside)
    return connections
      .filter((row) => row.from === from && row.to === to)
      .reduce((all, { ports }) => all.union(ports), PortSet.none);
  const ends: readonly (Endpoint | undefined)[] = [from, to].map((id) =>
    id === anyPod ? stranger : graph.nodes.find((node) => node.id === id),
  );
  const [source, target] = ends;
  return source && target ? graph.ports(source, target) : PortSet.none;
}
