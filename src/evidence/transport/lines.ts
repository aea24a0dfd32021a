// Splits text of settings into lines of words, as servers with one setting a line do: words, quotes, comments.
import type { Wrong } from "./draft.ts";

export interface WordLine {
  readonly line: number;
  readonly words: readonly string[];
}

export interface LineRules {
  /** Begins a comment only where a word may begin. */
  readonly comment: "#";
  /** Joins a line that ends with a backslash with the next one. */
  readonly joins?: boolean;
  /** Takes a backslash outside of quotes for an escape. */
  readonly escapes?: boolean;
  /** Quotes may stand within a word. */
  readonly quotesWithin?: boolean;
}

/** @throws what `wrong` makes, for a quotation mark that is not closed */
export function wordLines(text: string, rules: LineRules, wrong: Wrong): readonly WordLine[] {
  const found: WordLine[] = [];
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    let content = (lines[index] ?? "").replace(/\r$/, "");
    while (rules.joins && content.endsWith("\\") && index + 1 < lines.length) {
      index += 1;
      content = content.slice(0, -1) + (lines[index] ?? "").replace(/\r$/, "");
    }
    const words = wordsOf(content, rules);
    if (words === undefined) throw wrong(line, "a quotation mark is not closed");
    if (words.length > 0) found.push({ line, words });
  }
  return found;
}

/** Undefined when a quotation mark is not closed. */
function wordsOf(content: string, { comment, escapes = false, quotesWithin = false }: LineRules): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < content.length; at++) {
    const character = content[at] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
      else if (character === "\\" && quote === '"' && at + 1 < content.length) word += content[++at] ?? "";
      else word += character;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === comment && (word === undefined || quotesWithin)) {
      break;
    } else if ((character === '"' || character === "'") && (word === undefined || quotesWithin)) {
      quote = character;
      word ??= "";
    } else if (character === "\\" && escapes && at + 1 < content.length) {
      word = (word ?? "") + (content[++at] ?? "");
    } else {
      word = (word ?? "") + character;
    }
  }
  if (quote !== "") return undefined;
  if (word !== undefined) words.push(word);
  return words;
}
