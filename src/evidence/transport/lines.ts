// Splits text of settings into lines of words, as servers with one setting a line do: words, quotes, comments.
import type { Wrong } from "./draft.ts";

export interface WordLine {
  readonly line: number;
  readonly words: readonly string[];
}

export interface LineRules {
  /** Joins a line that ends with a backslash with the next one. */
  readonly joins?: boolean;
  /** Takes a backslash outside of quotes for an escape. */
  readonly escapes?: boolean;
  /** Quotation marks; they may stand within a word. */
  readonly quotes: string;
  /** The quotation marks within which a backslash is an escape. */
  readonly escapedIn: string;
}

/** A number sign begins a comment. @throws what `wrong` makes, for a quotation mark that is not closed */
export function wordLines(text: string, rules: LineRules, wrong: Wrong): readonly WordLine[] {
  const found: WordLine[] = [];
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    const parts = [(lines[index] ?? "").replace(/\r$/, "")];
    while (rules.joins && parts.at(-1)?.endsWith("\\") && index + 1 < lines.length) {
      index += 1;
      parts.push((parts.pop() ?? "").slice(0, -1), (lines[index] ?? "").replace(/\r$/, ""));
    }
    const content = parts.join("");
    const words = wordsOf(content, rules);
    if (words === undefined) throw wrong(line, "a quotation mark is not closed");
    if (words.length > 0) found.push({ line, words });
  }
  return found;
}

/** Undefined when a quotation mark is not closed. */
function wordsOf(content: string, { escapes = false, quotes, escapedIn }: LineRules): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < content.length; at++) {
    const character = content[at] ?? "";
    if (quote !== "") {
      if (character === quote) quote = "";
      else if (character === "\\" && escapedIn.includes(quote) && at + 1 < content.length) word += content[++at] ?? "";
      else word += character;
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "#") {
      break;
    } else if (quotes.includes(character)) {
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
