// Which workloads of the evidence the policies of a pod let in, or let it reach: decided once for all pods with the same policies.
import { compare } from "../json.ts";
import type { NetworkGraph, NetworkNode, PlacedPolicy } from "./network-graph.ts";
import { NodeClasses } from "./node-classes.ts";
import { Sides } from "./one-side.ts";
import type { Direction } from "./policy.ts";
import { PortSets } from "./port-sets.ts";

/** Pods on the host's network are not among them: nothing holds them back, and nobody means them. */
export interface Neighbourhood {
  /** Sorted. */
  readonly namespaces: readonly string[];
  readonly workloads: number;
}

export class Neighbours {
  readonly #graph: NetworkGraph;
  readonly #classes: NodeClasses;
  readonly #sets = new PortSets();
  readonly #sides: Sides;
  readonly #nodes: readonly NetworkNode[];
  readonly #members = new Map<readonly NetworkNode[], Members>();
  readonly #found = new Map<readonly PlacedPolicy[], Map<string, Neighbourhood>>();

  constructor(graph: NetworkGraph) {
    this.#graph = graph;
    this.#classes = new NodeClasses(graph);
    this.#sides = new Sides(graph, this.#classes, this.#sets);
    this.#nodes = graph.nodes.filter(({ hostNetwork }) => !hostNetwork);
  }

  of(direction: Direction, node: NetworkNode): Neighbourhood {
    const policies = this.#graph.policiesOf(node);
    if (node.hostNetwork || !policies.some(({ policy }) => policy[direction] !== undefined))
      return this.#unionOf([this.#nodes]);
    let known = this.#found.get(policies);
    if (!known) this.#found.set(policies, (known = new Map()));
    // A name may be another port in another pod.
    const key = `${direction} ${this.#classes.portsOf(this.#classes.of(node))}`;
    let found = known.get(key);
    if (!found) known.set(key, (found = this.#find(direction, node)));
    return found;
  }

  #find(direction: Direction, node: NetworkNode): Neighbourhood {
    const meant = this.#meantOnly(direction, node);
    if (meant) return this.#unionOf(meant);
    const side = this.#sides.of(direction, node);
    return this.#unionOf([this.#nodes.filter((other) => side.with(this.#classes.of(other)) !== this.#sets.none)]);
  }

  /** The pods that rules let through, where there are only NetworkPolicies, whose rules take nothing back. */
  #meantOnly(direction: Direction, node: NetworkNode): readonly (readonly NetworkNode[])[] | undefined {
    const policies = this.#graph.policiesOf(node);
    if (!this.#graph.isIsolated(node, direction) || policies.some(({ policy }) => policy.tier === "admin"))
      return undefined;
    const meant = new Set<readonly NetworkNode[]>();
    for (const { policy, entry } of policies) {
      // Who is isolated never gets as far as the baseline.
      if (policy.tier === "baseline") continue;
      for (const rule of policy[direction] ?? []) {
        const isNamed = rule.ports !== null && rule.ports.every(({ name }) => name !== undefined);
        if (isNamed && direction === "egress") return undefined;
        if (isNamed && this.#graph.portsOfRule(rule, node).isEmpty) continue;
        if (rule.peers === null) return [this.#nodes];
        for (const peer of rule.peers) {
          if (peer.form === "block" && this.#graph.isForPods(peer, "allow")) return [this.#nodes];
          meant.add(this.#graph.meantBy(peer, entry.resource.namespace));
        }
      }
    }
    return [...meant];
  }

  /** Many pods have the same large neighbours: these are looked at once. */
  #unionOf(lists: readonly (readonly NetworkNode[])[]): Neighbourhood {
    const [largest, ...others] = lists.toSorted((left, right) => right.length - left.length);
    if (!largest) return { namespaces: [], workloads: 0 };
    const known = this.#membersOf(largest);
    if (others.every((list) => list.length === 0)) return { namespaces: known.sorted, workloads: known.entries.size };
    const namespaces = new Set(known.namespaces);
    const entries = new Set<unknown>();
    for (const { namespace, entry } of others.flat()) {
      namespaces.add(namespace);
      if (!known.entries.has(entry)) entries.add(entry);
    }
    return { namespaces: [...namespaces].toSorted(compare), workloads: known.entries.size + entries.size };
  }

  #membersOf(nodes: readonly NetworkNode[]): Members {
    let members = this.#members.get(nodes);
    if (!members) {
      const namespaces = new Set(nodes.map(({ namespace }) => namespace));
      const entries = new Set<unknown>(nodes.map(({ entry }) => entry));
      members = { namespaces, entries, sorted: [...namespaces].toSorted(compare) };
      this.#members.set(nodes, members);
    }
    return members;
  }
}

interface Members {
  readonly namespaces: ReadonlySet<string>;
  readonly entries: ReadonlySet<unknown>;
  readonly sorted: readonly string[];
}
