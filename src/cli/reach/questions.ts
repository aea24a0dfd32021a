// Answers of the graph to one question: for each pair of workloads that the two ends stand for, what decides it on each side.
import { addressText, type Block } from "../../analysis/network/cidr.ts";
import { explain, type Explanation } from "../../analysis/network/explain.ts";
import type { Target, WayIn } from "../../analysis/network/exposures.ts";
import type { Network } from "../../analysis/network/network-inventory.ts";
import type { NetworkNode } from "../../analysis/network/network-graph.ts";
import { PortSet, protocols } from "../../analysis/network/port-set.ts";
import { TouchstoneError } from "../../model/index.ts";
import type { End } from "./ends.ts";

export interface Answer {
  readonly from: string;
  readonly to: string;
  /** What gets through: of the ports that were asked for. */
  readonly ports: PortSet;
  readonly explanation: Explanation;
  /** For what comes from outside: who lets it into the cluster, as far as it concerns these ports. */
  readonly ways: readonly { readonly way: WayIn; readonly target: Target }[] | null;
}

export function isReached({ ports }: Answer): boolean {
  return !ports.isEmpty;
}

/** One answer for each pair; the outside is some address there, the most open one. */
export function answersOf(network: Network, from: End, to: End, asked: PortSet): readonly Answer[] {
  if (from.form === "pods" && to.form === "pods")
    return from.nodes.flatMap((source) =>
      to.nodes
        .filter((target) => target !== source || from.nodes.length * to.nodes.length === 1)
        .map((target) => {
          const explanation = explain(network.graph, source, target, asked);
          return { from: source.id, to: target.id, ports: explanation.ports, explanation, ways: null };
        }),
    );
  if (from.form === "pods" && to.form !== "pods")
    return from.nodes.map((source) => outwards(network, source, to, asked));
  if (to.form === "pods" && from.form !== "pods")
    return to.nodes.map((target) => inwards(network, from, target, asked));
  throw new TouchstoneError("E_USAGE", "neither end is in the cluster", "Name a workload for --from or --to.");
}

type Outer = Exclude<End, { readonly form: "pods" }>;

function outwards({ graph }: Network, source: NetworkNode, to: Outer, asked: PortSet): Answer {
  const ask = (address: Block) => explain(graph, source, { address }, asked);
  const { address, explanation } = mostOpen(to, graph.outside(source), ask);
  return {
    from: source.id,
    to: nameOf(to, address, graph.outside(source).wide),
    ports: explanation.ports,
    explanation,
    ways: null,
  };
}

function inwards({ graph, exposures }: Network, from: Outer, target: NetworkNode, asked: PortSet): Answer {
  const ask = (address: Block) => {
    const explanation = explain(graph, { address }, target, asked);
    return { ...explanation, ports: exposures.portsFrom(address, target).intersect(asked) };
  };
  const outside = exposures.addressesFor(target);
  const { address, explanation } = mostOpen(from, outside, ask);
  const ways = exposures.to(target).filter(({ way, target: { port } }) => {
    const own = port === null ? PortSet.all : PortSet.of(way.protocol, port, port);
    return !own.intersect(asked).isEmpty;
  });
  return { from: nameOf(from, address, outside.wide), to: target.id, ports: explanation.ports, explanation, ways };
}

/** The Internet at large when it gets through, else some address that does. */
function mostOpen(
  end: Outer,
  { wide, all }: { readonly wide: readonly Block[]; readonly all: readonly Block[] },
  ask: (address: Block) => Explanation,
): { readonly address: Block; readonly explanation: Explanation } {
  const candidates = end.form === "address" ? [end.address] : [...wide, ...all];
  const answers = candidates.map((address) => ({ address, explanation: ask(address) }));
  const [first] = answers;
  const best = answers.find(({ explanation }) => !explanation.ports.isEmpty) ?? first;
  if (!best) throw new TouchstoneError("E_USAGE", "pods may have every address there is", "Narrow --pod-network.");
  return best;
}

function nameOf(end: Outer, address: Block, wide: readonly Block[]): string {
  if (end.form === "address") return end.text;
  return wide.includes(address) ? "outside" : `outside (some addresses, such as ${addressText(address)})`;
}

/** `5432`, `53/UDP`; all ports when it is absent. @throws TouchstoneError E_USAGE */
export function parsePort(text: string | undefined): PortSet {
  if (text === undefined) return PortSet.all;
  const [, number = "", name = "TCP"] = /^(\d{1,5})(?:\/(\w+))?$/.exec(text) ?? [];
  const protocol = protocols.find((one) => one === name.toUpperCase());
  const port = Number(number);
  if (!protocol || port < 1 || port > 65_535)
    throw new TouchstoneError("E_USAGE", `--port ${text} is no port`, "Give it as 5432, 53/UDP or 132/SCTP.");
  return PortSet.of(protocol, port, port);
}
