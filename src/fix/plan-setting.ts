// Which characters change when a value is set: the old one gives way, or an entry is added behind its siblings.
import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import type { PathStep } from "../model/index.ts";
import { Refusal } from "./refusal.ts";
import { columnOf, contentEnd, endsLine, lineEnd, lineStart, restOfLine, type Replacement } from "./text-places.ts";
import { blockLines, inlineText, isBlock, keyText, scalarText, type Style } from "./write-value.ts";
import { colonEnd, dashOf, isNothing, isUnwritten, rangeOf, type DocumentNodes, type Slot } from "./yaml-nodes.ts";

/** @throws Refusal when the way leads through what is no mapping, or is used elsewhere */
export function planSetting(
  nodes: DocumentNodes,
  path: readonly PathStep[],
  value: unknown,
  style: Style,
): readonly Replacement[] {
  const { slot, rest } = nodes.follow(path);
  const { text } = nodes;
  const [step, ...deeper] = rest;
  if (step === undefined) {
    nodes.refuseRepeated(slot.value);
    return replaced(text, slot, value, style);
  }
  const node = slot.value;
  if (isMap(node) && node.items.length > 0) {
    const entry = [String(step), nest(deeper, value)] as const;
    return node.flow ? addedToFlow(text, node, entry, style) : addedToBlock(text, node, entry, style);
  }
  if (isSeq(node) && node.items.length > 0) {
    if (step !== node.items.length) throw new Refusal(`there is a list where a mapping with ${step} belongs`);
    return appended(text, node, nest(deeper, value), style);
  }
  if (isMap(node) || isSeq(node) || isNothing(node)) return filled(text, slot, nest(rest, value), style);
  throw new Refusal(`there is text where a mapping with ${step} belongs`);
}

/** The value below the mappings, and lists of one, that are missing. */
function nest(path: readonly PathStep[], value: unknown): unknown {
  return path.toReversed().reduce<unknown>((inner, step) => {
    if (typeof step === "string") return { [step]: inner };
    if (step !== 0) throw new Refusal(`there is no list to find item ${step} in`);
    return [inner];
  }, value);
}

