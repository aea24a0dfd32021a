// Ways into the cluster: Services, node ports, Ingresses and routes, with the pods behind them and whether these let anyone in.
import type { PathStep } from "../../model/index.ts";
import { push } from "../resolver.ts";
import { isEverything, parseBlock, type Block } from "./cidr.ts";
import type { NetworkEntry } from "./network-entry.ts";
import { stranger, type NetworkGraph, type NetworkNode } from "./network-graph.ts";
import { PodIndex } from "./pod-index.ts";
import type { Peer } from "./policy.ts";
import { PortSet, type Protocol } from "./port-set.ts";
import type { CallFacts, RouteFacts, ServiceFacts, ServicePort } from "./ways.ts";

/** Pods that a way leads to. */
export interface Target {
  readonly node: NetworkNode;
  /** Of the pod; on the host's network any of them. */
  readonly port: number | null;
  /** Whether the policies for the pods let in what comes this way. */
  readonly isAdmitted: boolean;
}

/** One way in, with all pods behind it. */
export interface WayIn {
  /** The object that opens it: a Service, an Ingress, a route, or the workload itself. */
  readonly by: NetworkEntry;
  /** `LoadBalancer`, `NodePort`, `ExternalIP`, `HostPort`, `HostNetwork`, or the kind of the route. */
  readonly via: string;
  /** Where the object opens it. */
  readonly path: readonly PathStep[];
  /** Who comes: anyone from outside, or the controller of Ingresses and Gateways in his place. */
  readonly from: "outside" | "controller";
  /** Only for the provider's inner network. */
  readonly isInternal: boolean;
  /** Only for some addresses, which the Service names. */
  readonly isRestricted: boolean;
  readonly host: string;
  readonly service: { readonly namespace: string; readonly name: string; readonly found: boolean } | null;
  /** Of the Service. */
  readonly port: number | string | null;
  readonly protocol: Protocol;
  readonly targets: readonly Target[];
}

/** Parts of the names of images that pods of Ingress and Gateway controllers have. */
const controllerImages = ["ingress", "gateway", "traefik", "kong", "haproxy", "contour", "envoy", "apisix", "nginx"];

export class Exposures {
  readonly ways: readonly WayIn[];
  readonly #graph: NetworkGraph;
  readonly #pods: PodIndex<NetworkNode>;
  readonly #services = new Map<string, NetworkEntry>();
  readonly #byNode = new Map<NetworkNode, { way: WayIn; target: Target }[]>();
  readonly #byEntry = new Map<NetworkEntry, WayIn[]>();
  readonly #called = new Map<NetworkNode, PortSet>();

