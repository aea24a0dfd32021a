// Stated connections held against the graph: for each workload that an intent is about, who reaches it, on which ports, and why.
import {
  statedConnection,
  statedKind,
  type PathStep,
  type SegmentationIntent,
  type StatedConnection,
  type VainIntent,
} from "../../model/index.ts";
import type { JsonObject } from "../json.ts";
import { push } from "../resolver.ts";
import { anyPod, outside } from "./connections.ts";
import type { Exposures } from "./exposures.ts";
import { stranger, type NetworkGraph, type NetworkNode, type Side } from "./network-graph.ts";
import { NodeClasses } from "./node-classes.ts";
import { Sides, type OneSide } from "./one-side.ts";
import { PortSet, protocolOf } from "./port-set.ts";
import { PortSets } from "./port-sets.ts";
import { objectName, sideReason } from "./side-reason.ts";
import { statedEnd, type StatedEnd } from "./stated-ends.ts";

/** How many ends a document names, of those that are alike. */
const namedEnds = 5;

/** What is so between two ends, and why. */
interface Found {
  readonly ports: PortSet;
  readonly why: string;
}

/** Ends with the same ports open between them and the workload. */
interface Group {
  /** Of the first of them. */
  readonly first: () => Found;
  readonly ends: string[];
  count: number;
}

export class Segmentation {
  readonly vain: VainIntent[] = [];
  readonly #graph: NetworkGraph;
  readonly #exposures: Exposures;
  readonly #classes: NodeClasses;
  readonly #sets = new PortSets();
  readonly #sides: Sides;
  readonly #sideOf = { ingress: new Map<number, OneSide>(), egress: new Map<number, OneSide>() };
  readonly #documents = new Map<NetworkNode, Record<string, readonly JsonObject[]>>();

  constructor(graph: NetworkGraph, exposures: Exposures, intents: readonly SegmentationIntent[]) {
    this.#graph = graph;
    this.#exposures = exposures;
    this.#classes = new NodeClasses(graph);
    this.#sides = new Sides(graph, this.#classes, this.#sets);
    for (const [index, intent] of intents.entries()) this.#hold(intent, ["segmentation", index]);
  }

  /** By the name of each intent that is about these pods: its connections, grouped. */
  of(node: NetworkNode): JsonObject {
    return this.#documents.get(node) ?? {};
  }