function replaced(text: string, slot: Slot, value: unknown, style: Style): readonly Replacement[] {
  const node = slot.value;
  if (isUnwritten(node) || (isBlock(value) && isEmpty(node))) return filled(text, slot, value, style);
  if (node === null) throw new Refusal("nothing is written there");
  const [start, valueEnd] = rangeOf(node);
  const end = contentEnd(text, node);
  if (isAlias(node)) return [{ start, end: valueEnd, text: inlineText(value, style) }];
  if (isScalar(node)) {
    if (text[end - 1] === "\n") return [{ start, end, text: inlineText(value, style) + style.lineBreak }];
    const quote = /^["']/.exec(text.slice(start, valueEnd))?.[0];
    return [
      { start, end: valueEnd, text: isBlock(value) ? inlineText(value, style) : scalarText(value, style.json, quote) },
    ];
  }
  if (isFlow(node)) return [{ start, end: valueEnd, text: inlineText(value, style) }];
  if (isBlock(value) && Array.isArray(value) === isSeq(node)) {
    const lines = blockLines(value, columnOf(text, start), style);
    return [{ start, end: withoutBreak(text, end), text: lines.join(style.lineBreak).trimStart() }];
  }
  const from = slot.kind === "entry" ? colonEnd(slot.pair) : start;
  return [
    { start: from, end: withoutBreak(text, end), text: `${from === start ? "" : " "}${inlineText(value, style)}` },
  ];
}

/** A block scalar ends with its line break, which stays. */
function withoutBreak(text: string, end: number): number {
  return text[end - 1] !== "\n" ? end : text[end - 2] === "\r" ? end - 2 : end - 1;
}

function isFlow(node: Node): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

function isEmpty(node: Node | null): boolean {
  return isNothing(node) || ((isMap(node) || isSeq(node)) && node.items.length === 0);
}

/** Puts a value where nothing, null or an empty list or mapping stands. */
function filled(text: string, slot: Slot, value: unknown, style: Style): readonly Replacement[] {
  if (slot.kind === "root") throw new Refusal("the document is empty");
  const inFlow = slot.kind === "entry" ? slot.map.flow : slot.list.flow;
  const node = slot.value;
  const lead = inFlow === true && !isUnwritten(node) ? -1 : leadOf(slot);
  const written = node !== null && !isUnwritten(node);
  const [start, end] = written ? rangeOf(node) : [lead, lead];
  if (inFlow !== true && isBlock(value) && /^\s*$/.test(text.slice(lead, start)) && endsLine(text, end))
    return filledAsBlock(text, slot, value, [lead, start, end], style);
  return [{ start, end, text: `${written ? "" : " "}${inlineText(value, style)}` }];
}

function leadOf(slot: Exclude<Slot, { kind: "root" }>): number {
  if (slot.kind === "entry") return colonEnd(slot.pair);
  if (slot.list.flow) throw new Refusal("nothing is written there");
  return dashOf(slot.list, slot.index) + 1;
}

function filledAsBlock(
  text: string,
  slot: Exclude<Slot, { kind: "root" }>,
  value: object,
  [lead, start, end]: readonly [number, number, number],
  style: Style,
): readonly Replacement[] {
  if (slot.kind === "item") {
    if (restOfLine(text, end).trim() !== "")
      return [{ start, end, text: ` ${inlineText(value, style)}`.slice(start > lead ? 1 : 0) }];
    const lines = blockLines(value, columnOf(text, lead) + 1, style);
    return [{ start: lead, end, text: ` ${lines.join(style.lineBreak).trimStart()}` }];
  }
  const key = rangeOf(slot.pair.key as Node)[0];
  const lines = blockLines(value, columnOf(text, key) + style.step, style);
  return [{ start: lead, end, text: "" }, inserted(text, lineEnd(text, end), lines, style)];
}

/** Whole lines at the beginning of a line, or behind the last one when it has no line break. */
function inserted(text: string, at: number, lines: readonly string[], { lineBreak }: Style): Replacement {
  const joined = lines.join(lineBreak);
  const added = at > 0 && text[at - 1] !== "\n" ? lineBreak + joined : joined + lineBreak;
  return { start: at, end: at, text: added };
}

function addedToBlock(
  text: string,
  map: YAMLMap,
  [key, value]: readonly [string, unknown],
  style: Style,
): readonly Replacement[] {
  const first = rangeOf(map.items[0]?.key as Node)[0];
  if (!/^[ -]*$/.test(text.slice(lineStart(text, first), first)))
    throw new Refusal("a key is written in an unusual way");
  const lines = blockLines({ [key]: value }, columnOf(text, first), style);
  return [inserted(text, lineEnd(text, contentEnd(text, map)), lines, style)];
}

function appended(text: string, list: YAMLSeq, value: unknown, style: Style): readonly Replacement[] {
  if (!list.flow) {
    const lines = blockLines([value], columnOf(text, dashOf(list, 0)), style);
    return [inserted(text, lineEnd(text, contentEnd(text, list)), lines, style)];
  }
  const ranges = list.items.map((item) => rangeOf(item as Node));
  return addedBehind(text, ranges, rangeOf(list)[1] - 1, inlineText(value, style), style);
}

function addedToFlow(
  text: string,
  map: YAMLMap,
  [key, value]: readonly [string, unknown],
  style: Style,
): readonly Replacement[] {
  const ranges = map.items.map((pair): readonly [number, number] => {
    const [start, end] = rangeOf(pair.key as Node);
    const inner = pair.value as Node | null;
    return [start, inner === null ? end : isUnwritten(inner) ? colonEnd(pair) : rangeOf(inner)[1]];
  });
  const tight = style.json && !/^\s*:\s/.test(text.slice(rangeOf(map.items[0]?.key as Node)[1]));
  const entry = `${keyText(key, style.json)}:${tight ? "" : " "}${inlineText(value, style)}`;
  return addedBehind(text, ranges, rangeOf(map)[1] - 1, entry, style);
}

/** Behind the last part between brackets, on a line of its own when that has one. */
function addedBehind(
  text: string,
  ranges: readonly (readonly [number, number])[],
  close: number,
  part: string,
  { json, lineBreak }: Style,
): readonly Replacement[] {
  const [start, end] = ranges.at(-1) ?? [close, close];
  const line = lineStart(text, start);
  const alone = /^[ \t]*$/.test(text.slice(line, start));
  const before = ranges.at(-2);
  const compact =
    json && !alone && (before ? /^,\S/.test(text.slice(before[1])) : !/[:,]\s/.test(text.slice(line, end)));
  const gap = alone ? lineBreak + text.slice(line, start) : compact ? "" : " ";
  const trailing = /^\s*,/.exec(text.slice(end, close))?.[0];
  if (trailing !== undefined) return [{ start: end + trailing.length, end: end + trailing.length, text: gap + part }];
  return [{ start: end, end, text: `,${gap}${part}` }];
}
