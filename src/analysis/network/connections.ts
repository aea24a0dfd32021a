// All connections of a graph without looking at every pair: workloads that nobody tells apart are one class, and pairs that no
// rule names in particular follow from what each side lets everyone do.
import { push } from "../resolver.ts";
import { mergePairs } from "./merge-pairs.ts";
import { everyPod, type NetworkGraph, type NetworkNode, type PlacedPolicy } from "./network-graph.ts";
import { isUniversal, type Direction } from "./policy.ts";
import { PortSet } from "./port-set.ts";

/** Workloads that all reach the same ports of others. */
export interface Connection {
  readonly from: readonly NetworkNode[];
  readonly to: readonly NetworkNode[];
  /** Empty in a row that takes back what a general one says. */
  readonly ports: PortSet;
  /** It holds for all pairs that no other row names. */
  readonly isGeneral: boolean;
}

interface NodeClass {
  readonly nodes: readonly [NetworkNode, ...NetworkNode[]];
  /** What it may do with pods that no rule names. */
  readonly out: PortSet;
  readonly in: PortSet;
  /** Classes whose pods its rules name, for either direction. */
  readonly named: Readonly<Record<Direction, ReadonlySet<number>>>;
}

export class Connections {
  readonly #graph: NetworkGraph;
  readonly #classes: readonly NodeClass[];
  readonly #classOf = new Map<NetworkNode, number>();
  /** Pairs that rules name, by source and target. */
  readonly #named = new Map<number, Map<number, PortSet>>();
  readonly #common = new Map<PortSet, Map<PortSet, PortSet>>();
  readonly #interned = new Map<string, PortSet>();

  constructor(graph: NetworkGraph) {
    this.#graph = graph;
    const groups = classesOf(graph);
    for (const [index, nodes] of groups.entries()) for (const node of nodes) this.#classOf.set(node, index);
    const portNames = byPortName(groups);
    this.#classes = groups.map((nodes) => this.#classFrom(nodes, portNames));
    for (const [from, { named }] of this.#classes.entries()) {
      for (const to of named.egress) this.#decide(from, to);
      for (const source of named.ingress) this.#decide(source, from);
    }
  }

  /** The ports of `to` that `from` reaches; equal sets are one and the same. */
  ports(from: NetworkNode, to: NetworkNode): PortSet {
    return this.#portsOf(this.#classOf.get(from) ?? -1, this.#classOf.get(to) ?? -1);
  }

  /** All ports, as rows have them. */
  get everything(): PortSet {
    return this.#intern(PortSet.all);
  }

  /** A number for each workload: two with the same have the same connections. */
  classOf(node: NetworkNode): number {
    return this.#classOf.get(node) ?? -1;
  }

  /** General rows first; each in the order of the workloads. */
  rows(): readonly Connection[] {
    return [...this.#generalRows(), ...this.#namedRows()];
  }

  #classFrom(
    nodes: readonly [NetworkNode, ...NetworkNode[]],
    portNames: ReadonlyMap<string, readonly number[]>,
  ): NodeClass {
    const [node] = nodes;
    const isFree = node.hostNetwork;
    const policies = this.#graph.policiesOf(node);
    return {
      nodes,
      out: this.#intern(isFree ? PortSet.all : this.#graph.side("egress", node, everyPod).ports),
      in: this.#intern(isFree ? PortSet.all : this.#graph.side("ingress", everyPod, node).ports),
      named: {
        ingress: this.#namedBy("ingress", policies, portNames),
        egress: this.#namedBy("egress", policies, portNames),
      },
    };
  }

