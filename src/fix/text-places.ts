// Lines, columns and ends in a text that is being edited.
import { isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import { colonEnd, dashOf, isUnwritten, rangeOf } from "./yaml-nodes.ts";

/** What stands between `start` and `end` gives way to `text`. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** After the line break of the line; the end of the text when there is none. */
export function lineEnd(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === "\n") return offset;
  return text.indexOf("\n", offset) + 1 || text.length;
}

/** From 0. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** What is left of the line after `offset`, without its line break. */
export function restOfLine(text: string, offset: number): string {
  return text
    .slice(offset, text.indexOf("\n", offset) === -1 ? text.length : text.indexOf("\n", offset))
    .replace(/\r$/, "");
}

/** Whether nothing but a comment follows on the line. */
export function endsLine(text: string, offset: number): boolean {
  return /^(?:[ \t]+#.*|[ \t]*)$/.test(restOfLine(text, offset));
}

/** Where the last character of a node stands, plus one: without the comments that follow. */
export function contentEnd(text: string, node: Node): number {
  if (isMap(node) && !node.flow) {
    const last = node.items.at(-1);
    if (last) return entryEnd(text, last);
  }
  if (isSeq(node) && !node.flow) {
    const last = node.items.at(-1);
    if (isUnwritten(last as Node | null)) return dashOf(node, node.items.length - 1) + 1;
    return contentEnd(text, last as Node);
  }
  const [, end] = rangeOf(node);
  if (!isScalar(node) || (node.type !== "BLOCK_LITERAL" && node.type !== "BLOCK_FOLDED")) return end;
  // The blank lines after a block belong to it only when it says so.
  const [start] = rangeOf(node);
  if (/^[|>][^\n]*\+/.test(text.slice(start, end))) return end;
  let last = end;
  while (/^[ \t]*\r?\n$/.test(text.slice(lineStart(text, last - 1), last)) && last > start)
    last = lineStart(text, last - 1);
  return last;
}

export function entryEnd(text: string, pair: Pair): number {
  const value = pair.value as Node | null;
  return value === null || isUnwritten(value) ? colonEnd(pair) : contentEnd(text, value);
}

/** Where the comments begin that stand right above a line, at the same column; else the line itself. */
export function withCommentsAbove(text: string, start: number, column: number): number {
  let from = start;
  while (from > 0) {
    const above = lineStart(text, from - 1);
    const line = text.slice(above, from);
    if (!line.startsWith(`${" ".repeat(column)}#`)) return from;
    from = above;
  }
  return from;
}
