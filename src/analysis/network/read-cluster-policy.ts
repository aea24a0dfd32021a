// Reads policies of the whole cluster: AdminNetworkPolicy and BaselineAdminNetworkPolicy (policy.networking.k8s.io/v1alpha1)
// and ClusterNetworkPolicy (v1alpha2), which takes the place of both.
import { asObject, type JsonObject } from "../json.ts";
import { parseBlock } from "./cidr.ts";
import type { Direction, Peer, Policy, PolicyRule, PortRule, Tier } from "./policy.ts";
import { Refused, listOf, objectOf, selectorOf } from "./policy-parts.ts";
import { protocolOf, protocols, type Protocol } from "./port-set.ts";
import { isPort } from "./read-network-policy.ts";

const actions: Readonly<Record<string, PolicyRule["action"]>> = {
  Allow: "allow",
  Accept: "allow",
  Deny: "deny",
  Pass: "pass",
};

export const clusterPolicyKinds = ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"];

/** @throws Refused with the reason */
export function readClusterPolicy(kind: string, value: unknown): Policy {
  const spec = objectOf(value, "spec");
  const tier = tierOf(kind, spec["tier"]);
  const { priority } = spec;
  if (kind !== "BaselineAdminNetworkPolicy" && typeof priority !== "number") throw new Refused("priority is no number");
  const subject = podsOf(objectOf(spec["subject"], "subject"));
  if (!subject) throw new Refused("subject says nothing");
  const rules = (direction: Direction) =>
    listOf(spec[direction], direction).map((rule, index) => ruleOf(objectOf(rule, direction), direction, index));
  return {
    tier,
    priority: typeof priority === "number" ? priority : 0,
    subject,
    ingress: rules("ingress"),
    egress: rules("egress"),
  };
}

function tierOf(kind: string, tier: unknown): Tier {
  if (kind === "AdminNetworkPolicy") return "admin";
  if (kind === "BaselineAdminNetworkPolicy") return "baseline";
  if (tier !== "Admin" && tier !== "Baseline") throw new Refused("tier is neither Admin nor Baseline");
  return tier === "Admin" ? "admin" : "baseline";
}

function ruleOf(rule: JsonObject, direction: Direction, index: number): PolicyRule {
  const path = ["spec", direction, index];
  const field = direction === "ingress" ? "from" : "to";
  const action = typeof rule["action"] === "string" ? actions[rule["action"]] : undefined;
  if (!action) throw new Refused("an action is unknown");
  const peers = listOf(rule[field], field).flatMap((peer, at) => peersOf(objectOf(peer, field), [...path, field, at]));
  if (peers.length === 0) throw new Refused(`${field} is empty`);
  const ports = listOf(rule["ports"], "ports").map((port, at) =>
    portOf(objectOf(port, "ports"), [...path, "ports", at]),
  );
  const named = listOf(rule["protocols"], "protocols").map((item, at) =>
    protocolRuleOf(objectOf(item, "protocols"), [...path, "protocols", at]),
  );
  const all = [...ports, ...named];
  return { path, action, peers, ports: all.length > 0 ? all : null };
}

/** Pods as subjects and peers name them; nothing when it is something else. */
function podsOf({ namespaces, pods }: JsonObject): Policy["subject"] | undefined {
  if (namespaces !== undefined) return { namespaces: selectorOf(namespaces, "namespaces"), pods: {} };
  if (pods === undefined) return undefined;
  const { namespaceSelector, podSelector } = objectOf(pods, "pods");
  return {
    namespaces: selectorOf(namespaceSelector ?? {}, "namespaceSelector"),
    pods: selectorOf(podSelector ?? {}, "podSelector"),
  };
}

function peersOf(peer: JsonObject, path: Peer["path"]): readonly Peer[] {
  const pods = podsOf(peer);
  if (pods) return [{ form: "pods", path, ...pods }];
  if (peer["networks"] === undefined) return [{ form: "other", path }];
  return listOf(peer["networks"], "networks").map((cidr, index) => {
    const block = typeof cidr === "string" ? parseBlock(cidr) : undefined;
    if (typeof cidr !== "string" || !block) throw new Refused("a network is no CIDR");
    return { form: "block", path: [...path, "networks", index], cidr, block, except: [] };
  });
}

function portOf({ portNumber, portRange, namedPort }: JsonObject, path: PortRule["path"]): PortRule {
  if (typeof namedPort === "string") return { path, protocol: null, name: namedPort };
  const { port, protocol: one } = asObject(portNumber);
  if (portNumber !== undefined) return rangeOf(protocolOf(one), port, port, path);
  const { start, end, protocol } = asObject(portRange);
  return rangeOf(protocolOf(protocol), start, end, path);
}

function protocolRuleOf(item: JsonObject, path: PortRule["path"]): PortRule {
  const name = item["destinationNamedPort"];
  if (typeof name === "string") return { path, protocol: null, name };
  const protocol = protocols.find((one) => item[one.toLowerCase()] !== undefined);
  if (!protocol) throw new Refused("a protocol is unknown");
  const { destinationPort } = asObject(item[protocol.toLowerCase()]);
  if (destinationPort === undefined) return { path, protocol };
  const { number, range } = asObject(destinationPort);
  if (number !== undefined) return rangeOf(protocol, number, number, path);
  const { start, end } = asObject(range);
  return rangeOf(protocol, start, end, path);
}

function rangeOf(protocol: Protocol | undefined, from: unknown, to: unknown, path: PortRule["path"]): PortRule {
  if (!protocol || !isPort(from) || !isPort(to) || to < from) throw new Refused("a port is none");
  return { path, protocol, range: [from, to] };
}
