// Records where nodes stand while js-yaml reads a document, into one array of integers: objects would cost as much as the reading.
import type { EventType, State } from "js-yaml";
import { leaf, mapping, Positions, sequence, width, wrapper } from "./positions.ts";

/** The state that js-yaml passes to its listener; its published types leave out what it carries. */
type ListenerState = Omit<State, "kind" | "result"> & {
  readonly input: string;
  readonly position: number;
  readonly line: number;
  readonly depth: number;
  readonly kind: "mapping" | "sequence" | "scalar" | null;
  readonly result: unknown;
};

const usualLength = 256 * 1024;
let nodes = new Int32Array(usualLength);
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
  if (nodes.length > usualLength) nodes = new Int32Array(usualLength);
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
    // An empty item has no node and a pair such as `[a: b]` has two: the items of such a list are not told apart.
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
