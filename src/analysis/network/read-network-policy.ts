// Reads the spec of a NetworkPolicy (networking.k8s.io/v1). What the API server would refuse is no policy: it isolates nothing.
import type { JsonObject } from "../json.ts";
import { contains, parseBlock } from "./cidr.ts";
import type { BlockPeer, Direction, Peer, Policy, PolicyRule, PortRule } from "./policy.ts";
import { Refused, isPort, isPortName, listOf, objectOf, selectorOf } from "./policy-parts.ts";
import { protocolOf } from "./port-set.ts";

/** @throws Refused with the reason */
export function readNetworkPolicy(spec: unknown): Policy {
  const { podSelector, policyTypes, ingress, egress } = objectOf(spec, "spec");
  const types = listOf(policyTypes, "policyTypes");
  if (!types.every((type) => type === "Ingress" || type === "Egress")) throw new Refused("a policyType is unknown");
  const written = { ingress: listOf(ingress, "ingress"), egress: listOf(egress, "egress") };
  const holds = {
    ingress: types.length === 0 || types.includes("Ingress"),
    egress: types.length === 0 ? written.egress.length > 0 : types.includes("Egress"),
  };
  const rules = (direction: Direction) => written[direction].map((rule, index) => ruleOf(rule, direction, index));
  const read = { ingress: rules("ingress"), egress: rules("egress") };
  return {
    tier: "network",
    priority: 0,
    subject: { namespaces: null, pods: selectorOf(podSelector ?? {}, "podSelector") },
    ...(holds.ingress && { ingress: read.ingress }),
    ...(holds.egress && { egress: read.egress }),
  };
}

function ruleOf(value: unknown, direction: Direction, index: number): PolicyRule {
  const rule = objectOf(value, direction);
  const path = ["spec", direction, index];
  const field = direction === "ingress" ? "from" : "to";
  const peers = listOf(rule[field], field).map((peer, at) => peerOf(objectOf(peer, field), [...path, field, at]));
  const ports = listOf(rule["ports"], "ports").map((port, at) =>
    portOf(objectOf(port, "ports"), [...path, "ports", at]),
  );
  return { path, action: "allow", peers: peers.length > 0 ? peers : null, ports: ports.length > 0 ? ports : null };
}

function peerOf(peer: JsonObject, path: Peer["path"]): Peer {
  // What is null is absent to the API server.
  const [podSelector, namespaceSelector, ipBlock] = [
    peer["podSelector"] ?? undefined,
    peer["namespaceSelector"] ?? undefined,
    peer["ipBlock"] ?? undefined,
  ];
  const isPods = podSelector !== undefined || namespaceSelector !== undefined;
  if (ipBlock !== undefined) {
    if (isPods) throw new Refused("a peer has an ipBlock and a selector");
    return blockOf(objectOf(ipBlock, "ipBlock"), path);
  }
  if (!isPods) throw new Refused("a peer says nothing");
  return {
    form: "pods",
    path,
    namespaces: namespaceSelector === undefined ? null : selectorOf(namespaceSelector, "namespaceSelector"),
    pods: selectorOf(podSelector ?? {}, "podSelector"),
  };
}

function blockOf({ cidr, except }: JsonObject, path: BlockPeer["path"]): BlockPeer {
  const block = typeof cidr === "string" ? parseBlock(cidr) : undefined;
  if (typeof cidr !== "string" || !block) throw new Refused("an ipBlock has no CIDR");
  const excepted = listOf(except, "except").map((item) => {
    const part = typeof item === "string" ? parseBlock(item) : undefined;
    if (typeof item !== "string" || !part || !contains(block, part) || contains(part, block))
      throw new Refused("an exception of an ipBlock is no part of it");
    return { cidr: item, block: part };
  });
  return { form: "block", path, cidr, block, except: excepted };
}

function portOf({ port, endPort, protocol: written }: JsonObject, path: PortRule["path"]): PortRule {
  const protocol = protocolOf(written);
  if (!protocol) throw new Refused("a protocol is unknown");
  if (port === undefined || port === null) {
    if (endPort !== undefined && endPort !== null) throw new Refused("an endPort has no port");
    return { path, protocol };
  }
  if (typeof port === "string") {
    if (!isPortName(port)) throw new Refused("a port has no name that ports can have");
    if (endPort !== undefined && endPort !== null) throw new Refused("an endPort belongs to a named port");
    return { path, protocol, name: port };
  }
  const to = endPort ?? port;
  if (!isPort(port) || !isPort(to) || to < port) throw new Refused("a port is none");
  return { path, protocol, range: [port, to] };
}
