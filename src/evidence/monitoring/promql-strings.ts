// Reads strings of PromQL, which are those of Go.
import type { SyntaxNode } from "@lezer/common";
import { QueryFault, textOf } from "./promql-nodes.ts";

const escapes = /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|[abfnrtv\\'"]|[^])?/g;
const controls: Readonly<Record<string, string>> = { a: "\u0007", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** What the string means. @throws QueryFault where Go would not read it */
export function unquote(node: SyntaxNode, text: string): string {
  const written = textOf(node, text);
  const quote = written.charAt(0);
  if (written.length < 2 || !written.endsWith(quote)) throw new QueryFault("a string does not end", node.from);
  const inner = written.slice(1, -1);
  if (quote === "`") return inner;
  return inner.replaceAll(escapes, (_, escaped: string | undefined, offset: number) => {
    const meant = escaped === undefined ? undefined : meaningOf(escaped, quote);
    if (meant === undefined) throw new QueryFault("a string has an escape that Go does not know", node.from + 1 + offset);
    return meant;
  });
}

function meaningOf(escaped: string, quote: string): string | undefined {
  if (escaped === "\\") return "\\";
  if (escaped === "'" || escaped === '"') return escaped === quote ? escaped : undefined;
  if (/^[0-7]{3}$/.test(escaped)) return characterOf(Number.parseInt(escaped, 8), 255);
  if (/^[xuU]./.test(escaped)) return characterOf(Number.parseInt(escaped.slice(1), 16), 0x10_ff_ff);
  return controls[escaped];
}

function characterOf(code: number, most: number): string | undefined {
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code <= most && !isSurrogate ? String.fromCodePoint(code) : undefined;
}
