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
    const marks = new Map<number, string>();
    for (const [index, nodes] of [...meant].entries())
      for (const one of this.#classes.among(nodes)) marks.set(one, `${marks.get(one) ?? ""}${index},`);
    for (const name of names) for (const one of this.#classes.withPort(name)) if (!marks.has(one)) marks.set(one, "");
    const groups = new Map<string, number[]>();
    for (const [one, mark] of marks) push(groups, names.size > 0 ? `${mark} ${this.#classes.portsOf(one)}` : mark, one);
    return groups;
  }

  /** A Pod reaches itself, which says nothing of others. */
  #otherThan(node: NetworkNode, classes: readonly number[]): NetworkNode | undefined {
    for (const one of classes) {
      const other = this.#classes.nodesOf(one).find((candidate) => candidate !== node || node.kind !== "Pod");
      if (other) return other;
    }
    return undefined;
  }

  #portsWith(direction: Direction, node: NetworkNode, other: NetworkNode): number {
    const [from, to] = direction === "egress" ? [node, other] : [other, node];
    return this.#sets.idOf(this.#graph.side(direction, from, to).ports);
  }
}
