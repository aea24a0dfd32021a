// Where each key and list item of a parsed document stands, recorded from js-yaml's listener.
import type { EventType, State } from "js-yaml";
import type { PathStep } from "../model/index.ts";

/** The state that js-yaml passes to its listener; its published types leave out what it carries. */
type ListenerState = Omit<State, "kind" | "result"> & {
  readonly position: number;
  readonly line: number;
  readonly lineStart: number;
  readonly kind: "mapping" | "sequence" | "scalar" | null;
  readonly result: unknown;
};

interface PositionNode {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  kind: ListenerState["kind"];
  /** Text of a scalar, so that a key can be found by its name. */
  scalar: string | undefined;
  /** Of a mapping: key, value, key, value...; of a sequence: its items. */
  children: PositionNode[];
}

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Collects positions while js-yaml reads one document; afterwards it answers where a path stands. */
export class PositionRecorder {
  readonly #open: PositionNode[] = [];
  readonly #text: string;
  #root: PositionNode | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  readonly listener = (event: EventType, state: State): void => {
    const now = state as unknown as ListenerState;
    if (event === "open") {
      const column = now.position - now.lineStart;
      this.#open.push({ offset: now.position, line: now.line, column, kind: null, scalar: undefined, children: [] });
      return;
    }
    const node = this.#open.pop();
    if (!node) return;
    node.kind = now.kind;
    if (now.kind !== "mapping" && now.kind !== "sequence") {
      node.children = [];
      if (now.kind === "scalar") node.scalar = String(now.result);
    }
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(node);
    else this.#root = node;
  };

  /** The place of the key or item at `path`, or of its nearest ancestor that is written in the source. */
  locate(path: readonly PathStep[]): Position {
    let node = this.#root;
    let place = node;
    for (const step of path) {
      if (!node) break;
      const next = childAt(node, step);
      if (!next) break;
      place = next.place;
      node = next.value;
    }
    return place ? this.#firstCharacter(place) : { line: 1, column: 1 };
  }

  /** js-yaml opens a list item or the document before the blanks that lead to it: step over them. */
  #firstCharacter(node: PositionNode): Position {
    let { offset, line, column } = node;
    for (; offset < this.#text.length; offset++) {
      const character = this.#text[offset];
      if (character === "\n") {
        line++;
        column = 0;
      } else if (character === " " || character === "\t" || character === "\r") {
        column++;
      } else if (character === "#") {
        offset = this.#text.indexOf("\n", offset) - 1;
        if (offset < 0) break;
      } else {
        return { line: line + 1, column: column + 1 };
      }
    }
    return { line: node.line + 1, column: node.column + 1 };
  }
}

function childAt(node: PositionNode, step: PathStep): { place: PositionNode; value: PositionNode | undefined } | undefined {
  if (node.kind === "sequence") {
    const item = typeof step === "number" ? node.children[step] : undefined;
    return item && { place: item, value: item };
  }
  if (node.kind !== "mapping") return undefined;
  for (let index = 0; index < node.children.length; index += 2) {
    const key = node.children[index];
    if (key?.scalar === String(step)) return { place: key, value: node.children[index + 1] };
  }
  return undefined;
}
