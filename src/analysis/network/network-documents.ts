// What policies read of the network: a document for each workload, each policy, and each way in from outside.
import { compare, type JsonObject } from "../json.ts";
import { groupOf } from "../reference.ts";
import { isForeign } from "../resolver.ts";
import { parseAddress } from "./cidr.ts";
import { Exposures, type WayIn } from "./exposures.ts";
import type { NetworkEntry, NetworkPod } from "./network-entry.ts";
import { stranger, type Endpoint, type NetworkGraph, type NetworkNode } from "./network-graph.ts";
import { PolicyDocuments } from "./policy-documents.ts";
import type { Direction } from "./policy.ts";
import { PortSet } from "./port-set.ts";

/** How many of a list a document names. */
const named = 20;

/** Where clouds tell a machine its credentials. */
const metadataAddress = "169.254.169.254";

export class NetworkDocuments {
  readonly #graph: NetworkGraph;
  readonly #exposures: Exposures;
  readonly #policies: PolicyDocuments;
  readonly #nodesOf = new Map<NetworkEntry, NetworkNode[]>();
  readonly #places: ReadonlySet<string>;
  readonly #guarded: ReadonlySet<string>;

  constructor(graph: NetworkGraph, entries: readonly NetworkEntry[]) {
    this.#graph = graph;
    this.#exposures = new Exposures(graph, entries);
    for (const node of graph.nodes) {
      if (!node.entry) continue;
      const nodes = this.#nodesOf.get(node.entry);
      if (nodes) nodes.push(node);
      else this.#nodesOf.set(node.entry, [node]);
    }
    this.#places = new Set(graph.nodes.map(({ namespace }) => namespace));
    this.#guarded = new Set(graph.policies.map(({ entry }) => entry.resource.namespace));
    const foreign = entries.filter(({ pods, resource }) => pods && isForeign(groupOf(resource.apiVersion)));
    this.#policies = new PolicyDocuments(
      graph,
      this.#places,
      new Set(foreign.map(({ resource }) => resource.namespace)),
    );
  }

  /** Nothing for what is only context. */
  of(entry: NetworkEntry): JsonObject | undefined {
    const { apiVersion, kind, namespace, name } = entry.resource;
    const facts = this.#factsOf(entry);
    return facts && { apiVersion, kind, metadata: { name, namespace }, ...facts };
  }

  #factsOf(entry: NetworkEntry): JsonObject | undefined {
    const [node] = this.#nodesOf.get(entry) ?? [];
    if (node?.pod) return this.#ofWorkload(node, node.pod);
    if (entry.policy) return this.#policies.of({ entry, policy: entry.policy });
    if (entry.refused !== undefined) return { refused: entry.refused };
    const ways = this.#exposures.by(entry);
    return ways.length === 0 ? undefined : { paths: pathsOf(ways) };
  }

  /** Of several pods of one object the first speaks for all. */
  #ofWorkload(node: NetworkNode, pod: NetworkPod): JsonObject {
    const policies = this.#graph.policiesOf(node);
    return {
      labels: Object.fromEntries(node.labels),
      hostNetwork: node.hostNetwork,
      podPath: pod.path,
      images: pod.images,
      ports: node.ports.map(({ name, port, protocol }) => ({ name, port, protocol })),
      namespaceHasPolicies: this.#guarded.has(node.namespace),
      isolated: { ingress: this.#isIsolated("ingress", node), egress: this.#isIsolated("egress", node) },
      policies: policies.slice(0, named).map(({ entry: { resource }, policy }) => ({
        kind: resource.kind,
        namespace: resource.namespace,
        name: resource.name,
        ingress: policy.ingress !== undefined,
        egress: policy.egress !== undefined,
      })),
      ingress: {
        all: this.#ports("ingress", node, stranger).toString(),
        ...this.#outside("ingress", node),
        ...this.#neighbours(node),
      },
      egress: {
        all: this.#ports("egress", node, stranger).toString(),
        ...this.#outside("egress", node),
        metadata: this.#metadata(node),
        dns: this.#policies.mayAskDns(node),
      },
      exposures: this.#exposures.to(node).map(exposure),
    };
  }

  #ports(direction: Direction, node: NetworkNode, other: Endpoint): PortSet {
    return direction === "ingress"
      ? this.#graph.side("ingress", other, node).ports
      : this.#graph.side("egress", node, other).ports;
  }

  /** Whether anything at all is kept from coming, or from going. */
  #isIsolated(direction: Direction, node: NetworkNode): boolean {
    if (node.hostNetwork) return false;
    return this.#graph.isIsolated(node, direction) || this.#ports(direction, node, stranger).toString() !== "all";
  }

  /** Ports for whatever address outside, and for at least one. */
  #outside(direction: Direction, node: NetworkNode): JsonObject {
    const sets = this.#graph.outside(node).map((address) => this.#ports(direction, node, { address }));
    return {
      outside: sets.reduce((all, some) => all.intersect(some), PortSet.all).toString(),
      someOutside: sets.reduce((all, some) => all.union(some), PortSet.none).toString(),
    };
  }

  #metadata(node: NetworkNode): string {
    const address = parseAddress(metadataAddress);
    return address
      ? this.#ports("egress", node, { address })
          .intersect(PortSet.of("TCP", 80, 80))
          .toString()
      : "";
  }

  /** Other namespaces of the evidence that its own policies let in. */
  #neighbours(node: NetworkNode): JsonObject {
    const isOpen = !this.#ports("ingress", node, stranger).isEmpty;
    const places = isOpen ? this.#places : this.#policies.namespacesLetIn(node);
    const others = [...places].filter((place) => place !== node.namespace).toSorted(compare);
    return { namespaces: others.slice(0, named), namespaceCount: others.length };
  }
}

function exposure({ by, via, service, port, protocol, isAdmitted, from }: WayIn): JsonObject {
  const { kind, namespace, name } = by.resource;
  return { kind, namespace, name, via, service, port: port ?? "any", protocol, admitted: isAdmitted, from };
}

/** The ways of one object, by the place where it opens them: broken are those where nobody behind lets in what comes. */
function pathsOf(ways: readonly WayIn[]): readonly JsonObject[] {
  const byPath = new Map<string, WayIn[]>();
  for (const way of ways) {
    const key = JSON.stringify(way.path);
    const list = byPath.get(key);
    if (list) list.push(way);
    else byPath.set(key, [way]);
  }
  return [...byPath.values()].flatMap((list) => {
    const [first] = list;
    if (!first) return [];
    return {
      path: first.path,
      via: first.via,
      service: first.service,
      from: first.from,
      broken: !list.some(({ isAdmitted }) => isAdmitted),
      targets: list.slice(0, named).map(({ node, port, protocol, isAdmitted }) => ({
        kind: node.kind,
        namespace: node.namespace,
        name: node.name,
        port: port ?? "any",
        protocol,
        admitted: isAdmitted,
      })),
    };
  });
}
