// Finds the values that may write a place of a chart's template: guesses, which a rendering has to prove.
import type { Fix, PathStep } from "../model/index.ts";

/** A place below `.Values`, and what it would have to be. `null` takes a value away. */
export interface ValuesEdit {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The templates of a chart by their paths below it. */
export type Templates = ReadonlyMap<string, string>;

/**
 * Edits of values that may have the effect of `fix`. Looked at are the lines that write a key of the fix's path, in the block
 * of `line` or, when that is not known, in the whole template: `key: {{ .Values.a }}`, a block with `toYaml .Values.a`, a
 * `with .Values.a` around it, and helpers that they include.
 */
export function valuesEditsFor(
  templates: Templates,
  file: string,
  line: number | undefined,
  fix: Fix,
): readonly ValuesEdit[] {
  const lines = templates.get(file)?.split("\n");
  if (!lines) return [];
  const [from, to] = line === undefined ? [0, lines.length] : blockOf(lines, line - 1);
  const prefix = [...file.matchAll(/charts\/([^/]+)\//g)].map(([, chart = ""]) => chart);
  const value = "remove" in fix ? null : fix.set;
  const edits = new Map<string, ValuesEdit>();
  for (let at = from; at < to; at++) {
    for (const [depth, step] of fix.path.entries()) {
      const rest = fix.path.slice(depth + 1);
      if (!isKeyLine(lines[at] ?? "", step) || !rest.every((one) => typeof one === "string")) continue;
      for (const reference of referencesAt(lines, at, templates)) {
        const path = [...prefix, ...reference, ...rest];
        edits.set(JSON.stringify(path), { path, value });
      }
    }
  }
  return [...edits.values()];
}

/** The edits as one tree of values, which is laid over those that there are; a later edit wins where two meet. */
export function valuesTree(edits: readonly ValuesEdit[]): Readonly<Record<string, unknown>> {
  const root: Tree = {};
  for (const { path, value } of edits) {
    let at = root;
    for (const step of path.slice(0, -1)) {
      const inner = at[step];
      at = isTree(inner) ? inner : (at[step] = {});
    }
    at[path.at(-1) ?? ""] = value;
  }
  return root;
}

type Tree = { [key: string]: unknown };

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The line and what is indented below it; actions and blank lines end no block. */
function blockOf(lines: readonly string[], at: number): readonly [number, number] {
  const own = indentOf(lines[at] ?? "");
  let end = at + 1;
  while (end < lines.length) {
    const text = lines[end] ?? "";
    if (!/^\s*(?:\{\{.*\}\}\s*|#.*)?$/.test(text) && indentOf(text) <= own) break;
    end++;
  }
  return [at, end];
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isKeyLine(line: string, step: PathStep | undefined): boolean {
  if (typeof step !== "string") return false;
  const [, key = ""] =
    /^[\s-]*(?:"([^"]+)"|([\w./-]+)):(?:\s|$)/.exec(line)?.filter((group) => group !== undefined) ?? [];
  return key === step;
}

/** References of the key's own line, of the actions right above it, and of the actions that write what is below it. */
function referencesAt(lines: readonly string[], at: number, templates: Templates): readonly (readonly string[])[] {
  let from = at;
  while (from > 0 && /^\s*\{\{.*\}\}\s*$/.test(lines[from - 1] ?? "")) from--;
  let to = at + 1;
  while (to < lines.length && /^\s*\{\{-? *(?!end)\S.*\}\}\s*$/.test(lines[to] ?? "")) to++;
  return lines.slice(from, to).flatMap((line) => [...referencesIn(line), ...helperReferences(line, templates)]);
}

function referencesIn(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/\.Values((?:\.\w+)+)/g)].map(([, path = ""]) => path.slice(1).split("."));
}

/** What a helper reads, and the same below each word that it is given: `include "app.context" (list . "redis")`. */
function helperReferences(line: string, templates: Templates): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  for (const [, name = "", rest = ""] of line.matchAll(/(?:include|template) +"([^"]+)"([^|}]*)/g)) {
    const words = [...rest.matchAll(/"([\w-]+)"/g)].map(([, word = ""]) => word);
    for (const reference of referencesIn(bodyOf(name, templates))) {
      found.push(reference, ...words.map((word) => [word, ...reference]));
    }
  }
  return found;
}

function bodyOf(name: string, templates: Templates): string {
  for (const text of templates.values()) {
    const start = text.indexOf(`define "${name}"`);
    if (start === -1) continue;
    const next = text.indexOf("define ", start + 1);
    return text.slice(start, next === -1 ? undefined : next);
  }
  return "";
}
