// What the policies of one class of workloads say of all others: a set of ports for everyone, and others for those that their
// rules name. Classes that the same peers mean are decided at once.
import type { NetworkGraph, NetworkNode } from "./network-graph.ts";
import { everyPod } from "./network-graph.ts";
import type { NodeClasses } from "./node-classes.ts";
import { isUniversal, type Direction } from "./policy.ts";
import type { PortSets } from "./port-sets.ts";
import { push } from "../resolver.ts";

/** Numbers of sets of ports. */
export class OneSide {
  readonly everyone: number;
  /** Classes that are named, in their order, and what holds for each. */
  readonly named: Int32Array;
  readonly #ports: Int32Array;

  constructor(everyone: number, ports: ReadonlyMap<number, number>) {
    this.everyone = everyone;
    this.named = Int32Array.from(ports.keys()).sort();
    this.#ports = this.named.map((one) => ports.get(one) ?? everyone);
  }

  /** Where a class stands among those that are named, or -1. */
  indexOf(one: number): number {
    let [low, high] = [0, this.named.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const value = this.named[middle] ?? 0;
      if (value === one) return middle;
      if (value < one) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  at(index: number): number {
    return this.#ports[index] ?? this.everyone;
  }

  with(one: number): number {
    return this.at(this.indexOf(one));
  }
}

export class Sides {
  readonly #graph: NetworkGraph;
  readonly #classes: NodeClasses;
  readonly #sets: PortSets;

  constructor(graph: NetworkGraph, classes: NodeClasses, sets: PortSets) {
    this.#graph = graph;
    this.#classes = classes;
    this.#sets = sets;
  }

  of(direction: Direction, node: NetworkNode): OneSide {
    if (node.hostNetwork) return new OneSide(this.#sets.all, new Map());
    const ports = new Map<number, number>();
    for (const [, classes] of this.#groups(direction, node)) {
      const other = this.#otherThan(node, classes);
      if (!other) continue;
      const id = this.#portsWith(direction, node, other);
      for (const one of classes) ports.set(one, id);
    }
    return new OneSide(this.#portsWith(direction, node, everyPod), ports);
  }

  /** Classes that are named, by which of the peers mean them, and by their ports where rules name ports. */
  #groups(direction: Direction, node: NetworkNode): ReadonlyMap<string, readonly number[]> {
    const meant = new Set<readonly NetworkNode[]>();
    const names = new Set<string>();
    for (const { policy, entry } of this.#graph.policiesOf(node)) {
      for (const { peers, ports } of policy[direction] ?? []) {
        for (const peer of peers ?? [])
          if (!isUniversal(peer)) meant.add(this.#graph.meantBy(peer, entry.resource.namespace));
        if (direction === "egress") for (const { name } of ports ?? []) if (name !== undefined) names.add(name);
      }
    }
    const marks = new Marks();
    for (const [index, nodes] of [...meant].entries())
      for (const one of this.#classes.among(nodes)) marks.add(one, index);
    for (const name of names) for (const one of this.#classes.withPort(name)) marks.add(one, -1);
    const groups = new Map<string, number[]>();
    for (const [one, mark] of marks.all)
      push(groups, names.size > 0 ? `${mark} ${this.#classes.portsOf(one)}` : String(mark), one);
    return groups;
  }

  /** A pod of these classes: not the very one that is asked for, which always reaches itself, but at most one like it. */
  #otherThan(node: NetworkNode, classes: readonly number[]): NetworkNode | undefined {
    const [other] = this.#classes.nodesOf(classes[0] ?? -1);
    return other === node ? { ...node } : other;
  }

  #portsWith(direction: Direction, node: NetworkNode, other: NetworkNode): number {
    const [from, to] = direction === "egress" ? [node, other] : [other, node];
    return this.#sets.idOf(this.#graph.side(direction, from, to).ports);
  }
}

/** Which marks something has, as one number for each combination. */
class Marks {
  readonly all = new Map<number, number>();
  readonly #next = new Map<number, number>();

  /** Marks come in their order; -1 stands for being there at all. */
  add(one: number, mark: number): void {
    const before = this.all.get(one) ?? 0;
    if (mark === -1) this.all.set(one, before);
    else this.all.set(one, this.#after(before, mark));
  }

  #after(before: number, mark: number): number {
    const key = before * 2 ** 20 + mark;
    let after = this.#next.get(key);
    if (after === undefined) this.#next.set(key, (after = this.#next.size + 1));
    return after;
  }
}
