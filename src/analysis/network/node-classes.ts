// Workloads that no rule tells apart: with the same policies, meant by the same peers, and with the same ports where rules name
// ports.
import { push } from "../resolver.ts";
import type { NetworkGraph, NetworkNode, PlacedPolicy } from "./network-graph.ts";
import { isUniversal } from "./policy.ts";

export class NodeClasses {
  readonly #classes: readonly (readonly NetworkNode[])[];
  readonly #classOf = new Map<NetworkNode, number>();
  readonly #ports: readonly string[];
  readonly #among = new Map<readonly NetworkNode[], readonly number[]>();
  readonly #byPort = new Map<string, number[]>();

  constructor(graph: NetworkGraph) {
    const names = portNamesOf(graph);
    const keys = keysOf(graph, names);
    const groups = new Map<string, NetworkNode[]>();
    for (const node of graph.nodes) push(groups, keys.get(node) ?? "", node);
    this.#classes = [...groups.values()];
    this.#ports = this.#classes.map(([node]) => (node ? portsKey(node, names) : ""));
    for (const [index, nodes] of this.#classes.entries()) {
      for (const node of nodes) this.#classOf.set(node, index);
      for (const name of new Set(nodes[0]?.ports.map((port) => port.name))) push(this.#byPort, name, index);
    }
  }

  get size(): number {
    return this.#classes.length;
  }

  of(node: NetworkNode): number {
    return this.#classOf.get(node) ?? -1;
  }

  nodesOf(one: number): readonly NetworkNode[] {
    return this.#classes[one] ?? [];
  }

  /** The classes that pods are of; a peer means all of a class, or none. */
  among(nodes: readonly NetworkNode[]): readonly number[] {
    let classes = this.#among.get(nodes);
    if (!classes) this.#among.set(nodes, (classes = [...new Set(nodes.map((node) => this.of(node)))]));
    return classes;
  }

  /** Classes with a port of this name; not those on the host's network, whom no rule means. */
  withPort(name: string): readonly number[] {
    return (this.#byPort.get(name) ?? []).filter((one) => this.nodesOf(one)[0]?.hostNetwork === false);
  }

  /** The ports of a class that rules may name, as a key. */
  portsOf(one: number): string {
    return this.#ports[one] ?? "";
  }
}

function portNamesOf({ policies }: NetworkGraph): ReadonlySet<string> {
  const rules = policies.flatMap(({ policy }) => [...(policy.ingress ?? []), ...(policy.egress ?? [])]);
  return new Set(rules.flatMap(({ ports }) => (ports ?? []).flatMap(({ name }) => name ?? [])));
}

function keysOf(graph: NetworkGraph, names: ReadonlySet<string>): ReadonlyMap<NetworkNode, string> {
  const lists = new Map<readonly PlacedPolicy[], number>();
  for (const node of graph.nodes) {
    const list = graph.policiesOf(node);
    if (!lists.has(list)) lists.set(list, lists.size);
  }
  const marks = new Map<NetworkNode, number[]>();
  for (const [index, nodes] of [...allMeant(graph)].entries()) for (const node of nodes) push(marks, node, index);
  return new Map(
    graph.nodes.map((node) => {
      const list = lists.get(graph.policiesOf(node)) ?? -1;
      return [node, `${node.hostNetwork} ${list} ${marks.get(node)?.join() ?? ""} ${portsKey(node, names)}`];
    }),
  );
}

/** The pods that each peer means; peers with the same selectors share one list. */
function allMeant(graph: NetworkGraph): ReadonlySet<readonly NetworkNode[]> {
  const all = new Set<readonly NetworkNode[]>();
  for (const { policy, entry } of graph.policies) {
    for (const { peers } of [...(policy.ingress ?? []), ...(policy.egress ?? [])])
      for (const peer of peers ?? []) if (!isUniversal(peer)) all.add(graph.meantBy(peer, entry.resource.namespace));
  }
  return all;
}

function portsKey({ ports }: NetworkNode, names: ReadonlySet<string>): string {
  const named = ports.filter(({ name }) => names.has(name));
  return named.length === 0 ? "" : JSON.stringify(named.map(({ name, protocol, port }) => [name, protocol, port]));
}