  #hold(intent: SegmentationIntent, place: readonly PathStep[]): void {
    const { name } = intent;
    const stated = statedConnection(intent);
    const path = [...place, statedKind(intent)];
    const ends = (["from", "to"] as const).map((side) => {
      const { end, vain } = statedEnd(stated[side], this.#graph.nodes);
      for (const part of vain)
        this.vain.push({ name, path: [...path, side, ...part.path], message: `\`${side}\`: ${part.message}` });
      return end;
    });
    const asked = this.#askedPorts(name, stated, path);
    const [from, to] = ends;
    if (!from || !to || !asked) return;
    if (to.nodes.length === 0 && from.nodes.length === 0 && !this.vain.some((one) => one.name === name))
      this.vain.push({ name, path, message: "neither end is a workload of the evidence" });
    const sources = new Map<number, NetworkNode[]>();
    for (const node of from.nodes) push(sources, this.#classes.of(node), node);
    for (const node of to.nodes) this.#put(name, node, this.#inward(node, from, sources, asked));
    for (const node of from.nodes) {
      const rows = this.#outward(node, to, asked);
      if (rows.length > 0) this.#put(name, node, rows);
    }
  }

  /** Sources that nobody tells apart are asked about once. */
  #inward(
    node: NetworkNode,
    { others, outside: isFromOutside }: StatedEnd,
    sources: ReadonlyMap<number, readonly NetworkNode[]>,
    asked: Asked,
  ): readonly JsonObject[] {
    const groups = new Map<string, Group>();
    const own = this.#classes.of(node);
    for (const [index, nodes] of sources) {
      const alike = index === own ? nodes.filter((other) => other !== node) : nodes;
      const [first] = alike;
      if (!first) continue;
      const key = `${this.#portsBetween(first, index, node, own)} ${first.hostNetwork}`;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { first: () => this.#between(first, node), ends: [], count: 0 }));
      group.count += alike.length;
      if (group.ends.length < namedEnds) group.ends.push(...alike.slice(0, namedEnds).map(({ id }) => id));
    }
    return [
      ...[...groups.values()].map(({ first, ends, count }) =>
        rowOf(asked, first(), textOf(ends, count), node.id, count),
      ),
      ...(others ? [rowOf(asked, this.#between(stranger, node), anyPod, node.id, 1)] : []),
      ...(isFromOutside ? [rowOf(asked, this.#fromOutside(node), outside, node.id, 1)] : []),
    ];
  }

  /** To what is no workload of the evidence. */
  #outward(node: NetworkNode, to: StatedEnd, asked: Asked): readonly JsonObject[] {
    return [
      ...(to.others ? [rowOf(asked, this.#between(node, stranger), node.id, anyPod, 1)] : []),
      ...(to.outside ? [rowOf(asked, this.#toOutside(node), node.id, outside, 1)] : []),
    ];
  }

  /** The number of the set of ports that are open between two classes. */
  #portsBetween(from: NetworkNode, source: number, to: NetworkNode, target: number): number {
    if (from.hostNetwork || to.hostNetwork) return this.#sets.all;
    return this.#sets.common(
      this.#side("egress", from, source).with(target),
      this.#side("ingress", to, target).with(source),
    );
  }

  #side(direction: "ingress" | "egress", node: NetworkNode, index: number): OneSide {
    const known = this.#sideOf[direction];
    let side = known.get(index);
    if (!side) known.set(index, (side = this.#sides.of(direction, node)));
    return side;
  }

  #put(name: string, node: NetworkNode, groups: readonly JsonObject[]): void {
    const known = this.#documents.get(node);
    if (!known) this.#documents.set(node, { [name]: groups });
    else known[name] = [...(known[name] ?? []), ...groups];
  }

  #between(from: NetworkNode, to: NetworkNode): Found {
    const [egress, ingress] = [this.#graph.side("egress", from, to), this.#graph.side("ingress", from, to)];
    const why = [
      ...(from === stranger ? [] : [`egress: ${whyOf(egress)}`]),
      ...(to === stranger ? [] : [`ingress: ${whyOf(ingress)}`]),
    ].join("; ");
    return { ports: egress.ports.intersect(ingress.ports), why };
  }

  #fromOutside(node: NetworkNode): Found {
    const ways = this.#exposures.to(node).filter(({ target }) => target.isAdmitted);
    const ports = ways
      .map(({ way, target: { port } }) => (port === null ? PortSet.all : PortSet.of(way.protocol, port, port)))
      .reduce((all, one) => all.union(one), PortSet.none);
    const openers = ways.map(({ way: { by } }) => objectName(by.resource));
    return { ports, why: openers.length === 0 ? "nothing lets it in" : `by ${[...new Set(openers)].join(", ")}` };
  }

  #toOutside(node: NetworkNode): Found {
    const sides = this.#graph.outside(node).all.map((address) => this.#graph.side("egress", node, { address }));
    const ports = sides.reduce((all, side) => all.union(side.ports), PortSet.none);
    const open = sides.find((side) => !side.ports.isEmpty) ?? sides[0];
    return { ports, why: open ? `egress: ${whyOf(open)}` : "" };
  }

  /** Nothing when they name no port that there is. */
  #askedPorts(name: string, { ports }: StatedConnection, path: readonly PathStep[]): Asked | undefined {
    if (!ports) return { ports: PortSet.all, isAny: true };
    let all = PortSet.none;
    for (const [index, text] of ports.entries()) {
      const one = portsOf(String(text));
      if (one.isEmpty)
        this.vain.push({ name, path: [...path, "ports", index], message: `\`ports\`: there is no port ${text}` });
      all = all.union(one);
    }
    return all.isEmpty ? undefined : { ports: all, isAny: false };
  }
}

interface Asked {
  readonly ports: PortSet;
  /** None were named: whichever is open is enough to let somebody through. */
  readonly isAny: boolean;
}

/** With the policies that decide, where rules do. */
function whyOf(side: Side): string {
  const isOpen = !side.ports.isEmpty;
  const names = new Set(side.rules.map(({ policy: { entry } }) => objectName(entry.resource)));
  if (names.size === 0) return sideReason(side, isOpen, []);
  return `decided by ${[...names].join(", ")}`;
}

/** `5432`, `53/UDP`, `8000-8080/TCP`. */
function portsOf(text: string): PortSet {
  const [range = "", written] = text.split("/", 2);
  const [from = NaN, to = from] = range.split("-", 2).map(Number);
  const protocol = protocolOf(written);
  return protocol && from >= 1 && to <= 65_535 ? PortSet.of(protocol, from, to) : PortSet.none;
}

/** Names of ends, the first few of them when they are many. */
function textOf(ends: readonly string[], count: number): string {
  const named = ends.slice(0, namedEnds).join(", ");
  return count > namedEnds ? `${named} and ${count - namedEnds} more` : named;
}

/** What a document says: `open` and `closed` are texts of ports, empty for none. */
function rowOf(asked: Asked, { ports, why }: Found, from: string, to: string, count: number): JsonObject {
  const open = ports.intersect(asked.ports);
  const closed = asked.isAny ? (open.isEmpty ? "any port" : "") : asked.ports.subtract(open).toString();
  return { from, to, count, open: open.toString(), closed, why };
}