  #namedBy(
    direction: Direction,
    policies: readonly PlacedPolicy[],
    portNames: ReadonlyMap<string, readonly number[]>,
  ): ReadonlySet<number> {
    const named = new Set<number>();
    for (const { policy, entry } of policies) {
      for (const { peers, ports } of policy[direction] ?? []) {
        for (const peer of peers ?? []) {
          if (isUniversal(peer)) continue;
          for (const node of this.#graph.meantBy(peer, entry.resource.namespace)) named.add(this.classOf(node));
        }
        if (direction === "ingress") continue;
        // A name means another port in each pod that is reached.
        for (const { name = "" } of ports ?? []) for (const other of portNames.get(name) ?? []) named.add(other);
      }
    }
    return named;
  }

  #decide(from: number, to: number): void {
    const source = this.#classes[from];
    const target = this.#classes[to];
    if (!source || !target) return;
    let row = this.#named.get(from);
    if (!row) this.#named.set(from, (row = new Map()));
    if (row.has(to)) return;
    const [first, second] = source.nodes;
    row.set(to, this.#intern(this.#graph.ports(first, from === to && second ? second : target.nodes[0])));
  }

  #portsOf(from: number, to: number): PortSet {
    const named = this.#named.get(from)?.get(to);
    if (named) return named;
    const source = this.#classes[from];
    const target = this.#classes[to];
    return source && target ? this.#general(source, target) : PortSet.none;
  }

  #general(source: NodeClass, target: NodeClass): PortSet {
    if (source.nodes[0].hostNetwork || target.nodes[0].hostNetwork) return this.#intern(PortSet.all);
    if (source.out === target.in) return source.out;
    let known = this.#common.get(source.out);
    if (!known) this.#common.set(source.out, (known = new Map()));
    let common = known.get(target.in);
    if (!common) known.set(target.in, (common = this.#intern(source.out.intersect(target.in))));
    return common;
  }

  #generalRows(): readonly Connection[] {
    const sources = this.#groups(({ out }) => out);
    const targets = this.#groups((target) => target.in);
    const pairs = sources.flatMap((group, from) =>
      targets.flatMap((others, to) => {
        const [source, target] = [group[0], others[0]];
        const ports = source && target ? this.#general(source, target) : PortSet.none;
        return ports.isEmpty || this.#isOverruled(group, others, ports) ? [] : [{ from, to, ports }];
      }),
    );
    const nodesOf = (groups: readonly (readonly NodeClass[])[], indices: readonly number[]) =>
      indices.flatMap((index) => groups[index] ?? []).flatMap(({ nodes }) => nodes);
    return mergePairs(pairs).map(({ from, to, ports }) => ({
      from: nodesOf(sources, from),
      to: nodesOf(targets, to),
      ports,
      isGeneral: true,
    }));
  }

  /** Classes that let everyone do the same, and are or are not on the host's network. */
  #groups(side: (one: NodeClass) => PortSet): readonly (readonly NodeClass[])[] {
    const groups = new Map<string, NodeClass[]>();
    for (const one of this.#classes) push(groups, `${one.nodes[0].hostNetwork} ${side(one).toString()}`, one);
    return [...groups.values()];
  }

  /** Whether rules say something else of all of these pairs. */
  #isOverruled(from: readonly NodeClass[], to: readonly NodeClass[], ports: PortSet): boolean {
    const targets = to.map(({ nodes }) => this.classOf(nodes[0]));
    return from.every(({ nodes }) => {
      const row = this.#named.get(this.classOf(nodes[0]));
      return (
        row !== undefined && row.size >= targets.length && targets.every((one) => (row.get(one) ?? ports) !== ports)
      );
    });
  }

  #namedRows(): readonly Connection[] {
    const pairs = [...this.#named].flatMap(([from, row]) =>
      [...row].flatMap(([to, ports]) => {
        const [source, target] = [this.#classes[from], this.#classes[to]];
        return source && target && this.#general(source, target) !== ports ? [{ from, to, ports }] : [];
      }),
    );
    return mergePairs(pairs).map(({ from, to, ports }) => ({
      from: this.#nodesOf(from),
      to: this.#nodesOf(to),
      ports,
      isGeneral: false,
    }));
  }

  #nodesOf(indices: readonly number[]): readonly NetworkNode[] {
    return indices.flatMap((index) => this.#classes[index]?.nodes ?? []);
  }

  #intern(ports: PortSet): PortSet {
    const key = ports.toString();
    const known = this.#interned.get(key);
    if (!known) this.#interned.set(key, ports);
    return known ?? ports;
  }
}

type Group = [NetworkNode, ...NetworkNode[]];

/** Workloads with the same policies that the same peers mean, and with the same ports where rules name ports. */
function classesOf(graph: NetworkGraph): readonly Group[] {
  const marks = new Map<NetworkNode, string[]>();
  const lists = new Map<readonly PlacedPolicy[], number>();
  const names = new Set<string>();
  let peerCount = 0;
  for (const { policy, entry } of graph.policies) {
    for (const { peers, ports } of [...(policy.ingress ?? []), ...(policy.egress ?? [])]) {
      for (const { name } of ports ?? []) if (name !== undefined) names.add(name);
      for (const peer of peers ?? []) {
        peerCount++;
        if (isUniversal(peer)) continue;
        for (const node of graph.meantBy(peer, entry.resource.namespace)) push(marks, node, String(peerCount));
      }
    }
  }
  const groups = new Map<string, Group>();
  for (const node of graph.nodes) {
    const list = graph.policiesOf(node);
    if (!lists.has(list)) lists.set(list, lists.size);
    const ports = node.ports.filter(({ name }) => names.has(name)).map((one) => [one.name, one.protocol, one.port]);
    const key = JSON.stringify([node.hostNetwork, lists.get(list), marks.get(node), ports]);
    const group = groups.get(key);
    if (group) group.push(node);
    else groups.set(key, [node]);
  }
  return [...groups.values()];
}

function byPortName(groups: readonly Group[]): ReadonlyMap<string, readonly number[]> {
  const names = new Map<string, number[]>();
  for (const [index, [{ ports }]] of groups.entries())
    for (const name of new Set(ports.map((port) => port.name))) if (name !== "") push(names, name, index);
  return names;
}
