// Reads policies of the whole cluster: AdminNetworkPolicy and BaselineAdminNetworkPolicy (policy.networking.k8s.io/v1alpha1)
// and ClusterNetworkPolicy (v1alpha2), which takes the place of both.
import { asObject, type JsonObject } from "../json.ts";
import { parseBlock } from "./cidr.ts";
import type { Direction, Peer, Policy, PolicyRule, PortRule, Tier } from "./policy.ts";
import { Refused, isPort, isPortName, listOf, objectOf, selectorOf } from "./policy-parts.ts";
import { protocolOf, protocols, type Protocol } from "./port-set.ts";

type Actions = Readonly<Record<string, PolicyRule["action"]>>;

/** The actions that each kind knows. */
const actionsOf: Readonly<Record<string, Actions>> = {
  AdminNetworkPolicy: { Allow: "allow", Deny: "deny", Pass: "pass" },
  BaselineAdminNetworkPolicy: { Allow: "allow", Deny: "deny" },
  ClusterNetworkPolicy: { Accept: "allow", Deny: "deny", Pass: "pass" },
};

export const clusterPolicyKinds = ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"];

/** @throws Refused with the reason */
export function readClusterPolicy(kind: string, name: string, value: unknown): Policy {
  const spec = objectOf(value, "spec");
  const tier = tierOf(kind, spec["tier"]);
  const isBaseline = kind === "BaselineAdminNetworkPolicy";
  if (isBaseline && name !== "default") throw new Refused("its name is not default, and there can be only one");
  const priority = isBaseline ? 0 : spec["priority"];
  if (typeof priority !== "number" || !Number.isInteger(priority) || priority < 0 || priority > 1000)
    throw new Refused("priority is no number from 0 to 1000");
  const subject = withoutNulls(objectOf(spec["subject"], "subject"));
  const selected = Object.keys(subject).length === 1 ? podsOf(subject) : undefined;
  if (!selected) throw new Refused("subject has neither namespaces nor pods, or both");
  const rules = (direction: Direction) =>
    listOf(spec[direction], direction).map((rule, index) =>
      ruleOf(objectOf(rule, direction), direction, index, actionsOf[kind] ?? {}),
    );
  return { tier, priority, subject: selected, ingress: rules("ingress"), egress: rules("egress") };
}

function tierOf(kind: string, tier: unknown): Tier {
  if (kind === "AdminNetworkPolicy") return "admin";
  if (kind === "BaselineAdminNetworkPolicy") return "baseline";
  if (tier !== "Admin" && tier !== "Baseline") throw new Refused("tier is neither Admin nor Baseline");
  return tier === "Admin" ? "admin" : "baseline";
}

function ruleOf(rule: JsonObject, direction: Direction, index: number, actions: Actions): PolicyRule {
  const path = ["spec", direction, index];
  const field = direction === "ingress" ? "from" : "to";
  const action = typeof rule["action"] === "string" ? actions[rule["action"]] : undefined;
  if (!action) throw new Refused("an action is unknown");
  const peers = listOf(rule[field], field).flatMap((peer, at) =>
    peersOf(withoutNulls(objectOf(peer, field)), [...path, field, at]),
  );
  if (peers.length === 0) throw new Refused(`${field} is empty`);
  const ports = listOf(rule["ports"], "ports").map((port, at) =>
    portOf(objectOf(port, "ports"), [...path, "ports", at]),
  );
  const named = listOf(rule["protocols"], "protocols").map((item, at) =>
    protocolRuleOf(objectOf(item, "protocols"), [...path, "protocols", at]),
  );
  const all = [...ports, ...named];
  if (all.some((port) => port.name !== undefined) && peers.some(({ form }) => form !== "pods"))
    throw new Refused("a named port goes with a peer that has none");
  return { path, action, peers, ports: all.length > 0 ? all : null };
}

/** Pods as subjects and peers name them; nothing when it is something else. */
function podsOf({ namespaces, pods }: JsonObject): Policy["subject"] | undefined {
  if (namespaces !== undefined) return { namespaces: selectorOf(namespaces, "namespaces"), pods: {} };
  if (pods === undefined) return undefined;
  const { namespaceSelector, podSelector } = objectOf(pods, "pods");
  if (podSelector === undefined || podSelector === null) throw new Refused("pods have no podSelector");
  return {
    namespaces: selectorOf(namespaceSelector ?? {}, "namespaceSelector"),
    pods: selectorOf(podSelector, "podSelector"),
  };
}

/** What is null is absent. */
function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function peersOf(peer: JsonObject, path: Peer["path"]): readonly Peer[] {
  if (Object.keys(peer).length !== 1) throw new Refused("a peer says nothing, or several things");
  const pods = podsOf(peer);
  if (pods) return [{ form: "pods", path, ...pods }];
  if (peer["nodes"] !== undefined || peer["domainNames"] !== undefined) return [{ form: "other", path }];
  return listOf(peer["networks"], "networks").map((cidr, index) => {
    const block = typeof cidr === "string" ? parseBlock(cidr) : undefined;
    if (typeof cidr !== "string" || !block) throw new Refused("a network is no CIDR");
    return { form: "block", path: [...path, "networks", index], cidr, block, except: [] };
  });
}

function portOf({ portNumber, portRange, namedPort }: JsonObject, path: PortRule["path"]): PortRule {
  if (isPortName(namedPort)) return { path, protocol: null, name: namedPort };
  const { port, protocol: one } = asObject(portNumber);
  if (portNumber !== undefined) return rangeOf(protocolOf(one), port, port, path);
  const { start, end, protocol } = asObject(portRange);
  return rangeOf(protocolOf(protocol), start, end, path);
}

function protocolRuleOf(item: JsonObject, path: PortRule["path"]): PortRule {
  const name = item["destinationNamedPort"];
  if (isPortName(name)) return { path, protocol: null, name };
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
