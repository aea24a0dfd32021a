// What a change of manifests opens and closes: every connection of workloads, with pods of other namespaces and with the outside.
import type { Block } from "./cidr.ts";
import { push } from "../resolver.ts";
import { mergePairs, type Pair } from "./merge-pairs.ts";
import type { Network } from "./network-inventory.ts";
import { stranger, type NetworkNode } from "./network-graph.ts";
import { PortSet } from "./port-set.ts";

/** One end of a changed connection: workloads, or one of those that are no workload of the evidence. */
export type DiffEnd = readonly NetworkNode[] | OtherEnd;
type OtherEnd = "outside" | "some addresses outside" | "pods of other namespaces";
const otherPods = "pods of other namespaces" as const;

export interface ChangedConnection {
  readonly from: DiffEnd;
  readonly to: DiffEnd;
  readonly ports: PortSet;
}

export interface NetworkDiff {
  readonly opened: readonly ChangedConnection[];
  readonly closed: readonly ChangedConnection[];
  readonly added: readonly NetworkNode[];
  readonly removed: readonly NetworkNode[];
  /** All workloads of both, those of the new one first. */
  readonly nodes: readonly NetworkNode[];
}

/** A workload in both, or in one of them. */
interface Versions {
  readonly before: NetworkNode | undefined;
  readonly after: NetworkNode | undefined;
}

type Side = "before" | "after";

export function networkDiff(before: Network, after: Network): NetworkDiff {
  const versions = versionsOf(before, after);
  const nodes = versions.flatMap((one) => one.after ?? one.before ?? []);
  const changed = {
    opened: changesOf(before, after, versions, "after"),
    closed: changesOf(before, after, versions, "before"),
  };
  return {
    opened: changed.opened,
    closed: changed.closed,
    added: versions.flatMap((one) => (one.before || !one.after ? [] : [one.after])),
    removed: versions.flatMap((one) => (one.after || !one.before ? [] : [one.before])),
    nodes,
  };
}

function versionsOf(before: Network, after: Network): readonly Versions[] {
  const old = new Map(before.graph.nodes.map((node) => [node.id, node]));
  const ids = new Set(after.graph.nodes.map(({ id }) => id));
  return [
    ...after.graph.nodes.map((node) => ({ before: old.get(node.id), after: node })),
    ...before.graph.nodes.filter(({ id }) => !ids.has(id)).map((node) => ({ before: node, after: undefined })),
  ];
}

/** What one side lets through that the other does not. */
function changesOf(
  before: Network,
  after: Network,
  versions: readonly Versions[],
  side: Side,
): readonly ChangedConnection[] {
  const pairs = between(before, after, versions, side);
  const changes = versions.flatMap((version) => {
    const node = version.after ?? version.before;
    return node ? changesWithOthers(before, after, version, side).map((change) => ({ ...change, node })) : [];
  });
  const groups = new Map<string, { end: OtherEnd; isSource: boolean; ports: PortSet; nodes: NetworkNode[] }>();
  for (const { end, isSource, ports, node } of changes) {
    const key = `${end} ${isSource} ${ports.toString()}`;
    const known = groups.get(key);
    if (known) known.nodes.push(node);
    else groups.set(key, { end, isSource, ports, nodes: [node] });
  }
  return [
    ...pairs,
    ...[...groups.values()].map(({ end, isSource, ports, nodes }) => ({
      from: isSource ? end : nodes,
      to: isSource ? nodes : end,
      ports,
    })),
  ];
}

interface OtherChange {
  readonly end: OtherEnd;
  readonly isSource: boolean;
  readonly ports: PortSet;
}

function changesWithOthers(before: Network, after: Network, version: Versions, side: Side): readonly OtherChange[] {
  const change = (portsIn: (network: Network, node: NetworkNode) => PortSet): PortSet => {
    const old = version.before ? portsIn(before, version.before) : PortSet.none;
    const now = version.after ? portsIn(after, version.after) : PortSet.none;
    return side === "after" ? now.subtract(old) : old.subtract(now);
  };
  const outside = [
    version.before && before.exposures.addressesFor(version.before),
    version.after && after.exposures.addressesFor(version.after),
  ];
  const wide = outside.flatMap((one) => one?.wide ?? []);
  const all = outside.flatMap((one) => one?.all ?? []);
  const fromOutside = (addresses: readonly Block[]) =>
    unionOf(addresses.map((address) => change(({ exposures }, node) => exposures.portsFrom(address, node))));
  const toOutside = (addresses: readonly Block[]) =>
    unionOf(addresses.map((address) => change(({ graph }, node) => graph.side("egress", node, { address }).ports)));
  const [inWide, outWide] = [fromOutside(wide), toOutside(wide)];
  return [
    { end: otherPods, isSource: true, ports: change(({ graph }, node) => graph.ports(stranger, node)) },
    { end: otherPods, isSource: false, ports: change(({ graph }, node) => graph.ports(node, stranger)) },
    { end: "outside" as const, isSource: true, ports: inWide },
    { end: "some addresses outside" as const, isSource: true, ports: fromOutside(all).subtract(inWide) },
    { end: "outside" as const, isSource: false, ports: outWide },
    { end: "some addresses outside" as const, isSource: false, ports: toOutside(all).subtract(outWide) },
  ].filter(({ ports }) => !ports.isEmpty);
}

function unionOf(sets: readonly PortSet[]): PortSet {
  return sets.reduce((some, more) => some.union(more), PortSet.none);
}

/** Workloads that are alike before and after are compared once. */
function between(
  before: Network,
  after: Network,
  versions: readonly Versions[],
  side: Side,
): readonly ChangedConnection[] {
  const groups = new Map<string, Versions[]>();
  for (const version of versions) {
    const classes = [
      version.before ? before.connections.classOf(version.before) : "-",
      version.after ? after.connections.classOf(version.after) : "-",
    ];
    push(groups, classes.join(), version);
  }
  const list = [...groups.values()];
  const pairs: Pair[] = [];
  for (const [from, sources] of list.entries()) {
    for (const [to, targets] of list.entries()) {
      const [source] = sources;
      // A workload's pods reach each other or not, but a Pod is only one.
      const target = from !== to ? targets[0] : (targets[1] ?? (isPod(source) ? undefined : source));
      if (!source || !target) continue;
      const old = portsBetween(before, source.before, target.before);
      const now = portsBetween(after, source.after, target.after);
      const ports = side === "after" ? now.subtract(old) : old.subtract(now);
      if (!ports.isEmpty) pairs.push({ from, to, ports });
    }
  }
  const nodesOf = (indices: readonly number[]) =>
    indices.flatMap((index) => (list[index] ?? []).flatMap((one) => one.after ?? one.before ?? []));
  return mergePairs(pairs).map(({ from, to, ports }) => ({ from: nodesOf(from), to: nodesOf(to), ports }));
}

function isPod(version: Versions | undefined): boolean {
  return (version?.after ?? version?.before)?.kind === "Pod";
}

function portsBetween({ connections }: Network, from?: NetworkNode, to?: NetworkNode): PortSet {
  return from && to ? connections.ports(from, to) : PortSet.none;
}
