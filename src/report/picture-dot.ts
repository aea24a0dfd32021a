// A picture for Graphviz: a cluster for each group, dashed bold edges for what is worth a look.
import type { Picture, PictureNode } from "../model/index.ts";
import { printable } from "./text.ts";

const shapes: Readonly<Record<PictureNode["kind"], string>> = {
  workload: "box",
  account: "ellipse",
  role: "hexagon",
  outside: "doublecircle",
  target: "octagon",
};

/** Ends with a newline. */
export function renderDot({ nodes, edges, omitted }: Picture, title: string): string {
  const groups = [...new Set(nodes.map(({ group }) => group))];
  const lines = groups.flatMap((group, index) => {
    const own = nodes.filter((node) => node.group === group).map((node) => `${quote(node.id)} [${attributes(node)}];`);
    if (group === "") return own;
    return [`subgraph cluster_${index} {`, `  label=${quote(group)};`, ...own.map((line) => `  ${line}`), "}"];
  });
  const arrows = edges.map(
    ({ from, to, label, isDanger }) =>
      `${quote(from)} -> ${quote(to)} [label=${quote(label)}${isDanger ? ', style="dashed,bold", color=red' : ""}];`,
  );
  const note = omitted > 0 ? `\\n${omitted} more edges are not shown` : "";
  const head = ["rankdir=LR;", `label=${quote(title).slice(0, -1)}${note}";`];
  return ["digraph touchstone {", ...[...head, ...lines, ...arrows].map((line) => `  ${line}`), "}", ""].join("\n");
}

function attributes({ label, kind }: PictureNode): string {
  return `label=${quote(label)}, shape=${shapes[kind]}`;
}

function quote(text: string): string {
  return `"${printable(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
