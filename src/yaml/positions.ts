// Where each key and list item of a document stands, recorded from js-yaml's listener into one array of integers.
import { load, type EventType, type State } from "js-yaml";
import type { PathStep } from "../model/index.ts";
import { kubernetesSchema } from "./kubernetes-yaml.ts";

/** The state that js-yaml passes to its listener; its published types leave out what it carries. */
type ListenerState = Omit<State, "kind" | "result"> & {
  readonly input: string;
  readonly position: number;
  readonly line: number;
  readonly depth: number;
  readonly kind: "mapping" | "sequence" | "scalar" | null;
  readonly result: unknown;
};

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

// A node is four integers: where it begins, its line, the index after its last descendant, and where it ends with its kind
// in the two lowest bits. Nodes stand in the order in which they begin, so a node's first child is the one after it.
const width = 4;
const leaf = 0;
const mapping = 1;
const sequence = 2;
/** js-yaml reads `- [a]` twice: as a key that turns out to be none, and so as the item itself. */
const wrapper = 3;

let nodes = new Int32Array(4096 * width);
/** Of the nodes that are not closed, by depth: the node, and how many children it has so far. */
let open = new Int32Array(1024);
let children = new Int32Array(1024);
let count = 0;
let text = "";
let lastClosed = -1;
let lastResult: unknown;
let firstAlias = -1;

/** Begins a document; everything until `takePositions` belongs to it. */
export function startRecording(): void {
  count = 0;
  text = "";
  lastClosed = -1;
  firstAlias = -1;
}

/** For js-yaml's `listener` option. A function of the module, not a closure: it runs twice for every node. */
export function recordPosition(event: EventType, listened: State): void {
  const state = listened as unknown as ListenerState;
  if (event === "open") {
    if ((count + 1) * width > nodes.length) nodes = grown(nodes);
    if (state.depth >= open.length) {
      open = grown(open);
      children = grown(children);
    }
    children[state.depth - 1]!++;
    children[state.depth] = 0;
    if (count === 0) text = state.input;
    nodes[count * width] = state.position;
    nodes[count * width + 1] = state.line;
    open[state.depth] = count++;
    return;
  }
  const node = open[state.depth] ?? 0;
  let kind = leaf;
  if (state.kind === "mapping" || state.kind === "sequence") {
    const twice = lastClosed === node + 1 && lastResult === state.result;
    if (twice) kind = wrapper;
    else if (state.kind === "mapping") kind = mapping;
    // Items without a text, and pairs such as `[a: b]`, have no node or two: such a list's items are not told apart.
    else if ((state.result as readonly unknown[]).length === children[state.depth]) kind = sequence;
    lastResult = state.result;
  } else {
    if (state.kind === null && state.result !== null && firstAlias === -1) firstAlias = node;
    lastResult = undefined;
  }
  nodes[node * width + 2] = count;
  nodes[node * width + 3] = state.position * 4 + kind;
  lastClosed = node;
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** What was recorded since `startRecording`. */
export function takePositions(): Positions {
  const taken = new Positions(text, nodes.slice(0, count * width), firstAlias);
  text = "";
  lastResult = undefined;
  return taken;
}

/** The line on which js-yaml was when it stopped, from 1. */
export function lastLine(): number {
  return count === 0 ? 1 : (nodes[(count - 1) * width + 1] ?? 0) + 1;
}

/** Answers where a path of one document stands. */
export class Positions {
  readonly #text: string;
  readonly #nodes: Int32Array;
  readonly #firstAlias: number;

  constructor(source: string, recorded: Int32Array, alias: number) {
    this.#text = source;
    this.#nodes = recorded;
    this.#firstAlias = alias;
  }

  /** The place of the first alias; undefined when the document has none. */
  firstAlias(): Position | undefined {
    return this.#firstAlias === -1 ? undefined : this.#placeOf(this.#firstAlias);
  }

  /** The place of the key or item at `path`, or of its nearest ancestor that is written in the source. */
  locate(path: readonly PathStep[]): Position {
    if (this.#nodes.length === 0) return { line: 1, column: 1 };
    let place = 0;
    let value = 0;
    for (const step of path) {
      while (this.#kindOf(value) === wrapper) value++;
      const child = this.#childAt(value, step);
      if (child === undefined) break;
      place = child;
      value = this.#kindOf(value) === mapping ? this.#afterOf(child) : child;
    }
    return this.#placeOf(place);
  }

  /** The key, or the item, that `step` leads to. */
  #childAt(node: number, step: PathStep): number | undefined {
    const after = this.#afterOf(node);
    let child = node + 1;
    switch (this.#kindOf(node)) {
      case sequence:
        if (typeof step !== "number") return undefined;
        for (let index = 0; child < after; index++, child = this.#afterOf(child)) if (index === step) return child;
        return undefined;
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

  #isKey(node: number, name: string): boolean {
    const end = (this.#nodes[node * width + 3] ?? 0) >> 2;
    const written = this.#text.slice(this.#startOf(node), end).trimEnd();
    if (written === name) return true;
    // A word without quotes is its own name, unless it is one of the few that stand for true, false or null.
    const plain = /^[A-Za-z_]/.test(written) && written.length > 5;
    return !plain && nameOf(written) === name;
  }

  #placeOf(node: number): Position {
    const start = this.#startOf(node);
    let lineStart = start;
    while (lineStart > 0 && !isBreak(this.#text.charCodeAt(lineStart - 1))) lineStart--;
    return { line: (this.#nodes[node * width + 1] ?? 0) + 1, column: start - lineStart + 1 };
  }

  #startOf(node: number): number {
    return this.#nodes[node * width] ?? 0;
  }

  #afterOf(node: number): number {
    return this.#nodes[node * width + 2] ?? 0;
  }

  #kindOf(node: number): number {
    return (this.#nodes[node * width + 3] ?? 0) & 3;
  }
}

/** What js-yaml makes of a key as it is written: with quotes, an anchor or a tag, or a number. */
function nameOf(written: string): string | undefined {
  try {
    return String(load(written, { schema: kubernetesSchema }));
  } catch {
    return undefined;
  }
}

function isBreak(character: number): boolean {
  return character === 0x0a || character === 0x0d;
}
