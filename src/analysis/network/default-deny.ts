// Whether policies of the whole cluster deny a namespace everything by default, so that only what others allow gets through.
import { matchesSelector, type Labels } from "../label-selectors.ts";
import { isEverything } from "./cidr.ts";
import { isEverySelector, type Direction, type Peer, type Policy, type PolicyRule } from "./policy.ts";

/** `policies` are those of the whole cluster, `labels` those of the namespace. */
export function isDeniedByDefault(policies: readonly Policy[], direction: Direction, labels: Labels): boolean {
  const own = policies.filter(
    ({ subject: { namespaces, pods } }) => isEverySelector(pods) && matchesSelector(namespaces, labels),
  );
  for (const tier of ["admin", "baseline"] as const) {
    const ordered = own
      .filter((policy) => policy.tier === tier)
      .toSorted((left, right) => left.priority - right.priority);
    const rule = ordered.flatMap((policy) => policy[direction] ?? []).find((one) => decides(one, direction));
    if (rule && rule.action !== "pass") return rule.action === "deny";
  }
  return false;
}

/** Whether a rule is for everyone on all ports. Egress is denied to all pods and to all else only by way of addresses. */
function decides({ action, peers, ports }: PolicyRule, direction: Direction): boolean {
  if (ports !== null) return false;
  const isForAll = action === "deny" && direction === "egress" ? isEveryAddress : isEveryone;
  return peers === null || peers.some(isForAll);
}

/** An address is what pods have as well. */
function isEveryAddress(peer: Peer): boolean {
  return peer.form === "block" && peer.block.version === 4 && isEverything(peer.block);
}

function isEveryone(peer: Peer): boolean {
  if (peer.form !== "pods") return isEveryAddress(peer);
  return peer.namespaces !== null && isEverySelector(peer.namespaces) && isEverySelector(peer.pods);
}
