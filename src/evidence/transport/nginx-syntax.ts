// Reads the text of nginx.conf into directives: words, quotes, comments, blocks.
import type { Wrong } from "./draft.ts";

export interface Directive {
  readonly name: string;
  readonly words: readonly string[];
  readonly line: number;
  /** Undefined where a semicolon ends it. */
  readonly block?: readonly Directive[];
}

interface Open {
  readonly directives: Directive[];
  readonly line: number;
}

/** Deeper than anybody writes. */
const mostDepth = 64;

const mark =
  /[ \t\r\n]+|#[^\n]*|[;{}]|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|(?!["'])(?:\$\{[^}\s]*\}|\\[^]|[^\s;{}\\])+/y;

/** @throws what `wrong` makes */
export function readNginx(text: string, wrong: Wrong): readonly Directive[] {
  const open: Open[] = [{ directives: [], line: 1 }];
  let words: string[] = [];
  let line = 1;
  let begun = 1;
  let at = 0;
  while (at < text.length) {
    mark.lastIndex = at;
    const [token] = mark.exec(text) ?? [];
    if (token === undefined) throw wrong(line, unreadable(text[at]));
    const here = line;
    at += token.length;
    line += countBreaks(token);
    if (/^[\s#]/.test(token)) continue;
    const [name = ""] = words;
    const current = open.at(-1);
    if (!current) throw wrong(here, "a block ends that was not begun");
    if (token === ";") {
      if (words.length === 0) throw wrong(here, "a semicolon ends nothing");
      current.directives.push({ name, words: words.slice(1), line: begun });
      words = [];
    } else if (token === "{") {
      if (words.length === 0) throw wrong(here, "a block has no name");
      const given = words.slice(1);
      words = [];
      if (name.endsWith("_by_lua_block")) {
        const end = endOfLua(text, at);
        if (end === -1) throw wrong(begun, "a block of Lua does not end");
        line += countBreaks(text.slice(at, end));
        at = end;
        continue;
      }
      const block: Directive[] = [];
      current.directives.push({ name, words: given, line: begun, block });
      open.push({ directives: block, line: here });
      if (open.length > mostDepth) throw wrong(here, "blocks lie too deep in each other");
    } else if (token === "}") {
      if (words.length > 0) throw wrong(here, `${shown(name)} is not ended by a semicolon`);
      open.pop();
      if (open.length === 0) throw wrong(here, "a block ends that was not begun");
    } else {
      if (words.length === 0) begun = here;
      words.push(unquoted(token));
    }
  }
  if (words.length > 0) throw wrong(begun, `${shown(words[0] ?? "")} is not ended by a semicolon`);
  const [outermost, inner] = open;
  if (inner) throw wrong(open.at(-1)?.line ?? 1, "a block does not end");
  return outermost?.directives ?? [];
}

function unreadable(character = ""): string {
  return character === '"' || character === "'" ? "a quotation mark is not closed" : "it ends within a word";
}

/** Names of directives are no secrets; what is no name is not shown. */
function shown(name: string): string {
  return /^[a-z_]{1,60}$/.test(name) ? name : "a directive";
}

function unquoted(token: string): string {
  const [first] = token;
  const inner = first === '"' || first === "'" ? token.slice(1, -1) : token;
  return inner.replaceAll(/\\([^])/g, (_, escaped: string) => escapes[escaped] ?? `\\${escaped}`);
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  "\\": "\\",
  " ": " ",
  t: "\t",
  n: "\n",
  r: "\r",
};

/** The index after the brace that closes the block; strings and comments of Lua may hold others. */
function endOfLua(text: string, from: number): number {
  const parts = /--\[\[[^]*?\]\]|--[^\n]*|\[\[[^]*?\]\]|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|[{}]/g;
  parts.lastIndex = from;
  let depth = 1;
  for (let part = parts.exec(text); part; part = parts.exec(text)) {
    if (part[0] === "{") depth += 1;
    else if (part[0] === "}") depth -= 1;
    if (depth === 0) return parts.lastIndex;
  }
  return -1;
}

function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
