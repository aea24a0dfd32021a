// Reads a query in PromQL: whether Prometheus would take it, and what it says. The grammar is Prometheus' own.
import { parser } from "@prometheus-io/lezer-promql";
import type { SyntaxNode } from "@lezer/common";
import type { Query } from "../../model/index.ts";
import { checkTypes } from "./promql-types.ts";
import { childrenOf, QueryFault, type Source } from "./promql-nodes.ts";
import { factsOf } from "./promql-facts.ts";

/** Longer ones are refused: nobody writes them. */
const mostCharacters = 65_536;

/** What is known of a query that does not parse. */
export const noFacts = {
  metrics: [],
  functions: [],
  ranges: [],
  matchers: [],
  divides: false,
  ratio: null,
  comparisons: [],
} as const satisfies Omit<Query, "parses" | "error">;

const strict = parser.configure({ strict: true });

/** Facts of a query. Never throws: what is wrong with it is a fact. */
export function readQuery(text: string): Query {
  try {
    const source: Source = { text, top: topOf(text) };
    checkTypes(source);
    return { parses: true, error: "", ...factsOf(source) };
  } catch (thrown) {
    if (!(thrown instanceof QueryFault)) throw thrown;
    const { what, at } = thrown;
    return { parses: false, error: at === undefined ? what : `${what}, at character ${at + 1}`, ...noFacts };
  }
}

/** @throws QueryFault */
function topOf(text: string): SyntaxNode {
  if (text.trim() === "") throw new QueryFault("it is empty");
  if (text.length > mostCharacters) throw new QueryFault(`it is longer than ${mostCharacters} characters`);
  const top = childrenOf(parse(text)).find(({ name }) => name !== "LineComment");
  if (!top) throw new QueryFault("it is empty");
  return top;
}

function parse(text: string): SyntaxNode {
  try {
    return strict.parse(text).topNode;
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    const [, at] = /\bat (\d+)/.exec(thrown.message) ?? [];
    throw new QueryFault("it is not PromQL", at === undefined ? undefined : Number(at));
  }
}
