// Reads the configuration of NATS into maps, lists and values, each with its line. https://docs.nats.io/running-a-nats-service/configuration
import type { Wrong } from "./draft.ts";

export type NatsValue = NatsMap | NatsList | NatsScalar;

export interface NatsMap {
  readonly kind: "map";
  readonly line: number;
  /** Keys in lower case; the last of a name holds. */
  readonly entries: ReadonlyMap<string, NatsValue>;
}

export interface NatsList {
  readonly kind: "list";
  readonly line: number;
  readonly items: readonly NatsValue[];
}

export interface NatsScalar {
  readonly kind: "scalar";
  readonly line: number;
  readonly text: string;
  /** Whether quotes make it text whatever it looks like. */
  readonly quoted: boolean;
}

export interface NatsFile extends NatsMap {
  readonly includes: readonly string[];
}

const mostDepth = 64;

interface Token {
  readonly type: "text" | "quoted" | "mark" | "break" | "end";
  readonly text: string;
  readonly line: number;
}

/** @throws what `wrong` makes */
export function readNats(text: string, wrong: Wrong): NatsFile {
  const reader = new NatsReader(text, wrong);
  const entries = reader.entries("end", 0);
  return { kind: "map", line: 1, entries, includes: reader.includes };
}

const blanks = /(?:[ \t\r]+|#[^\n]*|\/\/[^\n]*)*/y;
const quotedText = /"(?:[^"\\]|\\[^])*"|'[^']*'/y;
/** A key ends at what separates it from its value, a value at what separates it from the next one. */
const keyText = /[^\s=:{}[\](),;#"']+/y;
const valueText = /(?:[^\s,;{}[\]#"'](?:[^\s,;{}[\]])*)/y;

class NatsReader {
  readonly includes: string[] = [];
  readonly #text: string;
  readonly #wrong: Wrong;
  #at = 0;
  #line = 1;

  constructor(text: string, wrong: Wrong) {
    this.#text = text;
    this.#wrong = wrong;
  }

  /** Up to the brace that closes them, or the end of the text. */
  entries(until: "}" | "end", depth: number): ReadonlyMap<string, NatsValue> {
    if (depth > mostDepth) throw this.#wrong(this.#line, "blocks lie too deep in each other");
    const found = new Map<string, NatsValue>();
    for (;;) {
      const key = this.#next(keyText);
      if (key.type === "break" || (key.type === "mark" && /[,;]/.test(key.text))) continue;
      if (key.type === "end" && until === "end") return found;
      if (key.type === "mark" && key.text === until) return found;
      if (key.type === "end") throw this.#wrong(key.line, "a block does not end");
      if (key.type === "mark") throw this.#wrong(key.line, "a key is missing");
      if (key.type === "text" && key.text.toLowerCase() === "include") this.#include();
      else found.set(key.text.toLowerCase(), this.#valueOf(depth));
    }
  }

  #include(): void {
    const file = this.#next(valueText);
    if (file.type !== "text" && file.type !== "quoted") throw this.#wrong(file.line, "an include names no file");
    this.includes.push(file.text);
  }

  /** What stands after a key: with `:`, `=` or nothing between them. */
  #valueOf(depth: number): NatsValue {
    let token = this.#next(valueText);
    if (token.type === "mark" && /[:=]/.test(token.text)) token = this.#next(valueText);
    while (token.type === "break") token = this.#next(valueText);
    return this.#value(token, depth);
  }

  #value(token: Token, depth: number): NatsValue {
    const { type, text, line } = token;
    if (type === "text") return { kind: "scalar", line, text, quoted: false };
    if (type === "quoted") return { kind: "scalar", line, text, quoted: true };
    if (text === "{") return { kind: "map", line, entries: this.entries("}", depth + 1) };
    if (text === "[") return { kind: "list", line, items: this.#items(depth + 1) };
    if (text === "(") return this.#block(line);
    throw this.#wrong(line, "a value is missing");
  }

  #items(depth: number): readonly NatsValue[] {
    if (depth > mostDepth) throw this.#wrong(this.#line, "lists lie too deep in each other");
    const found: NatsValue[] = [];
    for (;;) {
      const token = this.#next(valueText);
      if (token.type === "break" || (token.type === "mark" && /[,;]/.test(token.text))) continue;
      if (token.type === "mark" && token.text === "]") return found;
      if (token.type === "end") throw this.#wrong(token.line, "a list does not end");
      found.push(this.#value(token, depth));
    }
  }

  /** Text over several lines: up to a line that is a closing bracket. */
  #block(line: number): NatsScalar {
    const end = this.#text.indexOf("\n)", this.#at);
    if (end === -1) throw this.#wrong(line, "a block of text does not end");
    const text = this.#text.slice(this.#at, end);
    this.#line += text.split("\n").length;
    this.#at = end + 2;
    return { kind: "scalar", line, text: text.trim(), quoted: true };
  }

  #next(plain: RegExp): Token {
    this.#at += this.#match(blanks).length;
    const line = this.#line;
    const character = this.#text[this.#at];
    if (character === undefined) return { type: "end", text: "", line };
    if (character === "\n") {
      this.#at += 1;
      this.#line += 1;
      return { type: "break", text: "\n", line };
    }
    if (character === '"' || character === "'") {
      const quoted = this.#match(quotedText);
      if (quoted === "") throw this.#wrong(line, "a quotation mark is not closed");
      this.#at += quoted.length;
      this.#line += quoted.split("\n").length - 1;
      return { type: "quoted", text: quoted.slice(1, -1), line };
    }
    // A value may begin with a colon only where a key has ended with one.
    const text = /[:=(]/.test(character) && plain === valueText ? "" : this.#match(plain);
    this.#at += text.length || 1;
    return text === "" ? { type: "mark", text: character, line } : { type: "text", text, line };
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0] ?? "";
  }
}
