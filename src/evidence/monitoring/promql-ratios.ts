// Constants, factors and ratios in a query.
import type { SyntaxNode } from "@lezer/common";
import type { Ratio } from "../../model/index.ts";
import { numberIn } from "./promql-durations.ts";
import { bare, childrenOf, operandsOf, operatorOf, textOf } from "./promql-nodes.ts";
import { selectorOf } from "./promql-selectors.ts";

/** The number that an expression is whatever the metrics say; undefined for all others. */
export function constantOf(node: SyntaxNode, text: string): number | undefined {
  const inner = bare(node);
  if (inner.name === "NumberDurationLiteral") return numberIn(textOf(inner, text));
  const [left, right] = operandsOf(inner);
  if (inner.name === "UnaryExpr" && left) {
    const value = constantOf(left, text);
    return value !== undefined && textOf(inner, text).startsWith("-") ? -value : value;
  }
  if (inner.name !== "BinaryExpr" || !left || !right) return undefined;
  const one = constantOf(left, text);
  const other = constantOf(right, text);
  return one === undefined || other === undefined ? undefined : calculate(operatorOf(inner).name, one, other);
}

function calculate(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case "Add":
      return left + right;
    case "Sub":
      return left - right;
    case "Mul":
      return left * right;
    case "Div":
      return left / right;
    case "Mod":
      return left % right;
    case "Pow":
      return left ** right;
    default:
      return undefined;
  }
}

/** An expression without the constants that it is multiplied with or divided by, and their product. */
export function scaled(node: SyntaxNode, text: string): { readonly rest: SyntaxNode; readonly scale: number } {
  let rest = throughCalls(node);
  let scale = 1;
  for (;;) {
    const found = factorOf(rest, text);
    if (!found) return { rest, scale };
    rest = throughCalls(found.rest);
    scale *= found.scale;
  }
}

function factorOf(node: SyntaxNode, text: string): { readonly rest: SyntaxNode; readonly scale: number } | undefined {
  const [left, right] = operandsOf(node);
  if (node.name !== "BinaryExpr" || !left || !right) return undefined;
  const { name } = operatorOf(node);
  const [before, after] = [constantOf(left, text), constantOf(right, text)];
  if (name === "Mul" && before !== undefined && isFactor(before)) return { rest: right, scale: before };
  if (name === "Mul" && after !== undefined && isFactor(after)) return { rest: left, scale: after };
  if (name === "Div" && after !== undefined && isFactor(after)) return { rest: left, scale: 1 / after };
  return undefined;
}

function isFactor(value: number): boolean {
  return value !== 0 && Number.isFinite(value) && Number.isFinite(1 / value);
}

/** Calls that leave a ratio a ratio, such as `max by (job) (...)`, and parentheses, are taken off. */
function throughCalls(node: SyntaxNode): SyntaxNode {
  let inner = bare(node);
  while (inner.name === "AggregateExpr" || inner.name === "FunctionCall") {
    const over = operandsOf(inner).filter(({ name }) => name !== "NumberDurationLiteral" && name !== "StringLiteral");
    const [only, ...others] = over;
    if (!only || others.length > 0) return inner;
    const next = bare(only);
    if (next.name !== "BinaryExpr" && next.name !== "AggregateExpr" && next.name !== "FunctionCall") return inner;
    inner = next;
  }
  return inner;
}

/** What an expression is a ratio of; null for what is none. */
export function ratioIn(node: SyntaxNode, text: string): Ratio | null {
  const { rest, scale } = scaled(node, text);
  const [left, right] = operandsOf(rest);
  if (rest.name !== "BinaryExpr" || !left || !right) return null;
  const { name } = operatorOf(rest);
  if (name === "Sub" && constantOf(left, text) === 1) {
    const inner = ratioIn(right, text);
    return inner && inner.scale === 1 ? { ...inner, complement: !inner.complement, scale } : null;
  }
  if (name !== "Div") return null;
  const [above, below] = [scaled(left, text), scaled(right, text)];
  const numerator = termsOf(above.rest, text);
  const denominator = termsOf(below.rest, text);
  if (numerator.metrics.length === 0 || denominator.metrics.length === 0) return null;
  const whole = (scale * above.scale) / below.scale;
  return { numerator: numerator.all, denominator: denominator.all, complement: false, scale: whole };
}

/** Names of metrics below a node, and with them its matchers; in alphabetical order. */
export function termsOf(
  node: SyntaxNode,
  text: string,
): { readonly metrics: readonly string[]; readonly all: readonly string[] } {
  const metrics = new Set<string>();
  const all = new Set<string>();
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    waiting.push(...childrenOf(next));
    if (next.name !== "VectorSelector") continue;
    const { metric, matchers } = selectorOf(next, text);
    if (metric !== "") {
      metrics.add(metric);
      all.add(metric);
    }
    for (const { label, operator, value } of matchers) all.add(`${label}${operator}${value}`);
  }
  return { metrics: [...metrics].toSorted(), all: [...all].toSorted() };
}
