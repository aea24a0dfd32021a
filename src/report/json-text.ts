// JSON text in pieces: a large report is written out while it is made, and never held whole.

// JSON.stringify leaves these as they are; a terminal or a reader's eye obeys them.
const steering = /[\u007f-\u009f\p{Cf}\u2028\u2029]/gu;
/** Values deeper than this are small: each is written at once. */
const wholeBelow = 4;
const pieceLength = 64 * 1024;

/**
 * The text of `JSON.stringify(value, undefined, 2)` and a final newline, with every steering character escaped: the same
 * value, safe to print.
 */
export function* jsonPieces(value: object): Generator<string> {
  let piece = "";
  for (const part of parts(value, "", 0)) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}\n`;
}

function* parts(value: unknown, indent: string, depth: number): Generator<string> {
  if (typeof value !== "object" || value === null || depth >= wholeBelow) {
    yield whole(value, indent);
    return;
  }
  const list = Array.isArray(value);
  const numbers = list && value.length > 0 && value.every((item) => Number.isInteger(item));
  if (numbers) {
    // Lists of subjects are by far the longest.
    yield `[\n${indent}  ${value.join(`,\n${indent}  `)}\n${indent}]`;
    return;
  }
  const entries: readonly (readonly [string, unknown])[] = list
    ? value.map((item: unknown) => ["", item])
    : Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) {
    yield list ? "[]" : "{}";
    return;
  }
  const inner = `${indent}  `;
  let before = list ? "[\n" : "{\n";
  for (const [key, item] of entries) {
    yield `${before}${inner}${list ? "" : `${whole(key, inner)}: `}`;
    yield* parts(item, inner, depth + 1);
    before = ",\n";
  }
  yield `\n${indent}${list ? "]" : "}"}`;
}

/** A line feed in JSON text is layout: inside a string it is escaped. */
function whole(value: unknown, indent: string): string {
  if (typeof value === "number") return JSON.stringify(value);
  const text = JSON.stringify(value, undefined, 2);
  return text.replaceAll("\n", `\n${indent}`).replace(steering, escape);
}

// A character beyond the first 65,536 is written as the two halves that JSON knows.
function escape(character: string): string {
  return character
    .split("")
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
