// What policies read of the network: a document for each pod of a workload, each policy, and each way in from outside.
import type { JsonObject } from "../json.ts";
import { groupOf } from "../reference.ts";
import { parseAddress } from "./cidr.ts";
import type { Exposures, Target, WayIn } from "./exposures.ts";
import { mayRunPods } from "./foreign-pods.ts";
import { Neighbours, type Neighbourhood } from "./neighbours.ts";
import type { NetworkEntry, NetworkPod } from "./network-entry.ts";
import {
  everyPod,
  stranger,
  type Endpoint,
  type NetworkGraph,
  type NetworkNode,
  type PlacedPolicy,
} from "./network-graph.ts";
import { PolicyDocuments } from "./policy-documents.ts";
import type { Direction } from "./policy.ts";
import { PortSet } from "./port-set.ts";
import type { Segmentation } from "./segmentation.ts";

/** How many of a list a document names. */
const named = 20;

/** Where clouds tell a machine its credentials: nearly all of them, AWS by IPv6, Alibaba, and Azure's other one. */
const metadataAddresses = ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16"];

export class NetworkDocuments {
  readonly #graph: NetworkGraph;
  readonly #exposures: Exposures;
  readonly #neighbours: Neighbours;
  readonly #policies: PolicyDocuments;
  readonly #nodesOf = new Map<NetworkEntry, NetworkNode[]>();
  readonly #guarded: ReadonlySet<string>;
  readonly #segmentation: Segmentation | undefined;

  /** `segmentation` is what was stated, if anything was. */
  constructor(
    graph: NetworkGraph,
    exposures: Exposures,
    entries: readonly NetworkEntry[],
    segmentation: Segmentation | undefined,
  ) {
    this.#graph = graph;
    this.#exposures = exposures;
    this.#segmentation = segmentation;
    this.#neighbours = new Neighbours(graph);
    for (const node of graph.nodes) {
      if (!node.entry) continue;
      const nodes = this.#nodesOf.get(node.entry);
      if (nodes) nodes.push(node);
      else this.#nodesOf.set(node.entry, [node]);
    }
    const places = new Set(graph.nodes.map(({ namespace }) => namespace));
    this.#guarded = new Set(graph.policies.map(({ entry }) => entry.resource.namespace));
    const foreign = entries.filter(
      ({ pods, isForeign, resource: { apiVersion, kind } }) =>
        isForeign || (pods && mayRunPods(groupOf(apiVersion), kind)),
    );
    this.#policies = new PolicyDocuments(
      graph,
      this.#exposures,
      places,
      new Set(foreign.map(({ resource }) => resource.namespace)),
    );
  }

  /** One for each pod of a workload, in their order; none for what is only context. */
  of(entry: NetworkEntry): readonly JsonObject[] {
    const { apiVersion, kind, namespace, name } = entry.resource;
    return this.#factsOf(entry).map((facts) => ({ apiVersion, kind, metadata: { name, namespace }, ...facts }));
  }

  #factsOf(entry: NetworkEntry): readonly JsonObject[] {
    if (entry.pods) {
      const nodes = this.#nodesOf.get(entry) ?? [];
      return nodes.flatMap((node) => (node.pod ? [this.#ofWorkload(node, node.pod)] : []));
    }
    if (entry.policy) return [this.#policies.of({ entry, policy: entry.policy })];
    if (entry.refused !== undefined) return [{ refused: entry.refused, rules: [] }];
    const ways = this.#exposures.by(entry);
    return ways.length === 0 ? [] : [{ paths: ways.map(pathOf) }];
  }

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
      policies: policies.slice(0, named).map(identify),
      policyCount: policies.length,
      bypassed: this.#graph.policiesPast(node).slice(0, named).map(identify),
      ingress: {
        all: this.#ports("ingress", node, everyPod).toString(),
        others: this.#ports("ingress", node, stranger).toString(),
        ...this.#outside("ingress", node),
        ...shown(this.#neighbours.of("ingress", node), node),
      },
      egress: {
        all: this.#ports("egress", node, everyPod).toString(),
        others: this.#ports("egress", node, stranger).toString(),
        ...this.#outside("egress", node),
        metadata: this.#metadata(node),
        dns: this.#policies.mayAskDns(node),
        ...shown(this.#neighbours.of("egress", node), node),
      },
      exposures: this.#exposures.to(node).map(({ way, target }) => exposure(way, target)),
      ...(this.#segmentation && { segmentation: this.#segmentation.of(node) }),
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

  /** Ports for the Internet at large, and for at least one address. */
  #outside(direction: Direction, node: NetworkNode): JsonObject {
    const { wide, all } = this.#graph.outside(node);
    const over = (addresses: typeof all) =>
      addresses
        .map((address) => this.#ports(direction, node, { address }))
        .reduce((some, more) => some.union(more), PortSet.none)
        .toString();
    return { outside: over(wide), someOutside: over(all) };
  }

  #metadata(node: NetworkNode): JsonObject {
    const http = PortSet.of("TCP", 80, 80);
    const entries = metadataAddresses.flatMap((text) => {
      const address = parseAddress(text);
      return address ? [[text, this.#ports("egress", node, { address }).intersect(http).toString()] as const] : [];
    });
    return Object.fromEntries(entries);
  }
}

function shown({ namespaces, workloads }: Neighbourhood, node: NetworkNode): JsonObject {
  const others = namespaces.filter((place) => place !== node.namespace);
  return { namespaces: others.slice(0, named), namespaceCount: others.length, workloads };
}

function exposure(
  { by, via, host, service, from, isInternal, isRestricted, protocol }: WayIn,
  target: Target,
): JsonObject {
  const { kind, namespace, name } = by.resource;
  const to = { port: target.port ?? "any", protocol, admitted: target.isAdmitted };
  const limits = { internal: isInternal, restricted: isRestricted };
  return { kind, namespace, name, via, host, service: service?.name ?? "", ...to, from, ...limits };
}

/** Broken is what leads to pods that all keep out what comes. */
function pathOf({ path, via, host, service, port, from, isInternal, targets }: WayIn): JsonObject {
  return {
    path,
    via,
    host,
    service,
    port,
    from,
    internal: isInternal,
    targetCount: targets.length,
    targets: targets.slice(0, named).map(({ node, port: own, isAdmitted }) => ({
      kind: node.kind,
      namespace: node.namespace,
      name: node.name,
      port: own ?? "any",
      admitted: isAdmitted,
    })),
    broken: targets.length > 0 && !targets.some(({ isAdmitted }) => isAdmitted),
  };
}

function identify({ entry: { resource }, policy }: PlacedPolicy): JsonObject {
  const { kind, namespace, name } = resource;
  return { kind, namespace, name, ingress: policy.ingress !== undefined, egress: policy.egress !== undefined };
}
