// Why one end of a connection lets it through, or does not, in words.
import type { ResourceIdentity } from "../../model/index.ts";
import type { Side } from "./network-graph.ts";

const reasons: Readonly<Record<Exclude<Side["reason"], "rules">, string>> = {
  "not-isolated": "no policy isolates it",
  "host-network": "one end is on the host's network, where policies do not hold",
  "not-a-pod": "it is no pod",
  itself: "a pod always reaches itself",
};

/** `deciding` are those of the rules that speak of what was asked. */
export function sideReason({ reason, policies }: Side, isAllowed: boolean, deciding: Side["rules"]): string {
  if (reason !== "rules") return reasons[reason];
  if (deciding.length > 0) return isAllowed ? "a rule allows it" : "a rule denies it";
  if (isAllowed) return "no rule speaks of it, and nothing isolates it";
  const names = policies.map(({ entry: { resource } }) => objectName(resource)).join(", ");
  return `isolated by ${names}, and no rule allows it`;
}

/** `NetworkPolicy agents/redis`, `AdminNetworkPolicy edge`. */
export function objectName({ kind, namespace, name }: Omit<ResourceIdentity, "apiVersion">): string {
  return namespace === "" ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
