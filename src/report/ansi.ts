// Colours and line wrapping for a terminal.
import type { GateCondition, Severity } from "../model/index.ts";

const codes = { bold: "1", dim: "2", red: "31", green: "32", yellow: "33", cyan: "36", alarm: "1;31" } as const;
export type Colour = keyof typeof codes;

/** Colours a text, or returns it as it is. */
export type Paint = (colour: Colour, text: string) => string;

/** A painter that paints only when colours are wanted. */
export function painter(colour: boolean): Paint {
  return (name, text) => (colour ? `\u001b[${codes[name]}m${text}\u001b[0m` : text);
}

export const severityColour = {
  critical: "alarm",
  high: "red",
  medium: "yellow",
  low: "cyan",
} as const satisfies Readonly<Record<Severity, Colour>>;

export const verdictColour = {
  pass: "green",
  known: "yellow",
  fail: "red",
  incomplete: "yellow",
} as const satisfies Readonly<Record<GateCondition["verdict"], Colour>>;

/**
 * Breaks a text at its spaces so that lines fit the width. The first line starts with `first`, the others are indented
 * as far. A word that is too long keeps a line of its own, because a cut path cannot be clicked.
 */
export function wrap(text: string, width: number, first = ""): readonly string[] {
  const indent = " ".repeat(first.length);
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(" ")) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
