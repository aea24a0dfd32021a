// Reads selectors of PromQL: the metric, and what its labels must match.
import type { SyntaxNode } from "@lezer/common";
import { childrenOf, QueryFault, textOf } from "./promql-nodes.ts";
import { unquote } from "./promql-strings.ts";
import { isGoPattern, matchesEmpty } from "./go-pattern.ts";

export interface Matcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

export interface Selector {
  /** Empty when it is chosen by a pattern, or not at all. */
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/** @throws QueryFault for strings that Go does not read */
export function selectorOf(node: SyntaxNode, text: string): Selector {
  const named = node.getChild("Identifier");
  const matchers = childrenOf(node.getChild("LabelMatchers") ?? node).flatMap((part) => matcherOf(part, text));
  const byLabel = matchers.find(({ label, operator }) => label === "__name__" && operator === "=");
  return { metric: named ? textOf(named, text) : (byLabel?.value ?? ""), matchers };
}

function matcherOf(node: SyntaxNode, text: string): readonly Matcher[] {
  if (node.name === "QuotedLabelName") {
    const [string] = node.getChildren("StringLiteral");
    return string ? [{ label: "__name__", operator: "=", value: unquote(string, text) }] : [];
  }
  if (!node.name.endsWith("LabelMatcher")) return [];
  const name = node.getChild("LabelName");
  const quoted = node.getChild("QuotedLabelName")?.getChild("StringLiteral");
  const operator = node.getChild("MatchOp");
  const value = node.getChild("StringLiteral");
  if (!operator || !value) return [];
  const label = name ? textOf(name, text) : quoted ? unquote(quoted, text) : "";
  return [{ label, operator: textOf(operator, text), value: unquote(value, text) }];
}

/** @throws QueryFault where Prometheus would not take it */
export function checkSelector(node: SyntaxNode, text: string): void {
  const { matchers } = selectorOf(node, text);
  const hasName = node.getChild("Identifier") !== null;
  const isNamedTwice = hasName && matchers.some(({ label }) => label === "__name__");
  if (isNamedTwice) throw new QueryFault("a selector names its metric twice", node.from);
  const bad = matchers.find(({ operator, value }) => operator.endsWith("~") && !isGoPattern(value));
  if (bad) throw new QueryFault(`the pattern of ${bad.label} is no regular expression of Go`, node.from);
  if (hasName || matchers.some((matcher) => !takesEmpty(matcher))) return;
  throw new QueryFault("a selector needs a name, or a matcher that does not match the empty text", node.from);
}

function takesEmpty({ operator, value }: Matcher): boolean {
  switch (operator) {
    case "=":
      return value === "";
    case "!=":
      return value !== "";
    case "=~":
      return matchesEmpty(value);
    default:
      return !matchesEmpty(value);
  }
}
