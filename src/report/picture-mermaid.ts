// A picture for Mermaid: a subgraph for each group, dotted arrows for what is worth a look.
import type { Picture, PictureNode } from "../model/index.ts";
import { printable } from "./text.ts";

/** What stands around a label for each kind of node. */
const shapes: Readonly<Record<PictureNode["kind"], readonly [string, string]>> = {
  workload: ["[", "]"],
  account: ["([", "])"],
  role: ["{{", "}}"],
  outside: ["((", "))"],
  target: ["[[", "]]"],
};

/** Ends with a newline. */
export function renderMermaid({ nodes, edges, omitted }: Picture): string {
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const groups = [...new Set(nodes.map(({ group }) => group))];
  const lines = groups.flatMap((group, index) => {
    const own = nodes.filter((node) => node.group === group).map((node) => `${ids.get(node.id)}${shape(node)}`);
    if (group === "") return own;
    return [`subgraph g${index}[${quote(group)}]`, ...own.map((line) => `  ${line}`), "end"];
  });
  const arrows = edges.map(
    ({ from, to, label, isDanger }) => `${ids.get(from)} ${isDanger ? "-.->" : "-->"}|${quote(label)}| ${ids.get(to)}`,
  );
  const note = omitted > 0 ? [`%% ${omitted} more edges are not shown`] : [];
  return ["flowchart LR", ...[...lines, ...arrows, ...note].map((line) => `  ${line}`), ""].join("\n");
}

function shape({ label, kind }: PictureNode): string {
  const [before, after] = shapes[kind];
  return `${before}${quote(label)}${after}`;
}

/** Mermaid has no escapes of its own, but knows entities. */
function quote(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "#": "#35;",
    '"': "#quot;",
    "<": "#lt;",
    ">": "#gt;",
    "&": "#amp;",
  };
  return `"${printable(text).replaceAll(/[#"<>&]/g, (sign) => entities[sign] ?? sign)}"`;
}
