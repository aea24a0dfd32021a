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
import { anyPod, outside } from "./connections.ts";
import type { Exposures } from "./exposures.ts";
import { stranger, type NetworkGraph, type NetworkNode, type Side } from "./network-graph.ts";
import { NodeClasses } from "./node-classes.ts";
import { PortSet, protocolOf } from "./port-set.ts";
import { objectName, sideReason } from "./side-reason.ts";
import { statedEnd, type StatedEnd } from "./stated-ends.ts";

/** How many ends a document names, of those that are alike. */
const namedEnds = 5;

/** What is so between two ends, and why. */
interface Found {
  readonly ports: PortSet;
  readonly why: string;
}

/** Ends that are alike: the same of the stated ports are open between them and the workload. */
interface Group {
  readonly open: PortSet;
  readonly closed: boolean;
  readonly missing: PortSet;
  readonly why: string;
  readonly inward: boolean;
  readonly ends: string[];
}

export class Segmentation {
  readonly vain: VainIntent[] = [];
  readonly #graph: NetworkGraph;
  readonly #exposures: Exposures;
  readonly #classes: NodeClasses;
  readonly #known = new Map<string, Found>();
  readonly #documents = new Map<NetworkNode, Record<string, readonly JsonObject[]>>();

  constructor(graph: NetworkGraph, exposures: Exposures, intents: readonly SegmentationIntent[]) {
    this.#graph = graph;
    this.#exposures = exposures;
    this.#classes = new NodeClasses(graph);
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
    for (const node of to.nodes) this.#put(name, node, this.#inward(node, from, asked));
    for (const node of from.nodes) {
      const groups = this.#outward(node, to, asked);
      if (groups.length > 0) this.#put(name, node, groups);
    }
  }

  #inward(node: NetworkNode, from: StatedEnd, asked: Asked): readonly JsonObject[] {
    const groups = new Map<string, Group>();
    const own = this.#classes.of(node);
    for (const source of from.nodes) {
      if (source === node) continue;
      const found = this.#remembered(`${this.#classes.of(source)} ${own}`, () => this.#between(source, node));
      addTo(groups, asked, true, source.id, found);
    }
    if (from.others) addTo(groups, asked, true, anyPod, this.#between(stranger, node));
    if (from.outside) addTo(groups, asked, true, outside, this.#fromOutside(node));
    return [...groups.values()].map((group) => documentOf(group, node.id));
  }

  /** To what is no workload of the evidence. */
  #outward(node: NetworkNode, to: StatedEnd, asked: Asked): readonly JsonObject[] {
    const groups = new Map<string, Group>();
    if (to.others) addTo(groups, asked, false, anyPod, this.#between(node, stranger));
    if (to.outside) addTo(groups, asked, false, outside, this.#toOutside(node));
    return [...groups.values()].map((group) => documentOf(group, node.id));
  }

  #put(name: string, node: NetworkNode, groups: readonly JsonObject[]): void {
    const known = this.#documents.get(node);
    if (!known) this.#documents.set(node, { [name]: groups });
    else known[name] = [...(known[name] ?? []), ...groups];
  }

  #remembered(key: string, find: () => Found): Found {
    let found = this.#known.get(key);
    if (!found) this.#known.set(key, (found = find()));
    return found;
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

function addTo(groups: Map<string, Group>, asked: Asked, inward: boolean, end: string, { ports, why }: Found): void {
  const open = ports.intersect(asked.ports);
  const missing = asked.isAny ? PortSet.none : asked.ports.subtract(open);
  const closed = asked.isAny ? open.isEmpty : !missing.isEmpty;
  const key = JSON.stringify([inward, open.toString(), missing.toString(), why]);
  const known = groups.get(key);
  if (known) known.ends.push(end);
  else groups.set(key, { open, closed, missing, why, inward, ends: [end] });
}

/** `open` and `closed` are texts of ports, empty for none. */
function documentOf({ open, closed, missing, why, inward, ends }: Group, own: string): JsonObject {
  const named = ends.slice(0, namedEnds).join(", ");
  const others = ends.length > namedEnds ? `${named} and ${ends.length - namedEnds} more` : named;
  return {
    from: inward ? others : own,
    to: inward ? own : others,
    count: ends.length,
    open: open.toString(),
    closed: closed ? (missing.isEmpty ? "any port" : missing.toString()) : "",
    why,
  };
}
