// Who reaches whom, for people and for machines: rows of many workloads at once.
import type { Connection } from "../../analysis/network/connections.ts";
import { locationOf, type WayIn } from "../../analysis/network/exposures.ts";
import { GroupNames } from "../../analysis/network/group-names.ts";
import type { Network } from "../../analysis/network/network-inventory.ts";
import { everyPod, stranger, type NetworkNode } from "../../analysis/network/network-graph.ts";
import { portsToOutside } from "../../analysis/network/network-picture.ts";
import { PortSet } from "../../analysis/network/port-set.ts";
import type { Paint } from "../../report/index.ts";
import { placeOf, printable } from "../../report/index.ts";
import { wrap } from "../../report/ansi.ts";
import { count } from "../../report/text.ts";

interface Row {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly ports: string;
}

export function overviewTable(network: Network, paint: Paint): string {
  const { graph, connections, exposures } = network;
  if (graph.nodes.length === 0) return "No workloads.\n";
  const names = new GroupNames(graph);
  const rows = [
    ...connections.rows().map((row) => rowOf(row, names)),
    ...othersOf(network).map(({ nodes, ports }) => ({
      from: ["pods of other namespaces"],
      to: names.list(nodes),
      ports: ports.describe(),
    })),
    ...leavingOf(network).map(({ nodes, ports }) => ({
      from: names.list(nodes),
      to: ["outside"],
      ports: ports.describe(),
    })),
  ];
  const ways = exposures.ways.filter(({ targets }) => targets.length > 0);
  const lines = [
    summaryOf(network),
    "",
    ...table(rows, paint),
    "",
    ...(ways.length === 0
      ? ["Nothing lets anyone in from outside."]
      : [paint("bold", "From outside:"), ...ways.map((way) => wayLine(way, names))]),
  ];
  return [...lines, ...doubtLines(network)].map((line) => `${line}\n`).join("");
}

/** What the answers would need and the evidence does not have. */
export function doubtLines({ graph }: Network): readonly string[] {
  const places = graph.namespacesInDoubt();
  if (places.length === 0) return [];
  const text = `Policies ask for labels of namespaces, and of these the evidence has no Namespace: ${places.join(", ")}.`;
  return ["", ...wrap(printable(text), 100), "Their names alone count as labels."];
}

function summaryOf({ graph }: Network): string {
  const isolated = (direction: "ingress" | "egress") =>
    graph.nodes.filter(
      (node) =>
        !node.hostNetwork &&
        !graph
          .side(direction, direction === "ingress" ? everyPod : node, direction === "ingress" ? node : everyPod)
          .ports.equals(PortSet.all),
    ).length;
  const policies = graph.policies.length === 1 ? "one policy" : `${graph.policies.length} policies`;
  return `${count(graph.nodes.length, "workload")}, ${policies}; isolated: ${isolated("ingress")} for ingress, ${isolated("egress")} for egress.`;
}

function rowOf({ from, to, ports }: Connection, names: GroupNames): Row {
  return { from: names.list(from), to: names.list(to), ports: ports.isEmpty ? "none" : ports.describe() };
}

function table(rows: readonly Row[], paint: Paint): readonly string[] {
  if (rows.length === 0) return ["Nobody reaches anybody."];
  const width = (field: "from" | "to") =>
    Math.max(field.length, ...rows.flatMap((row) => row[field].map((name) => name.length)));
  const [left, middle] = [width("from"), width("to")];
  const line = (from: string, to: string, ports: string) =>
    printable(`${from.padEnd(left)}  ${to.padEnd(middle)}  ${ports}`.trimEnd());
  return [
    paint("bold", line("FROM", "TO", "PORTS")),
    // A cell of several names has a line for each.
    ...rows.flatMap(({ from, to, ports }) =>
      Array.from({ length: Math.max(from.length, to.length) }, (_, index) =>
        line(from[index] ?? "", to[index] ?? "", index === 0 ? ports : ""),
      ),
    ),
  ];
}

function wayLine(way: WayIn, names: GroupNames): string {
  const { by, via, host, targets, protocol, isInternal } = way;
  const { kind, namespace, name } = by.resource;
  const [first] = targets;
  const port = !first || first.port === null ? "every port" : `${protocol} ${first.port}`;
  const closed = targets.filter(({ isAdmitted }) => !isAdmitted);
  const kept =
    closed.length === 0 ? "" : closed.length === targets.length ? ", kept out" : `, ${closed.length} kept out`;
  const how = [via === kind ? "" : via, isInternal ? "internal" : "", host].filter((text) => text !== "").join(", ");
  const whom = names.of([...new Set(targets.map(({ node }) => node))]);
  return printable(
    `  ${kind} ${namespace}/${name}${how === "" ? "" : ` (${how})`} to ${whom}, ${port}${kept}  ${placeOf(locationOf(way))}`,
  );
}

interface Opening {
  readonly nodes: NetworkNode[];
  readonly ports: PortSet;
}

function leavingOf({ graph }: Network): readonly Opening[] {
  return grouped(graph.nodes, (node) => portsToOutside(graph, node));
}

/** Pods that are not in the evidence, and whom they reach. */
function othersOf({ graph }: Network): readonly Opening[] {
  return grouped(graph.nodes, (node) => graph.side("ingress", stranger, node).ports);
}

function grouped(nodes: readonly NetworkNode[], portsOf: (node: NetworkNode) => PortSet): readonly Opening[] {
  const openings = new Map<string, Opening>();
  for (const node of nodes) {
    const ports = portsOf(node);
    if (ports.isEmpty) continue;
    const known = openings.get(ports.toString());
    if (known) known.nodes.push(node);
    else openings.set(ports.toString(), { nodes: [node], ports });
  }
  return [...openings.values()];
}

function policyName({ kind, namespace, name }: { kind: string; namespace: string; name: string }): string {
  return `${kind} ${namespace === "" ? "" : `${namespace}/`}${name}`;
}

export function overviewJson(network: Network): object {
  const { graph, connections, exposures } = network;
  const ids = (nodes: readonly NetworkNode[]) => nodes.map(({ id }) => id);
  const opening = ({ nodes, ports }: Opening) => ({ workloads: ids(nodes), ports: ports.toString() });
  return {
    workloads: graph.nodes.map((node) => ({
      id: node.id,
      kind: node.kind,
      namespace: node.namespace,
      name: node.name,
      hostNetwork: node.hostNetwork,
      location: node.entry?.location,
      policies: graph.policiesOf(node).map(({ entry: { resource } }) => policyName(resource)),
    })),
    connections: connections.rows().map(({ from, to, ports, isGeneral }) => ({
      from: ids(from),
      to: ids(to),
      ports: ports.toString(),
      general: isGeneral,
    })),
    fromOtherPods: othersOf(network).map(opening),
    toOutside: leavingOf(network).map(opening),
    fromOutside: exposures.ways.map((way) => ({
      ...way.by.resource,
      via: way.via,
      host: way.host,
      service: way.service,
      port: way.port,
      protocol: way.protocol,
      through: way.from,
      internal: way.isInternal,
      location: locationOf(way),
      targets: way.targets.map(({ node, port, isAdmitted }) => ({ workload: node.id, port, admitted: isAdmitted })),
    })),
  };
}