  constructor(graph: NetworkGraph, entries: readonly NetworkEntry[]) {
    this.#graph = graph;
    this.#pods = new PodIndex(graph.nodes);
    for (const entry of entries) if (entry.service) this.#services.set(keyOf(entry.resource), entry);
    this.ways = [
      ...graph.nodes.flatMap((node) => this.#ofNode(node)),
      ...entries.flatMap((entry) => (entry.service ? this.#ofService(entry, entry.service) : [])),
      ...entries.flatMap((entry) => (entry.routes ?? []).flatMap((route) => this.#ofRoute(entry, route))),
    ];
    for (const { calls = [] } of entries) for (const call of calls) this.#noteCall(call);
    for (const way of this.ways) {
      if (way.from === "controller" || way.by.service) push(this.#byEntry, way.by, way);
      for (const target of way.targets) push(this.#byNode, target.node, { way, target });
    }
  }

  /** The ports of these pods that are meant to be reached from outside, or by the API server, whose address nobody knows. */
  publishedPorts(node: NetworkNode): PortSet {
    return this.to(node)
      .filter(({ way }) => way.from === "outside")
      .map(({ way, target: { port } }) => (port === null ? PortSet.all : PortSet.of(way.protocol, port, port)))
      .reduce((all, one) => all.union(one), this.#called.get(node) ?? PortSet.none);
  }

  #noteCall({ namespace, name, port: wanted }: CallFacts): void {
    const entry = this.#services.get(keyOf({ namespace, name }));
    const { service } = entry ?? {};
    if (!entry || !service) return;
    for (const port of service.ports.filter(({ port: own, name: portName }) => wanted === own || wanted === portName)) {
      for (const { node, port: number } of this.#targetsOf(entry, service, port, () => true)) {
        if (number === null) continue;
        const known = this.#called.get(node) ?? PortSet.none;
        this.#called.set(node, known.union(PortSet.of(port.protocol, number, number)));
      }
    }
  }

  /** The ways to these pods. */
  to(node: NetworkNode): readonly { readonly way: WayIn; readonly target: Target }[] {
    return this.#byNode.get(node) ?? [];
  }

  /** The ways that an object opens. */
  by(entry: NetworkEntry): readonly WayIn[] {
    return this.#byEntry.get(entry) ?? [];
  }

  #ofNode(node: NetworkNode): readonly WayIn[] {
    const { entry: by, pod } = node;
    if (!by || !pod) return [];
    const own = {
      by,
      from: "outside" as const,
      isInternal: false,
      isRestricted: false,
      host: "",
      service: null,
      port: null,
    };
    const way = (via: string, path: WayIn["path"], protocol: Protocol, port: number | null, isAdmitted: boolean) => ({
      ...own,
      via,
      path,
      protocol,
      targets: [{ node, port, isAdmitted }],
    });
    if (node.hostNetwork) return [way("HostNetwork", [...pod.path, "hostNetwork"], "TCP", null, true)];
    return node.ports.flatMap(({ port, protocol, hostPort, path }) =>
      hostPort === undefined
        ? []
        : [way("HostPort", path, protocol, port, this.#fromOutside(node, protocol, port, null))],
    );
  }

  #ofService(by: NetworkEntry, service: ServiceFacts): readonly WayIn[] {
    const { type, externalIPs, sourceRanges, internal } = service;
    const via = type === "LoadBalancer" || type === "NodePort" ? type : externalIPs ? "ExternalIP" : undefined;
    if (via === undefined || type === "ExternalName") return [];
    const ranges = sourceRanges.flatMap((range) => parseBlock(range.trim()) ?? []);
    const sources = via === "LoadBalancer" && ranges.length > 0 ? ranges : null;
    return service.ports.map((port) => ({
      by,
      via,
      path: port.path,
      from: "outside",
      isInternal: via === "LoadBalancer" && internal,
      isRestricted: sources !== null && !sources.some(isEverything),
      host: "",
      service: { namespace: by.resource.namespace, name: by.resource.name, found: true },
      port: port.port,
      protocol: port.protocol,
      targets: this.#targetsOf(by, service, port, (node, number) =>
        this.#fromOutside(node, port.protocol, number, sources),
      ),
    }));
  }

  #ofRoute(by: NetworkEntry, { path, host, namespace, name, port: wanted, targetPort }: RouteFacts): readonly WayIn[] {
    const target = this.#services.get(keyOf({ namespace, name }));
    const own = {
      by,
      via: by.resource.kind,
      path,
      from: "controller" as const,
      isInternal: false,
      isRestricted: false,
      host,
      service: { namespace, name, found: target !== undefined },
    };
    const { service } = target ?? {};
    if (!target || !service) return [{ ...own, port: wanted ?? null, protocol: "TCP", targets: [] }];
    return service.ports
      .filter(
        ({ port, name: portName, target: own }) =>
          (wanted === undefined || wanted === port || wanted === portName) &&
          (targetPort === undefined || targetPort === own || targetPort === portName),
      )
      .map((port) => ({
        ...own,
        port: port.port,
        protocol: port.protocol,
        targets: this.#targetsOf(target, service, port, (node, number) =>
          this.#fromController(node, port.protocol, number),
        ),
      }));
  }

  /** The pods behind a port of a Service, and their port. */
  #targetsOf(
    { resource }: NetworkEntry,
    { selector }: ServiceFacts,
    { target, protocol }: ServicePort,
    isAdmitted: (node: NetworkNode, port: number) => boolean,
  ): readonly Target[] {
    if (Object.keys(selector).length === 0) return [];
    return this.#pods.select([resource.namespace], { matchLabels: selector }).flatMap((node) => {
      if (typeof target === "number") return [{ node, port: target, isAdmitted: isAdmitted(node, target) }];
      return node.ports
        .filter((port) => port.name === target && port.protocol === protocol)
        .map(({ port }) => ({ node, port, isAdmitted: isAdmitted(node, port) }));
    });
  }

  #fromOutside(node: NetworkNode, protocol: Protocol, port: number, sources: readonly Block[] | null): boolean {
    const addresses = sources
      ? sources.flatMap((block) => this.#graph.within(block, node))
      : this.#graph.outside(node).all;
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

function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
