// Which workloads of the evidence the policies of a pod let in, or let it reach: decided once for all pods with the same policies.
import { compare } from "../json.ts";
import type { NetworkGraph, NetworkNode, PlacedPolicy } from "./network-graph.ts";
import type { Direction, PolicyRule } from "./policy.ts";

/** Pods on the host's network are not among them: nothing holds them back, and nobody means them. */
export interface Neighbourhood {
  /** Sorted. */
  readonly namespaces: readonly string[];
  readonly workloads: number;
}

export class Neighbours {
  readonly #graph: NetworkGraph;
  readonly #nodes: readonly NetworkNode[];
  readonly #all: Neighbourhood;
  readonly #found = { ingress: new Map<unknown, Neighbourhood>(), egress: new Map<unknown, Neighbourhood>() };

  constructor(graph: NetworkGraph) {
    this.#graph = graph;
    this.#nodes = graph.nodes.filter(({ hostNetwork }) => !hostNetwork);
    this.#all = summary(this.#nodes);
  }

  of(direction: Direction, node: NetworkNode): Neighbourhood {
    const policies = this.#graph.policiesOf(node).filter(({ policy }) => policy[direction] !== undefined);
    if (policies.length === 0 || node.hostNetwork) return this.#all;
    // Ports by name are looked up in the pod, and addresses of pods mean all of them alike: nothing else differs.
    const key = this.#graph.policiesOf(node);
    const known = this.#found[direction];
    let found = known.get(key);
    if (!found) known.set(key, (found = summary(this.#candidates(direction, node, policies))));
    return found;
  }

  #candidates(
    direction: Direction,
    node: NetworkNode,
    policies: readonly PlacedPolicy[],
  ): Iterable<NetworkNode> & { readonly size?: number } {
    const allowed = new Set<NetworkNode>();
    const denied = new Set<NetworkNode>();
    if (!this.#graph.isIsolated(node, direction)) for (const one of this.#nodes) allowed.add(one);
    for (const { policy, entry } of policies) {
      for (const rule of policy[direction] ?? []) {
        if (rule.action === "pass") continue;
        const meant = this.#meantBy(rule, entry.resource.namespace);
        for (const one of meant) (rule.action === "allow" ? allowed : denied).add(one);
      }
    }
    for (const one of denied) {
      if (!allowed.has(one)) continue;
      const [from, to] = direction === "ingress" ? [one, node] : [node, one];
      if (this.#graph.side(direction, from, to).ports.isEmpty) allowed.delete(one);
    }
    return allowed;
  }

  #meantBy({ peers, action }: PolicyRule, namespace: string): readonly NetworkNode[] {
    if (peers === null) return this.#nodes;
    return peers.flatMap((peer) => {
      if (peer.form === "block") return this.#graph.isForPods(peer, action) ? this.#nodes : [];
      return this.#graph.meantBy(peer, namespace);
    });
  }
}

function summary(nodes: Iterable<NetworkNode>): Neighbourhood {
  const namespaces = new Set<string>();
  const entries = new Set<unknown>();
  for (const { namespace, entry } of nodes) {
    namespaces.add(namespace);
    entries.add(entry);
  }
  return { namespaces: [...namespaces].toSorted(compare), workloads: entries.size };
}
