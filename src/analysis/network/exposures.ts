// Ways into the cluster: Services, node ports, Ingresses and routes, with the pods behind them and whether these let anyone in.
import { push } from "../resolver.ts";
import { edgesOf, parseBlock, type Block } from "./cidr.ts";
import type { NetworkEntry, ServiceFacts } from "./network-entry.ts";
import { stranger, type NetworkGraph, type NetworkNode } from "./network-graph.ts";
import { PodIndex } from "./pod-index.ts";
import type { Peer } from "./policy.ts";
import { PortSet, type Protocol } from "./port-set.ts";

/** One way to one port of pods. */
export interface WayIn {
  /** The object that opens it: a Service, an Ingress, a route, or the workload itself. */
  readonly by: NetworkEntry;
  /** `LoadBalancer`, `NodePort`, `ExternalIP`, `HostPort`, `HostNetwork`, or the kind of the route. */
  readonly via: string;
  /** Where the object opens it. */
  readonly path: readonly (string | number)[];
  /** Who comes: anyone from outside, or the controller of Ingresses and Gateways in his place. */
  readonly from: "outside" | "controller";
  readonly service: string;
  readonly node: NetworkNode;
  /** Of the pod; on the host's network any of them. */
  readonly port: number | null;
  readonly protocol: Protocol;
  /** Whether the policies for the pods let in what comes this way. */
  readonly isAdmitted: boolean;
}

/** Parts of the names of images that pods of Ingress and Gateway controllers have. */
const controllerImages = ["ingress", "gateway", "traefik", "kong", "haproxy", "contour", "envoy", "apisix", "nginx"];

export class Exposures {
  readonly #graph: NetworkGraph;
  readonly #pods: PodIndex<NetworkNode>;
  readonly #services = new Map<string, NetworkEntry>();
  readonly #byNode = new Map<NetworkNode, WayIn[]>();
  readonly #byEntry = new Map<NetworkEntry, WayIn[]>();

  constructor(graph: NetworkGraph, entries: readonly NetworkEntry[]) {
    this.#graph = graph;
    this.#pods = new PodIndex(graph.nodes);
    for (const entry of entries) if (entry.service) this.#services.set(keyOf(entry.resource), entry);
    const ways = [
      ...graph.nodes.flatMap((node) => this.#ofNode(node)),
      ...entries.flatMap((entry) => (entry.service ? this.#ofService(entry, entry.service) : [])),
      ...entries.flatMap((entry) => this.#ofRoutes(entry)),
    ];
    for (const way of ways) {
      push(this.#byNode, way.node, way);
      push(this.#byEntry, way.by, way);
    }
  }

  /** The ways to these pods. */
  to(node: NetworkNode): readonly WayIn[] {
    return this.#byNode.get(node) ?? [];
  }

  /** The ways that an object opens. */
  by(entry: NetworkEntry): readonly WayIn[] {
    return this.#byEntry.get(entry) ?? [];
  }

  #ofNode(node: NetworkNode): readonly WayIn[] {
    const { entry, pod } = node;
    if (!entry || !pod) return [];
    const own = { by: entry, service: "", node, from: "outside" as const, path: pod.path };
    if (node.hostNetwork) return [{ ...own, via: "HostNetwork", port: null, protocol: "TCP", isAdmitted: true }];
    return node.ports.flatMap(({ port, protocol, hostPort }) => {
      if (hostPort === undefined) return [];
      return [{ ...own, via: "HostPort", port, protocol, isAdmitted: this.#fromOutside(node, protocol, port, null) }];
    });
  }

  #ofService(entry: NetworkEntry, service: ServiceFacts): readonly WayIn[] {
    const { type, externalIPs, sourceRanges } = service;
    const via = type === "LoadBalancer" || type === "NodePort" ? type : externalIPs ? "ExternalIP" : undefined;
    if (via === undefined) return [];
    const ranges = sourceRanges.flatMap((range) => parseBlock(range) ?? []);
    const sources = via === "LoadBalancer" && ranges.length > 0 ? ranges : null;
    return service.ports.flatMap((port) =>
      this.#targetsOf(entry, service, port).map(({ node, number }) => ({
        by: entry,
        via,
        path: port.path,
        from: "outside" as const,
        service: shown(entry),
        node,
        port: number,
        protocol: port.protocol,
        isAdmitted: this.#fromOutside(node, port.protocol, number, sources),
      })),
    );
  }

  #ofRoutes(entry: NetworkEntry): readonly WayIn[] {
    return (entry.routes ?? []).flatMap(({ path, namespace, name, port: wanted }) => {
      const target = this.#services.get(keyOf({ namespace, name }));
      if (!target?.service) return [];
      const { service } = target;
      const ports = service.ports.filter(
        ({ port, name: portName }) => wanted === undefined || wanted === port || wanted === portName,
      );
      return ports.flatMap((port) =>
        this.#targetsOf(target, service, port).map(({ node, number }) => ({
          by: entry,
          via: entry.resource.kind,
          path,
          from: "controller" as const,
          service: shown(target),
          node,
          port: number,
          protocol: port.protocol,
          isAdmitted: this.#fromController(node, port.protocol, number),
        })),
      );
    });
  }

  /** The pods behind a port of a Service, and their port. */
  #targetsOf(
    { resource }: NetworkEntry,
    { selector }: ServiceFacts,
    { target, protocol }: ServiceFacts["ports"][number],
  ): readonly { readonly node: NetworkNode; readonly number: number }[] {
    if (Object.keys(selector).length === 0) return [];
    return this.#pods.select([resource.namespace], { matchLabels: selector }).flatMap((node) => {
      if (typeof target === "number") return [{ node, number: target }];
      return node.ports
        .filter((port) => port.name === target && port.protocol === protocol)
        .map(({ port }) => ({ node, number: port }));
    });
  }

  #fromOutside(node: NetworkNode, protocol: Protocol, port: number, sources: readonly Block[] | null): boolean {
    const addresses = sources ? sources.flatMap((block) => edgesOf(block).slice(0, 2)) : this.#graph.outside(node);
    return addresses.some((address) => this.#graph.side("ingress", { address }, node).ports.has(protocol, port));
  }

  /** Whether a controller may come whose pods need not be in the evidence. */
  #fromController(node: NetworkNode, protocol: Protocol, port: number): boolean {
    if (this.#graph.side("ingress", stranger, node).ports.has(protocol, port)) return true;
    return this.#graph
      .policiesOf(node)
      .some(({ policy, entry }) =>
        (policy.ingress ?? []).some(
          (rule) =>
            rule.action === "allow" &&
            this.#graph.portsOfRule(rule, node).has(protocol, port) &&
            (rule.peers ?? []).some((peer) => this.#mayBeController(peer, entry.resource.namespace)),
        ),
      );
  }

  /** Any pods of other namespaces may be it, and addresses may be those of its nodes. */
  #mayBeController(peer: Peer, namespace: string): boolean {
    if (peer.form !== "pods") return peer.form === "block";
    if (peer.namespaces !== null) return true;
    return this.#graph
      .meantBy(peer, namespace)
      .some(({ pod }) => pod?.images.some((image) => controllerImages.some((part) => image.includes(part))));
  }
}

/** The ports of these ways, as text. */
export function portsOfWays(ways: readonly WayIn[]): string {
  return ways
    .map(({ port, protocol }) => (port === null ? PortSet.all : PortSet.of(protocol, port, port)))
    .reduce((set, one) => set.union(one), PortSet.none)
    .toString();
}

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}

function shown({ resource: { namespace, name } }: NetworkEntry): string {
  return `Service ${namespace}/${name}`;
}
