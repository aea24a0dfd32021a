// Why a connection is let through, or not: what the policies of both ends say, with the rules and their places.
import { placeAt } from "../../analysis/places.ts";
import type { Endpoint, NetworkGraph, Side } from "../../analysis/network/network-graph.ts";
import { objectName, sideReason } from "../../analysis/network/side-reason.ts";
import { PortSet, type Protocol } from "../../analysis/network/port-set.ts";
import { TouchstoneError } from "../../model/index.ts";
import { placeOf } from "../../report/index.ts";
import { addressesOf, type NamedEnd } from "./endpoints.ts";

export interface AskedPort {
  readonly protocol: Protocol;
  readonly port: number;
}

/** What one end says. */
export interface Verdict {
  readonly end: string;
  readonly direction: "egress" | "ingress";
  readonly ports: string;
  readonly allowed: boolean;
  readonly why: string;
  /** Rules that mean the other end, with what they decide. */
  readonly rules: readonly {
    readonly policy: string;
    readonly action: string;
    readonly ports: string;
    readonly place: string;
  }[];
}

export interface Explanation {
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly allowed: boolean;
  readonly ports: string;
  readonly verdicts: readonly Verdict[];
}

/** @throws TouchstoneError E_USAGE when both ends are addresses */
export function explain(graph: NetworkGraph, from: NamedEnd, to: NamedEnd, asked: AskedPort | undefined): Explanation {
  if (from.form === "address" && to.form === "address")
    throw new TouchstoneError("E_USAGE", "neither end is a workload", "Give a workload for --from or --to.");
  const pairs = pairsOf(graph, from, to);
  const sets = pairs.map(([source, target]) => graph.ports(source, target));
  // Of several addresses the one that gets furthest speaks for all.
  const best = sets.findIndex((ports) => isIn(ports, asked));
  const [source, target] = pairs[Math.max(0, best)] ?? [];
  if (!source || !target) throw new Error("there is no pair of ends to ask about");
  const ports = sets.reduce((all, some) => all.union(some), PortSet.none);
  return {
    from: from.text,
    to: to.text,
    port: asked ? `${asked.protocol} ${asked.port}` : "",
    allowed: isIn(ports, asked),
    ports: ports.toString(),
    verdicts: [
      ...("address" in source ? [] : [verdictOf("egress", from.text, graph.side("egress", source, target), asked)]),
      ...("address" in target ? [] : [verdictOf("ingress", to.text, graph.side("ingress", source, target), asked)]),
    ],
  };
}

function pairsOf(graph: NetworkGraph, from: NamedEnd, to: NamedEnd): readonly (readonly [Endpoint, Endpoint])[] {
  const ends = (end: NamedEnd, other: NamedEnd): readonly Endpoint[] =>
    end.form === "pods" ? [end.node] : addressesOf(end, other, graph).map((address) => ({ address }));
  return ends(from, to).flatMap((source) => ends(to, from).map((target) => [source, target] as const));
}

/** Without a port: whether any is open. */
function isIn(ports: PortSet, asked: AskedPort | undefined): boolean {
  return asked ? ports.has(asked.protocol, asked.port) : !ports.isEmpty;
}

function verdictOf(direction: Verdict["direction"], end: string, side: Side, asked: AskedPort | undefined): Verdict {
  const allowed = isIn(side.ports, asked);
  const deciding = side.rules.filter(({ ports }) => isIn(ports, asked));
  return {
    end,
    direction,
    ports: side.ports.toString(),
    allowed,
    why: sideReason(side, allowed, deciding),
    rules: deciding.map(({ policy: { entry }, rule, ports }) => ({
      policy: objectName(entry.resource),
      action: rule.action,
      ports: ports.toString(),
      place: placeOf(placeAt(entry, rule.path)),
    })),
  };
}

/** For terminals; ends with a newline. */
export function explanationText({ from, to, port, allowed, ports, verdicts }: Explanation): string {
  const on = port === "" ? (ports === "" || ports === "all" ? "" : ` on ${ports}`) : ` on ${port}`;
  const lines = verdicts.flatMap(({ end, direction, allowed: lets, why, rules }) => [
    `  ${direction} of ${end}: ${lets ? "allowed" : "denied"}, ${why}`,
    ...rules.map(({ policy, action, ports: of, place }) => `    ${policy} ${action} ${of}  ${place}`),
  ]);
  return [`${allowed ? "yes" : "no"}: ${from} ${allowed ? "reaches" : "does not reach"} ${to}${on}`, ...lines, ""].join(
    "\n",
  );
}
