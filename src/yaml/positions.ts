// Answers where the keys and list items of a document stand, from what was recorded while it was read.
import { load } from "js-yaml";
import type { PathStep } from "../model/index.ts";
import { kubernetesSchema } from "./kubernetes-yaml.ts";
import { resolvePlain } from "./plain-scalar.ts";

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

// A node is four integers: where it begins, its line, the index after its last descendant, and where it ends with its kind
// in the two lowest bits. Nodes stand in the order in which they begin, so a node's first child is the one after it.
export const width = 4;
export const leaf = 0;
export const mapping = 1;
export const sequence = 2;
/** js-yaml reads `- [a]` twice: as a key that turns out to be none, and so as the item itself. */
export const wrapper = 3;

/** Answers where a path of one document stands. */
export class Positions {
  readonly #text: string;
  readonly #nodes: Int32Array;
  readonly #firstAlias: number;
  /** Of the lists that were asked for, the nodes of their items. */
  #items: Map<number, number[]> | undefined;
  /** The line that was asked for last, and where it begins: JSON may be a single line of many megabytes. */
  #line = -1;
  #lineStart = 0;

  constructor(source: string, recorded: Int32Array, alias: number) {
    this.#text = source;
    this.#nodes = recorded;
    this.#firstAlias = alias;
  }

  /** The place of the first alias; undefined when the document has none. */
  firstAlias(): Position | undefined {
    if (this.#firstAlias === -1) return undefined;
    // js-yaml opens a value before the blanks and line breaks that lead to it.
    const start = this.#startOf(this.#firstAlias);
    const blanks = this.#text.slice(start, this.#text.indexOf("*", start));
    return this.#place(start + blanks.length, this.#lineOf(this.#firstAlias) + (blanks.split("\n").length - 1));
  }

  /**
   * The place of the key or item at `path`, or of its nearest ancestor that is written in the source. A number after the path
   * of a text is one of its lines, from 0: it has a place where the text is written line by line, after `|`.
   */
  locate(path: readonly PathStep[]): Position {
    if (this.#nodes.length === 0) return { line: 1, column: 1 };
    let place = 0;
    let value = 0;
    for (const step of path) {
      while (this.#kindOf(value) === wrapper) value++;
      const child = this.#childAt(value, step);
      if (child === undefined) {
        const line = typeof step === "number" ? this.#lineOfText(value, step) : undefined;
        if (line !== undefined) return { line, column: 1 };
        break;
      }
      place = child;
      value = this.#kindOf(value) === mapping ? this.#afterOf(child) : child;
    }
    return this.#place(this.#startOf(place), this.#lineOf(place));
  }

  /** From 1; undefined where no line of the source is one of the text. */
  #lineOfText(node: number, index: number): number | undefined {
    if (this.#kindOf(node) !== leaf) return undefined;
    const text = this.#text.slice(this.#startOf(node), (this.#nodes[node * width + 3] ?? 0) >> 2);
    const head = /^\s*(?:[&!]\S*\s+)*\|[-+\d]*[ \t]*(?:#[^\n]*)?\n/.exec(text)?.[0];
    if (head === undefined || index < 0) return undefined;
    // What follows the header is one line of the source for each of the text.
    const lines = text.slice(head.length).split("\n").length;
    return index < lines ? this.#lineOf(node) + head.split("\n").length + index : undefined;
  }

  /** The key, or the item, that `step` leads to. */
  #childAt(node: number, step: PathStep): number | undefined {
    const after = this.#afterOf(node);
    let child = node + 1;
    switch (this.#kindOf(node)) {
      case sequence:
        if (typeof step !== "number") return undefined;
        return this.#itemsOf(node)[step];
      case mapping:
        while (child < after) {
          if (this.#isKey(child, String(step))) return child;
          const value = this.#afterOf(child);
          child = value < after ? this.#afterOf(value) : after;
        }
        return undefined;
      default:
        return undefined;
    }
  }

  /** Found once for each list, because a List may have as many items as there are findings in it. */
  #itemsOf(node: number): readonly number[] {
    let items = this.#items?.get(node);
    if (!items) {
      items = [];
      for (let child = node + 1; child < this.#afterOf(node); child = this.#afterOf(child)) items.push(child);
      (this.#items ??= new Map()).set(node, items);
    }
    return items;
  }

  #isKey(node: number, name: string): boolean {
    const end = (this.#nodes[node * width + 3] ?? 0) >> 2;
    return nameOf(this.#text.slice(this.#startOf(node), end).trim()) === name;
  }

  #place(start: number, line: number): Position {
    // The key of `? key` is opened before the blank.
    let at = start;
    while (this.#text.charCodeAt(at) === 0x20) at++;
    if (line !== this.#line || at < this.#lineStart) {
      this.#line = line;
      this.#lineStart = at;
      while (this.#lineStart > 0 && !isBreak(this.#text.charCodeAt(this.#lineStart - 1))) this.#lineStart--;
    }
    return { line: line + 1, column: at - this.#lineStart + 1 };
  }

  #startOf(node: number): number {
    return this.#nodes[node * width] ?? 0;
  }

  #lineOf(node: number): number {
    return this.#nodes[node * width + 1] ?? 0;
  }

  #afterOf(node: number): number {
    return this.#nodes[node * width + 2] ?? 0;
  }

  #kindOf(node: number): number {
    return (this.#nodes[node * width + 3] ?? 0) & 3;
  }
}

/** The name that a key has as it is written: plain, with quotes, or in ways that js-yaml has to read. */
function nameOf(written: string): string | undefined {
  if (/^[\w./-]+$/.test(written)) return String(resolvePlain(written));
  if (/^"[^"\\\n]*"$|^'[^'\n]*'$/.test(written)) return written.slice(1, -1);
  try {
    return String(load(written, { schema: kubernetesSchema }));
  } catch {
    return undefined;
  }
}

function isBreak(character: number): boolean {
  return character === 0x0a || character === 0x0d;
}
