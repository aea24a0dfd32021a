// Walks the syntax tree of a query.
import type { SyntaxNode } from "@lezer/common";

/** Why Prometheus would not take a query, and the index of the character. */
export class QueryFault extends Error {
  readonly what: string;
  readonly at: number | undefined;

  constructor(what: string, at?: number) {
    super(what);
    this.what = what;
    this.at = at;
  }
}

/** The text of a query, and the expression that all of it is. */
export interface Source {
  readonly text: string;
  readonly top: SyntaxNode;
}

/** Deeper ones are refused: the walks are recursive. */
const mostDepth = 200;

/** @throws QueryFault */
export function deeper(depth: number, node: SyntaxNode): number {
  if (depth >= mostDepth) throw new QueryFault("it is nested too deeply", node.from);
  return depth + 1;
}

const expressions = new Set([
  "AggregateExpr",
  "AnchoredExpr",
  "BinaryExpr",
  "FunctionCall",
  "MatrixSelector",
  "NumberDurationLiteral",
  "OffsetExpr",
  "ParenExpr",
  "SmoothedExpr",
  "StepInvariantExpr",
  "StringLiteral",
  "SubqueryExpr",
  "UnaryExpr",
  "VectorSelector",
]);

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** Children that are expressions themselves; of calls, their arguments. */
export function operandsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const body = node.getChild("FunctionCallBody");
  return childrenOf(body ?? node).filter(({ name }) => expressions.has(name));
}

/** The name of what a call calls, such as `sum` or `rate`, in lower case. */
export function calledName(node: SyntaxNode, text: string): string {
  const named = node.getChild("FunctionIdentifier") ?? node.getChild("AggregateOp");
  return named ? textOf(named, text).toLowerCase() : "";
}

export function textOf(node: SyntaxNode, text: string): string {
  return text.slice(node.from, node.to);
}

/** Without the parentheses around it. */
export function bare(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.name === "ParenExpr") {
    const [next] = operandsOf(inner);
    if (!next) return inner;
    inner = next;
  }
  return inner;
}

const comparing = new Map([
  ["Eql", "=="],
  ["Neq", "!="],
  ["Gtr", ">"],
  ["Gte", ">="],
  ["Lss", "<"],
  ["Lte", "<="],
] as const);
const arithmetic = new Set(["Pow", "Mul", "Div", "Mod", "Atan2", "Add", "Sub", "TrimUpper", "TrimLower"]);
const sets = new Set(["And", "Or", "Unless"]);

export interface Operator {
  readonly name: string;
  readonly type: "comparison" | "arithmetic" | "set";
  /** Of comparisons. */
  readonly symbol: ">" | ">=" | "<" | "<=" | "==" | "!=" | undefined;
}

/** What a binary expression does. */
export function operatorOf(node: SyntaxNode): Operator {
  for (const { name } of childrenOf(node)) {
    const symbol = comparing.get(name as never);
    if (symbol !== undefined) return { name, type: "comparison", symbol };
    if (arithmetic.has(name)) return { name, type: "arithmetic", symbol: undefined };
    if (sets.has(name)) return { name, type: "set", symbol: undefined };
  }
  throw new QueryFault("it has no operator", node.from);
}
