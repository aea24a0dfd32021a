// Which characters go when an entry or an item is removed: its lines and the comments right above them.
import { isPair, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import type { PathStep } from "../model/index.ts";
import { Refusal } from "./refusal.ts";
import {
  contentEnd,
  endsLine,
  entryEnd,
  lineEnd,
  lineStart,
  restOfLine,
  withCommentsAbove,
  type Replacement,
} from "./text-places.ts";
import { colonEnd, dashOf, isUnwritten, rangeOf, type DocumentNodes, type Slot } from "./yaml-nodes.ts";

/** @throws Refusal when nothing is written there, or what is written is used elsewhere */
export function planRemoval(nodes: DocumentNodes, path: readonly PathStep[]): readonly Replacement[] {
  const { slot, around, rest } = nodes.follow(path);
  if (rest.length > 0 || slot.kind === "root" || !around)
    throw new Refusal(`${String(path.at(-1))} is not written there`);
  nodes.refuseRepeated(slot.value);
  const { text } = nodes;
  if (slot.kind === "entry") {
    const { map, index } = slot;
    if (map.items.length === 1) return emptied(text, around, map, "{}");
    return map.flow ? flowPart(map.items.map(pairRange(text)), index) : blockEntry(text, map, index);
  }
  const { list, index } = slot;
  if (list.items.length === 1) return emptied(text, around, list, "[]");
  return list.flow ? flowPart(list.items.map(itemRange), index) : blockItem(text, list, index);
}

type Range = readonly [start: number, end: number];

function keyStart(pair: Pair): number {
  return rangeOf(pair.key as Node)[0];
}

function pairRange(text: string): (pair: Pair) => Range {
  return (pair) => {
    const end = pair.value === null ? rangeOf(pair.key as Node)[1] : entryEnd(text, pair);
    return [keyStart(pair), end];
  };
}

function itemRange(item: unknown): Range {
  if (isPair(item)) throw new Refusal("an item is a pair such as [a: b]");
  return rangeOf(item as Node);
}

/** One of several parts between brackets, with one comma. */
function flowPart(ranges: readonly Range[], index: number): readonly Replacement[] {
  const [own, next, before] = [ranges[index], ranges[index + 1], ranges[index - 1]];
  if (own && next) return [{ start: own[0], end: next[0], text: "" }];
  if (own && before) return [{ start: before[1], end: own[1], text: "" }];
  throw new Refusal("a place in the text is not known");
}

function blockEntry(text: string, map: YAMLMap, index: number): readonly Replacement[] {
  const [pair, next] = [map.items[index], map.items[index + 1]];
  if (!pair) throw new Refusal("a place in the text is not known");
  return blockPart(text, keyStart(pair), entryEnd(text, pair), next && keyStart(next));
}

function blockItem(text: string, list: YAMLSeq, index: number): readonly Replacement[] {
  const dash = dashOf(list, index);
  const item = list.items[index] as Node | null;
  const end = isUnwritten(item) ? dash + 1 : contentEnd(text, item as Node);
  return blockPart(text, dash, end, index + 1 < list.items.length ? dashOf(list, index + 1) : undefined);
}

function blockPart(text: string, start: number, end: number, next: number | undefined): readonly Replacement[] {
  const line = lineStart(text, start);
  if (!endsLine(text, end) && text[end - 1] !== "\n") throw new Refusal("something else stands on its line");
  if (/^ *$/.test(text.slice(line, start)))
    return [{ start: withCommentsAbove(text, line, start - line), end: lineEnd(text, end), text: "" }];
  // The first one, behind a dash: what comes next moves up, unless a comment stands before it.
  if (!/^[ -]*$/.test(text.slice(line, start)) || next === undefined)
    throw new Refusal("something else stands on its line");
  if (!text.slice(end, next).includes("#")) return [{ start, end: next, text: "" }];
  const dash = text.slice(line, start).trimEnd().length + line;
  return [{ start: dash, end: text[end - 1] === "\n" ? end - 1 : end + restOfLine(text, end).length, text: "" }];
}

/** The last part of a list or mapping leaves it empty: without brackets it would be null. */
function emptied(text: string, slot: Slot, collection: YAMLMap | YAMLSeq, empty: string): readonly Replacement[] {
  const [start] = rangeOf(collection);
  const end = contentEnd(text, collection);
  if (collection.flow || slot.kind === "item") return [{ start, end, text: empty }];
  if (slot.kind === "root") throw new Refusal("the document would be empty");
  const colon = colonEnd(slot.pair);
  if (!endsLine(text, colon)) return [{ start, end, text: empty }];
  return [
    { start: colon, end: colon, text: ` ${empty}` },
    { start: lineEnd(text, colon), end: lineEnd(text, end), text: "" },
  ];
}
