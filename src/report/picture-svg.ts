// A picture as SVG: dagre finds the places, classes carry the looks, and every text is escaped. Nothing in it is loaded or run.
import dagre from "@dagrejs/dagre";
import type { Picture, PictureEdge, PictureNode } from "../model/index.ts";
import { printable } from "./text.ts";
import { xmlText } from "./xml.ts";

/** Of the font that the styles ask for, wide enough for most letters. */
const letter = 7;
const lineHeight = 16;
const mostLetters = 30;

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Looks for a file of its own; a report brings them in its page. */
export const pictureStyle = `
.picture { background: #fff; }
.picture text { font: 12px system-ui, sans-serif; fill: #1b1f24; }
.picture .group { fill: #57606a; }
.picture .shape { fill: #f6f8fa; stroke: #57606a; }
.picture .outside .shape { fill: #fff8e5; }
.picture .target .shape { fill: #ffebe9; stroke: #b3261e; stroke-width: 2; }
.picture .edge path { fill: none; stroke: #57606a; }
.picture .edge text { paint-order: stroke; stroke: #fff; stroke-width: 5; }
.picture .danger path { stroke: #b3261e; stroke-width: 2; stroke-dasharray: 6 3; }
.picture .danger text { fill: #b3261e; }
.picture .arrow { fill: #57606a; }
@media (prefers-color-scheme: dark) {
  .picture { background: #16181c; }
  .picture text { fill: #e6e8eb; }
  .picture .group { fill: #a3abb5; }
  .picture .shape { fill: #22262c; stroke: #a3abb5; }
  .picture .outside .shape { fill: #3a3320; }
  .picture .target .shape { fill: #4a1f1d; stroke: #ff8a80; }
  .picture .edge path { stroke: #a3abb5; }
  .picture .edge text { stroke: #16181c; }
  .picture .danger path { stroke: #ff8a80; }
  .picture .danger text { fill: #ff8a80; }
  .picture .arrow { fill: #a3abb5; }
}
`;

/** `id` tells the parts of several pictures of one page apart. With `alone` it is a whole file, with its looks. */
export function renderSvg(picture: Picture, title: string, id: string, alone: boolean): string {
  const { nodes } = picture;
  // What goes from a node to itself is a line in it.
  const edges = picture.edges.filter(({ from, to }) => from !== to);
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 18, ranksep: 60, marginx: 12, marginy: 12 });
  const groups = new Set(nodes.map(({ group }) => group).filter((group) => group !== ""));
  const lines = new Map(nodes.map((node) => [node.id, linesOf(node, picture.edges, groups.size > 1)]));
  for (const node of nodes) {
    const own = lines.get(node.id) ?? [];
    const width = Math.max(60, ...own.map((line) => line.length * letter + 24));
    graph.setNode(node.id, { width, height: own.length * lineHeight + 14 });
  }
  for (const [index, { from, to, label }] of edges.entries()) {
    const text = shorten(label);
    graph.setEdge(from, to, { width: text.length * letter + 8, height: lineHeight, labelpos: "c" }, String(index));
  }
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const [wide, high] = [Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(height))];
  const drawnEdges = edges.map((edge, index) =>
    drawEdge(edge, graph.edge({ v: edge.from, w: edge.to, name: String(index) }) as Route, id),
  );
  const drawnNodes = nodes.map((node) => drawNode(node, lines.get(node.id) ?? [], graph.node(node.id) as Placed));
  const head = `<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" aria-labelledby="${id}-title ${id}-text" viewBox="0 0 ${wide} ${high}" width="${wide}" height="${high}">`;
  const arrow = `<defs><marker id="${id}-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path class="arrow" d="M0 0L8 4L0 8z"/></marker></defs>`;
  return [
    head,
    `<title id="${id}-title">${escape(title)}</title>`,
    `<desc id="${id}-text">${nodes.length} nodes and ${edges.length} arrows; dashed ones are worth a look.</desc>`,
    ...(alone ? [`<style>${pictureStyle}</style>`] : []),
    arrow,
    ...drawnEdges,
    ...drawnNodes,
    "</svg>",
    "",
  ].join("\n");
}

function linesOf(
  { id, label, group }: PictureNode,
  edges: readonly PictureEdge[],
  withGroup: boolean,
): readonly string[] {
  const own = edges.filter(({ from, to }) => from === id && to === id);
  return [
    shorten(label),
    ...(withGroup && group !== "" ? [shorten(group)] : []),
    ...own.map((edge) => shorten(`itself: ${edge.label}`)),
  ];
}

/** Without the middle when it is too long. */
function shorten(text: string): string {
  const shown = printable(text);
  if (shown.length <= mostLetters) return shown;
  return `${shown.slice(0, mostLetters / 2)}…${shown.slice(-(mostLetters / 2 - 1))}`;
}

function drawNode({ kind, id }: PictureNode, lines: readonly string[], { x, y, width, height }: Placed): string {
  const texts = lines.map((line, index) => {
    const at = y + (index - (lines.length - 1) / 2) * lineHeight + 4;
    return `<text${index > 0 ? ' class="group"' : ""} x="${round(x)}" y="${round(at)}" text-anchor="middle">${escape(line)}</text>`;
  });
  return `<g class="${kind}"><title>${escape(id)}</title>${outline(kind, x, y, width, height)}${texts.join("")}</g>`;
}

/** A shape of its own for each kind, so that nothing hangs on colours. */
function outline(kind: PictureNode["kind"], x: number, y: number, width: number, height: number): string {
  const [left, top] = [round(x - width / 2), round(y - height / 2)];
  const box = (radius: number): string =>
    `<rect class="shape" x="${left}" y="${top}" width="${round(width)}" height="${round(height)}" rx="${radius}"/>`;
  switch (kind) {
    case "workload":
      return box(3);
    case "account":
      return box(Math.round(height / 2));
    case "outside":
      return `<ellipse class="shape" cx="${round(x)}" cy="${round(y)}" rx="${round(width / 2)}" ry="${round(height / 2)}"/>`;
    case "role":
    case "target": {
      const [right, bottom, cut] = [round(x + width / 2), round(y + height / 2), 8];
      const points = [
        [left + cut, top],
        [right - cut, top],
        [right, round(y)],
        [right - cut, bottom],
        [left + cut, bottom],
        [left, round(y)],
      ];
      return `<polygon class="shape" points="${points.map((point) => point.join(",")).join(" ")}"/>`;
    }
  }
}

interface Route {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly x?: number;
  readonly y?: number;
}

function drawEdge({ from, to, label, isDanger }: PictureEdge, { points, x = 0, y = 0 }: Route, id: string): string {
  const path = points.map((point, index) => `${index === 0 ? "M" : "L"}${round(point.x)} ${round(point.y)}`).join("");
  const text =
    label === ""
      ? ""
      : `<text x="${round(x)}" y="${round(y + 4)}" text-anchor="middle">${escape(shorten(label))}</text>`;
  const title = `<title>${escape(`${from} -> ${to}: ${label}`)}</title>`;
  return `<g class="edge${isDanger ? " danger" : ""}">${title}<path d="${path}" marker-end="url(#${id}-arrow)"/>${text}</g>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}

function escape(text: string): string {
  return xmlText(printable(text)).xml;
}
