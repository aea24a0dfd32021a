// All connections of a graph without asking it for every pair: workloads that nobody tells apart are one class, and what each
// class does with the others is one set of ports for everyone, and others for those that its rules name.
import { push } from "../resolver.ts";
import { mergePairs, mergeSources, type Sources } from "./merge-pairs.ts";
import type { NetworkGraph, NetworkNode } from "./network-graph.ts";
import { NodeClasses } from "./node-classes.ts";
import { Sides, type OneSide } from "./one-side.ts";
import type { PortSet } from "./port-set.ts";
import { PortSets } from "./port-sets.ts";

/** Workloads that all reach the same ports of others. */
export interface Connection {
  readonly from: readonly NetworkNode[];
  readonly to: readonly NetworkNode[];
  /** Empty in a row that takes back what a general one says. */
  readonly ports: PortSet;
  /** It holds for all pairs that no other row names. */
  readonly isGeneral: boolean;
}

interface Class {
  readonly index: number;
  readonly isOnHost: boolean;
  readonly out: OneSide;
  readonly in: OneSide;
}

export class Connections {
  readonly #classes: NodeClasses;
  readonly #all: readonly Class[];
  readonly #sets = new PortSets();

  constructor(graph: NetworkGraph) {
    this.#classes = new NodeClasses(graph);
    const sides = new Sides(graph, this.#classes, this.#sets);
    this.#all = Array.from({ length: this.#classes.size }, (_, index) => {
      const [node] = this.#classes.nodesOf(index);
      if (!node) throw new Error("a class has no workloads");
      return { index, isOnHost: node.hostNetwork, out: sides.of("egress", node), in: sides.of("ingress", node) };
    });
  }

  /** The ports of `to` that `from` reaches; equal sets are one and the same. */
  ports(from: NetworkNode, to: NetworkNode): PortSet {
    const [source, target] = [this.#all[this.classOf(from)], this.#all[this.classOf(to)]];
    return this.#sets.of(source && target ? this.#between(source, target) : this.#sets.none);
  }

  /** A number for each workload: two with the same have the same connections. */
  classOf(node: NetworkNode): number {
    return this.#classes.of(node);
  }

  /** General rows first; each in the order of the workloads. */
  rows(): readonly Connection[] {
    const named = this.#namedRows();
    return [...this.#generalRows(named.overruled), ...named.rows];
  }

  #between(source: Class, target: Class): number {
    if (source.isOnHost || target.isOnHost) return this.#sets.all;
    return this.#sets.common(source.out.with(target.index), target.in.with(source.index));
  }

  /** What holds for pairs that no rule names. */
  #general(source: Class, target: Class): number {
    if (source.isOnHost || target.isOnHost) return this.#sets.all;
    return this.#sets.common(source.out.everyone, target.in.everyone);
  }

  #generalRows(overruled: ReadonlyMap<string, number>): readonly Connection[] {
    const sources = groupsOf(this.#all, ({ out }) => out);
    const targets = groupsOf(this.#all, (one) => one.in);
    const pairs = [...sources].flatMap(([key, group], from) =>
      [...targets].flatMap(([otherKey, others], to) => {
        const [source, target] = [group[0], others[0]];
        const ports = source && target ? this.#general(source, target) : this.#sets.none;
        const isOverruled = overruled.get(`${key} ${otherKey}`) === group.length * others.length;
        return ports === this.#sets.none || isOverruled ? [] : [{ from, to, ports: this.#sets.of(ports) }];
      }),
    );
    const nodesOf = (groups: Iterable<readonly Class[]>, indices: readonly number[]) => {
      const all = [...groups];
      return this.#nodesOf(indices.flatMap((at) => all[at] ?? []).map(({ index }) => index));
    };
    return mergePairs(pairs).map(({ from, to, ports }) => ({
      from: nodesOf(sources.values(), from),
      to: nodesOf(targets.values(), to),
      ports,
      isGeneral: true,
    }));
  }

  /** Rows of pairs that rules name and decide in another way, and how many of these there are for each general row. */
  #namedRows(): { readonly rows: readonly Connection[]; readonly overruled: ReadonlyMap<string, number> } {
    const namedAsTargets = this.#all.map((): number[] => []);
    for (const { index, out } of this.#all) for (const target of out.named) namedAsTargets[target]?.push(index);
    const overruled = new Map<string, number>();
    const sources: Sources[] = [];
    for (const target of this.#all) {
      const byPorts = new Map<number, number[]>();
      const only = (namedAsTargets[target.index] ?? []).filter((one) => target.in.indexOf(one) === -1);
      for (const list of [target.in.named, only]) {
        for (const index of list) {
          const source = this.#all[index];
          if (!source) continue;
          const ports = this.#between(source, target);
          if (ports === this.#general(source, target)) continue;
          push(byPorts, ports, index);
          const key = `${keyOf(source, source.out)} ${keyOf(target, target.in)}`;
          overruled.set(key, (overruled.get(key) ?? 0) + 1);
        }
      }
      for (const [ports, from] of byPorts) sources.push({ from, to: target.index, ports: this.#sets.of(ports) });
    }
    const rows = mergeSources(sources).map(({ from, to, ports }) => ({
      from: this.#nodesOf(from),
      to: this.#nodesOf(to),
      ports,
      isGeneral: false,
    }));
    return { rows, overruled };
  }

  #nodesOf(indices: readonly number[]): readonly NetworkNode[] {
    return indices.flatMap((index) => this.#classes.nodesOf(index));
  }
}

/** Classes that do the same with everyone. */
function groupsOf(all: readonly Class[], side: (one: Class) => OneSide): ReadonlyMap<string, readonly Class[]> {
  const groups = new Map<string, Class[]>();
  for (const one of all) push(groups, keyOf(one, side(one)), one);
  return groups;
}

function keyOf({ isOnHost }: Class, { everyone }: OneSide): string {
  return isOnHost ? "host" : String(everyone);
}
