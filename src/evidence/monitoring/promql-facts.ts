// What a query says: metrics, functions, ranges, and what it compares with which numbers.
import type { SyntaxNode } from "@lezer/common";
import type { Comparison, Query } from "../../model/index.ts";
import { durationIn } from "./promql-durations.ts";
import { calledName, childrenOf, operandsOf, operatorOf, type Source } from "./promql-nodes.ts";
import { constantOf, ratioIn, scaled, termsOf } from "./promql-ratios.ts";
import { selectorOf } from "./promql-selectors.ts";

const mirrored = { ">": "<", ">=": "<=", "<": ">", "<=": ">=", "==": "==", "!=": "!=" } as const;

/** Of a query that `checkTypes` took. */
export function factsOf({ text, top }: Source): Omit<Query, "parses" | "error"> {
  const metrics = new Set<string>();
  const matchers = new Set<string>();
  const functions = new Set<string>();
  const ranges: number[] = [];
  const comparisons: Comparison[] = [];
  let divides = false;
  for (const node of nodesIn(top)) {
    if (node.name === "VectorSelector") {
      const selector = selectorOf(node, text);
      if (selector.metric !== "") metrics.add(selector.metric);
      for (const { label, operator, value } of selector.matchers) matchers.add(`${label}${operator}${value}`);
    }
    if (node.name === "FunctionCall" || node.name === "AggregateExpr") functions.add(calledName(node, text));
    if (node.name === "MatrixSelector" || node.name === "SubqueryExpr") ranges.push(...rangeOf(node, text));
    if (node.name === "BinaryExpr") {
      comparisons.push(...comparisonIn(node, text));
      divides ||= isDivision(node, text);
    }
  }
  return {
    metrics: [...metrics].toSorted(),
    functions: [...functions].toSorted(),
    ranges,
    matchers: [...matchers].toSorted(),
    divides,
    ratio: ratioIn(top, text),
    comparisons,
  };
}

/** The node and all below it, in the order of the text. */
function* nodesIn(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesIn(child);
}

function rangeOf(node: SyntaxNode, text: string): readonly number[] {
  const [range] = node.getChildren("DurationExpr");
  const seconds = range && durationIn(range, text);
  return seconds === undefined || !Number.isFinite(seconds) ? [] : [seconds];
}

function isDivision(node: SyntaxNode, text: string): boolean {
  const [, right] = operandsOf(node);
  return operatorOf(node).name === "Div" && right !== undefined && constantOf(right, text) === undefined;
}

function comparisonIn(node: SyntaxNode, text: string): readonly Comparison[] {
  const { symbol } = operatorOf(node);
  const [left, right] = operandsOf(node);
  if (symbol === undefined || !left || !right) return [];
  const isMirrored = constantOf(left, text) !== undefined && constantOf(right, text) === undefined;
  const [side, other] = isMirrored ? [right, left] : [left, right];
  const number = constantOf(other, text);
  const ratio = ratioIn(side, text);
  const scale = ratio?.scale ?? scaled(side, text).scale;
  const value = number === undefined ? undefined : number / scale;
  // A negative factor turns the comparison around.
  const isTurned = isMirrored !== scale < 0;
  return [
    {
      operator: isTurned ? mirrored[symbol] : symbol,
      value: value !== undefined && Number.isFinite(value) ? value : null,
      metrics: termsOf(side, text).metrics,
      ratio,
    },
  ];
}
