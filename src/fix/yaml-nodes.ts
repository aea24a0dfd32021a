// A document as nodes with their ranges in the text, and the way of a path through it.
import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type CST,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { PathStep } from "../model/index.ts";
import { Refusal } from "./refusal.ts";

/** Where a value stands: it is the whole document, that of a key, or an item of a list. */
export type Slot =
  | { readonly kind: "root"; readonly value: Node | null }
  | {
      readonly kind: "entry";
      readonly value: Node | null;
      readonly map: YAMLMap;
      readonly index: number;
      readonly pair: Pair;
    }
  | { readonly kind: "item"; readonly value: Node | null; readonly list: YAMLSeq; readonly index: number };

/** How far a path leads: the slot that it reaches, the slot around that, and the steps that are not written. */
export interface Way {
  readonly slot: Slot;
  readonly around: Slot | undefined;
  readonly rest: readonly PathStep[];
}

/** Keys and scalars as text: what they mean is for our own parser to say. */
export class DocumentNodes {
  readonly text: string;
  readonly #document: Document.Parsed;
  readonly #repeated: ReadonlySet<string>;

  /** @throws Refusal when the text is not read without errors */
  constructor(text: string) {
    this.text = text;
    this.#document = parseDocument(text, {
      keepSourceTokens: true,
      schema: "failsafe",
      uniqueKeys: false,
      logLevel: "silent",
    });
    if (this.#document.errors.length > 0) throw new Refusal("its YAML is written in a way that cannot be edited");
    const repeated = new Set<string>();
    visit(this.#document, { Alias: (_, { source }) => void repeated.add(source) });
    this.#repeated = repeated;
  }

  /** Whether the document is written as JSON: in braces, its first key in double quotes. */
  get isJson(): boolean {
    let node: unknown = this.#document.contents;
    while (isSeq(node) && node.flow) node = node.items[0];
    if (!isMap(node) || !node.flow) return false;
    const key = node.items[0]?.key;
    return isScalar(key) && key.type === "QUOTE_DOUBLE";
  }

  /** @throws Refusal when the way leads through what is also used elsewhere */
  follow(path: readonly PathStep[]): Way {
    let slot: Slot = { kind: "root", value: this.#document.contents };
    let around: Slot | undefined;
    for (const [at, step] of path.entries()) {
      const node: Node | null = slot.value;
      this.refuseShared(node, path[at - 1]);
      const next: Slot | undefined = isMap(node) ? entryOf(node, step) : isSeq(node) ? itemOf(node, step) : undefined;
      if (!next) {
        if (at < path.length - 1) refuseMerged(node, step);
        return { slot, around, rest: path.slice(at) };
      }
      around = slot;
      slot = next;
    }
    return { slot, around, rest: [] };
  }

  /** @throws Refusal for an alias, and for an anchor that an alias repeats */
  refuseShared(node: Node | null, step: PathStep | undefined): void {
    const name = step === undefined ? "the document" : String(step);
    if (isAlias(node))
      throw new Refusal(`${name} is the alias *${node.source}: an edit would change the place that it repeats`);
    const anchor = node !== null && "anchor" in node ? node.anchor : undefined;
    if (anchor !== undefined && this.#repeated.has(anchor))
      throw new Refusal(
        `${name} is anchored as &${anchor} and repeated elsewhere: an edit would change those places, too`,
      );
  }

  /** @throws Refusal when something in the node is repeated elsewhere, so that it cannot be taken away */
  refuseRepeated(node: Node | null): void {
    if (node === null || isAlias(node)) return;
    visit(node, {
      Value: (_, inner) => {
        const { anchor } = inner as { readonly anchor?: string };
        if (anchor !== undefined && this.#repeated.has(anchor))
          throw new Refusal(`what would go is anchored as &${anchor} and repeated elsewhere`);
      },
    });
  }
}

function entryOf(map: YAMLMap, step: PathStep): Slot | undefined {
  const index = map.items.findIndex(({ key }) => isScalar(key) && String(key.value) === String(step));
  const pair = map.items[index];
  return pair && { kind: "entry", value: toNode(pair.value), map, index, pair };
}

function itemOf(list: YAMLSeq, step: PathStep): Slot | undefined {
  if (typeof step !== "number" || step >= list.items.length) return undefined;
  const item = list.items[step];
  if (isPair(item)) throw new Refusal("an item is a pair such as [a: b]");
  return { kind: "item", value: toNode(item), list, index: step };
}

function toNode(value: unknown): Node | null {
  return isNode(value) ? value : null;
}

/** A key that only a merge brings in has no text of its own to edit. */
function refuseMerged(node: Node | null, step: PathStep): void {
  if (isMap(node) && node.items.some(({ key }) => isScalar(key) && key.value === "<<"))
    throw new Refusal(`${step} may be merged in by <<: write it out there first`);
}

/** `[start, end]` of what is written. */
export function rangeOf(node: Node): readonly [number, number] {
  if (!node.range) throw new Refusal("a place in the text is not known");
  return [node.range[0], node.range[1]];
}

/** Whether nothing is written there, or null. */
export function isNothing(node: Node | null): boolean {
  return (
    node === null || (isScalar(node) && node.type === "PLAIN" && /^(?:|~|null|Null|NULL)$/.test(node.source ?? ""))
  );
}

/** Whether it stands on no character at all. */
export function isUnwritten(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.range?.[0] === node.range?.[1]);
}

/** The offset after the colon of an entry. */
export function colonEnd(pair: Pair): number {
  const token = pair.srcToken?.sep?.find(({ type }) => type === "map-value-ind");
  if (!token) throw new Refusal("a key stands without a colon");
  return token.offset + 1;
}

/** The offset of the dash of a block list's item. */
export function dashOf(list: YAMLSeq, index: number): number {
  const token = (list.srcToken as CST.BlockSequence | undefined)?.items[index]?.start.find(
    ({ type }) => type === "seq-item-ind",
  );
  if (!token) throw new Refusal("an item stands without a dash");
  return token.offset;
}
