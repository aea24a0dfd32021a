// Edits one YAML or JSON document: only the characters that must change, and only when the result says just that.
import { isDeepStrictEqual } from "node:util";
import { TouchstoneError, type Fix } from "../model/index.ts";
import { parseDocument } from "../yaml/index.ts";
import { editValue } from "./edit-value.ts";
import { planRemoval } from "./plan-removal.ts";
import { planSetting } from "./plan-setting.ts";
import { Refusal } from "./refusal.ts";
import type { Replacement } from "./text-places.ts";
import type { Style } from "./write-value.ts";
import { DocumentNodes } from "./yaml-nodes.ts";

export interface EditedDocument {
  readonly text: string;
  /** Those that were not made, each with the reason, a clause without a full stop. */
  readonly refused: ReadonlyMap<Fix, string>;
}

/**
 * Makes edits in their order; those of one group, an object of a List for example, never see another group's part of the
 * document. Everything that an edit does not mean stays byte for byte, and the new text is parsed again: an edit after which
 * it does not say exactly what it should is refused.
 */
export function editDocument(text: string, groups: readonly (readonly Fix[])[]): EditedDocument {
  const queues = groups.map((group) => [...group]);
  const refused = new Map<Fix, string>();
  let state: State = { text, value: valueOf(text) };
  for (;;) {
    // One edit of each group at a time: a list of many objects is read once for all of them.
    const batch = queues.flatMap((queue) => queue.splice(0, 1));
    if (batch.length === 0) return { text: state.text, refused };
    const together = batch.length === 1 ? undefined : tried(state, batch);
    if (together && !(together instanceof Refusal)) {
      state = together;
      continue;
    }
    for (const fix of batch) {
      const next = tried(state, [fix]);
      if (next instanceof Refusal) refused.set(fix, next.message);
      else state = next;
    }
  }
}

interface State {
  readonly text: string;
  readonly value: unknown;
}

function tried({ text, value }: State, fixes: readonly Fix[]): State | Refusal {
  try {
    const wanted = fixes.reduce<unknown>((edited, fix) => editValue(edited, fix), value);
    const nodes = new DocumentNodes(text);
    const style = styleOf(text, nodes.isJson);
    const replacements = fixes.flatMap((fix) => planEdit(nodes, fix, style));
    const edited = replaceAll(text, replacements);
    const found = valueOf(edited);
    if (!isDeepStrictEqual(found, wanted)) throw new Refusal("the text would then say something else, too");
    return { text: edited, value: found };
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown;
    if (thrown instanceof TouchstoneError) return new Refusal("the text could then not be read");
    throw thrown;
  }
}

function planEdit(nodes: DocumentNodes, fix: Fix, style: Style): readonly Replacement[] {
  return "remove" in fix ? planRemoval(nodes, fix.path) : planSetting(nodes, fix.path, fix.set, style);
}

function valueOf(text: string): unknown {
  return parseDocument({ text, linesBefore: 0 }, "").value;
}

function replaceAll(text: string, replacements: readonly Replacement[]): string {
  let result = "";
  let at = 0;
  for (const { start, end, text: fresh } of replacements.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at) throw new Refusal("two edits meet at the same place");
    result += text.slice(at, start) + fresh;
    at = end;
  }
  return result + text.slice(at);
}

function styleOf(text: string, json: boolean): Style {
  return { json, step: indentStep(text), lineBreak: text.includes("\r\n") ? "\r\n" : "\n" };
}

/** By how much the first key that is deeper than the one above it is indented; 2 when there is none. */
function indentStep(text: string): number {
  const [, outer = "", inner = ""] =
    /^( *)[^\s#:-][^\n:#]*:[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*( +)[^\s#-]/m.exec(text) ?? [];
  const step = inner.length - outer.length;
  return step > 0 && step <= 8 ? step : 2;
}
