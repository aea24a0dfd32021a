// Why a connection is let through or not: the rules that decide it, on each side, with their places.
import type { Location } from "../../model/index.ts";
import { nearestPlace } from "../places.ts";
import type { Endpoint, NetworkGraph, PlacedPolicy, Side } from "./network-graph.ts";
import type { Direction, PolicyRule } from "./policy.ts";
import { PortSet } from "./port-set.ts";

/** A rule, or the policy that has none for this. */
export interface NamedRule {
  /** `NetworkPolicy agents/allow-dns`. */
  readonly policy: string;
  readonly action: PolicyRule["action"] | "isolate";
  /** `spec.ingress[0]`. */
  readonly path: string;
  readonly location: Location;
  /** What it decides of the ports that are asked for. */
  readonly ports: PortSet;
}

/**
 * What one side says: a rule decides, `isolated` pods are let through by no rule, nothing isolates them; or policies do not
 * hold there: for pods on the host's network, for addresses, and for a pod and itself.
 */
export interface Verdict {
  readonly ports: PortSet;
  readonly reason: "allowed" | "denied" | "isolated" | "not-isolated" | "host-network" | "not-a-pod" | "itself";
  readonly rules: readonly NamedRule[];
}

export interface Explanation {
  readonly ports: PortSet;
  readonly egress: Verdict;
  readonly ingress: Verdict;
}

/** `asked` are the ports in question: one, or all of them. */
export function explain(graph: NetworkGraph, from: Endpoint, to: Endpoint, asked = PortSet.all): Explanation {
  const egress = verdictOf(graph.side("egress", from, to), "egress", asked);
  const ingress = verdictOf(graph.side("ingress", from, to), "ingress", asked);
  return { ports: egress.ports.intersect(ingress.ports), egress, ingress };
}

function verdictOf({ ports, reason, policies, rules }: Side, direction: Direction, asked: PortSet): Verdict {
  const through = ports.intersect(asked);
  const deciding = rules.flatMap(({ policy, rule, ports: decided }) => {
    const some = decided.intersect(asked);
    return some.isEmpty ? [] : [namedRule(policy, rule.path, rule.action, some)];
  });
  if (reason !== "rules" && reason !== "not-isolated") return { ports: through, reason, rules: [] };
  const isolating = policies.filter(({ policy }) => policy.tier === "network");
  if (!through.isEmpty) {
    const allowing = deciding.filter(({ action }) => action === "allow");
    const isFree = allowing.length === 0;
    return { ports: through, reason: isFree ? "not-isolated" : "allowed", rules: isFree ? deciding : allowing };
  }
  const denying = deciding.filter(({ action }) => action === "deny");
  if (denying.length > 0) return { ports: through, reason: "denied", rules: deciding };
  return {
    ports: through,
    reason: "isolated",
    rules: isolating.map((policy) => namedRule(policy, ["spec", direction], "isolate", asked)),
  };
}

function namedRule(
  { entry }: PlacedPolicy,
  path: readonly (string | number)[],
  action: NamedRule["action"],
  ports: PortSet,
): NamedRule {
  const { kind, namespace, name } = entry.resource;
  const location = nearestPlace(entry.places, path)?.location ?? entry.location;
  const shown = path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
  return { policy: `${kind} ${namespace === "" ? "" : `${namespace}/`}${name}`, action, path: shown, location, ports };
}
