// `touchstone reach`: who reaches whom, why two ends do or do not, and what a change opens or closes.
import { changesBetween, connectionsOf, type Change, type Connection } from "../../analysis/network/connections.ts";
import { Exposures } from "../../analysis/network/exposures.ts";
import { NetworkInventory } from "../../analysis/network/network-inventory.ts";
import { networkPicture } from "../../analysis/network/network-picture.ts";
import { protocolOf } from "../../analysis/network/port-set.ts";
import { TouchstoneError, exitCodes } from "../../model/index.ts";
import { printable, textTable } from "../../report/index.ts";
import { printReport, writeReport } from "../write-report.ts";
import { endOf } from "./endpoints.ts";
import { explain, explanationText, type AskedPort } from "./explain.ts";
import { asksCluster, readGraphs, withConfig, type GraphOptions } from "./read-graphs.ts";

export type ReachOptions = GraphOptions & {
  readonly from?: string;
  readonly to?: string;
  readonly port?: string;
  readonly diff?: boolean;
  readonly oldValues: readonly string[];
  readonly newValues: readonly string[];
  readonly format: "table" | "json" | "dot" | "mermaid" | "svg";
  readonly output?: string;
};

interface Cluster {
  readonly graph: ReturnType<NetworkInventory["graph"]>;
  readonly connections: readonly Connection[];
  readonly unread: number | undefined;
}

/** Returns the exit code: 1 when the two ends do not reach each other, or a change opens something. */
export async function reach(paths: readonly string[], options: ReachOptions): Promise<number> {
  if (options.diff === true) return diff(paths, options);
  const { merged, configured } = await withConfig(options);
  const cluster = await clusterOf({ named: paths, configured }, merged);
  const { from, to } = options;
  if (from !== undefined || to !== undefined) {
    if (from === undefined || to === undefined)
      throw new TouchstoneError("E_USAGE", "reach needs both ends", "Give --from and --to.");
    const { graph } = cluster;
    const explanation = explain(graph, endOf(from, graph), endOf(to, graph), portOf(options.port));
    await print(options, options.format === "json" ? jsonText(explanation) : explanationText(explanation));
    return cluster.unread ?? (explanation.allowed ? exitCodes.passed : exitCodes.failed);
  }
  await print(options, await textOf(cluster, options.format));
  return cluster.unread ?? exitCodes.passed;
}

async function textOf({ graph, connections }: Cluster, format: ReachOptions["format"]): Promise<string> {
  const picture = () => networkPicture(graph, connections);
  switch (format) {
    case "json":
      return jsonText({
        connections: connections.map((row) => ({ ...row, ports: row.ports.toString() })),
        namespacesInDoubt: graph.namespacesInDoubt(),
      });
    case "dot":
      return (await import("../../report/picture-dot.ts")).renderDot(picture(), "Who reaches whom");
    case "mermaid":
      return (await import("../../report/picture-mermaid.ts")).renderMermaid(picture());
    case "svg":
      return (await import("../../report/picture-svg.ts")).renderSvg(picture(), "Who reaches whom", "reach", true);
    case "table":
      return tableOf(connections);
  }
}

async function diff(paths: readonly string[], options: ReachOptions): Promise<number> {
  if (asksCluster(options))
    throw new TouchstoneError("E_USAGE", "--diff compares two paths, not a cluster", "Leave out --diff.");
  const [old, now, ...more] = paths;
  if (old === undefined || now === undefined || more.length > 0)
    throw new TouchstoneError("E_USAGE", "--diff compares two paths", "Give the old one, then the new one.");
  if (options.format !== "table" && options.format !== "json")
    throw new TouchstoneError("E_USAGE", `--diff has no format ${options.format}`, "Choose table or json.");
  const { merged } = await withConfig(options);
  const before = await clusterOf({ named: [old] }, { ...merged, values: [...merged.values, ...options.oldValues] });
  const after = await clusterOf({ named: [now] }, { ...merged, values: [...merged.values, ...options.newValues] });
  const changes = changesBetween(before, after);
  await print(
    options,
    options.format === "json" ? jsonText({ changes: changes.map(shownChange) }) : changesText(changes),
  );
  const isOpened = changes.some(({ opened }) => !opened.isEmpty);
  return before.unread ?? after.unread ?? (isOpened ? exitCodes.failed : exitCodes.passed);
}

async function clusterOf(
  paths: Parameters<typeof readGraphs>[0],
  options: Parameters<typeof readGraphs>[2],
): Promise<Cluster> {
  const inventory = new NetworkInventory();
  const unread = await readGraphs(paths, ["network", "workloads"], options, [inventory]);
  const graph = inventory.graph();
  process.stderr.write(doubtNote(graph.namespacesInDoubt()));
  return { graph, connections: connectionsOf(graph, new Exposures(graph, inventory.entries)), unread };
}

/** Policies may mean these namespaces by labels that the evidence does not tell. */
function doubtNote(namespaces: readonly string[]): string {
  if (namespaces.length === 0) return "";
  return (
    `note: policies ask for labels of namespaces, and these have no manifest here: ${namespaces.map(printable).join(", ")}\n` +
    "  They are taken to have no labels but their names. Add their manifests to be sure.\n"
  );
}

/** `5432`, `53/UDP`. */
function portOf(text: string | undefined): AskedPort | undefined {
  if (text === undefined) return undefined;
  const [number = "", written = "TCP"] = text.split("/", 2);
  const protocol = protocolOf(written.toUpperCase());
  const port = Number(number);
  if (protocol && Number.isInteger(port) && port >= 1 && port <= 65_535) return { protocol, port };
  throw new TouchstoneError("E_USAGE", `"${text}" is no port`, "Write a number from 1 to 65535, as in 5432 or 53/UDP.");
}

function tableOf(connections: readonly Connection[]): string {
  if (connections.length === 0) return "Nothing reaches anything.\n";
  const rows = connections.map(({ from, to, ports, via }) => [from, to, ports.toString(), via ?? ""]);
  return textTable(["FROM", "TO", "PORTS", "THROUGH"], rows);
}

function shownChange({ from, to, opened, closed }: Change) {
  return { from, to, opened: opened.toString(), closed: closed.toString() };
}

function changesText(changes: readonly Change[]): string {
  if (changes.length === 0) return "Nothing is opened or closed.\n";
  const rows = changes.map(shownChange).map(({ from, to, opened, closed }) => [from, to, opened, closed]);
  return textTable(["FROM", "TO", "OPENED", "CLOSED"], rows);
}

async function print({ output }: ReachOptions, text: string): Promise<void> {
  if (output === undefined) return printReport([text]);
  await writeReport(output, [text]);
  process.stderr.write(`wrote ${output}\n`);
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
