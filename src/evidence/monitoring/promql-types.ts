// What the grammar of PromQL alone lets through and Prometheus refuses: values of the wrong type, selectors of everything, modifiers.
import type { SyntaxNode } from "@lezer/common";
import { aggregationCalled, functions, type Signature, type ValueType } from "./promql-functions.ts";
import { bare, calledName, childrenOf, deeper, operandsOf, operatorOf, QueryFault, textOf, type Source } from "./promql-nodes.ts";
import { checkSelector } from "./promql-selectors.ts";
import { unquote } from "./promql-strings.ts";
import { durationIn } from "./promql-durations.ts";

/** @throws QueryFault where Prometheus would not take it */
export function checkTypes({ text, top }: Source): ValueType {
  return typeOf(top, text, 0);
}

function typeOf(node: SyntaxNode, text: string, above: number): ValueType {
  const depth = deeper(above, node);
  switch (node.name) {
    case "NumberDurationLiteral":
      return "scalar";
    case "StringLiteral":
      unquote(node, text);
      return "string";
    case "VectorSelector":
      checkSelector(node, text);
      return "vector";
    case "MatrixSelector":
      return matrixOf(node, text);
    case "SubqueryExpr":
      return subqueryOf(node, text, depth);
    case "OffsetExpr":
    case "StepInvariantExpr":
      return modifiedOf(node, text, depth);
    case "UnaryExpr":
      return demand(onlyOperand(node), text, depth, ["scalar", "vector"], "a sign");
    case "BinaryExpr":
      return binaryOf(node, text, depth);
    case "FunctionCall":
    case "AggregateExpr":
      return callOf(node, text, depth);
    default:
      return typeOf(onlyOperand(node), text, depth);
  }
}

function onlyOperand(node: SyntaxNode): SyntaxNode {
  const [operand] = operandsOf(node);
  if (!operand) throw new QueryFault("it is not PromQL", node.from);
  return operand;
}

function demand(node: SyntaxNode, text: string, depth: number, types: readonly ValueType[], by: string): ValueType {
  const type = typeOf(node, text, depth);
  if (!types.includes(type)) throw new QueryFault(`${by} takes a ${types.join(" or a ")}, and this is a ${type}`, node.from);
  return type;
}

function matrixOf(node: SyntaxNode, text: string): ValueType {
  const selector = onlyOperand(node);
  if (selector.name !== "VectorSelector") throw new QueryFault("a range may only follow a selector", node.from);
  checkSelector(selector, text);
  checkDurations(node, text);
  return "matrix";
}

function subqueryOf(node: SyntaxNode, text: string, depth: number): ValueType {
  demand(onlyOperand(node), text, depth, ["vector"], "a subquery");
  checkDurations(node, text);
  return "matrix";
}

function checkDurations(node: SyntaxNode, text: string): void {
  for (const part of node.getChildren("DurationExpr")) {
    const seconds = durationIn(part, text);
    if (seconds !== undefined && !(seconds > 0)) throw new QueryFault("a range must be above 0", part.from);
  }
}

/** An offset, or a time after `@`: once each, behind a selector or a subquery. */
function modifiedOf(node: SyntaxNode, text: string, depth: number): ValueType {
  let inner = onlyOperand(node);
  while (inner.name === "OffsetExpr" || inner.name === "StepInvariantExpr") {
    if (inner.name === node.name) throw new QueryFault("a modifier is there twice", node.from);
    inner = onlyOperand(inner);
  }
  while (inner.name === "AnchoredExpr" || inner.name === "SmoothedExpr") inner = onlyOperand(inner);
  const isMeant = ["VectorSelector", "MatrixSelector", "SubqueryExpr"].includes(inner.name);
  if (!isMeant) throw new QueryFault("offset and @ may only follow a selector or a subquery", node.from);
  return typeOf(onlyOperand(node), text, depth);
}

function binaryOf(node: SyntaxNode, text: string, depth: number): ValueType {
  const [left, right] = operandsOf(node);
  if (!left || !right) throw new QueryFault("it is not PromQL", node.from);
  const { type } = operatorOf(node);
  const takes: readonly ValueType[] = type === "set" ? ["vector"] : ["scalar", "vector"];
  const by = type === "set" ? "and, or, unless" : "an operator";
  const both = [left, right].map((side) => demand(side, text, depth, takes, by));
  const areScalars = both.every((one) => one === "scalar");
  const hasBool = node.getChild("BoolModifier") !== null;
  if (hasBool && type !== "comparison") throw new QueryFault("bool may only follow a comparison", node.from);
  if (areScalars && type === "comparison" && !hasBool) throw new QueryFault("scalars are compared with bool", node.from);
  checkMatching(node, text, type === "set", both.includes("scalar"));
  return areScalars ? "scalar" : "vector";
}

function checkMatching(node: SyntaxNode, text: string, isSet: boolean, hasScalar: boolean): void {
  const clause = node.getChild("MatchingModifierClause");
  if (!clause) return;
  if (hasScalar) throw new QueryFault("on and ignoring stand between vectors only", clause.from);
  const isGrouped = clause.getChild("GroupLeft") !== null || clause.getChild("GroupRight") !== null;
  if (isGrouped && isSet) throw new QueryFault("and, or, unless have no group_left or group_right", clause.from);
  if (!clause.getChild("On")) return;
  const [on = [], group = []] = clause.getChildren("GroupingLabels").map((labels) => childrenOf(labels).map((label) => textOf(label, text)));
  const twice = group.find((label) => /\w/.test(label) && on.includes(label));
  if (twice !== undefined) throw new QueryFault(`the label ${twice} is in on and in the group`, clause.from);
}

function callOf(node: SyntaxNode, text: string, depth: number): ValueType {
  const name = calledName(node, text);
  const signature = node.name === "FunctionCall" ? functions.get(name) : aggregationCalled(name);
  // A function that the grammar knows and this table does not yet.
  if (!signature) {
    for (const argument of operandsOf(node)) typeOf(argument, text, depth);
    return "vector";
  }
  checkArguments(node, text, depth, name, signature);
  return signature.gives;
}

function checkArguments(node: SyntaxNode, text: string, depth: number, name: string, signature: Signature): void {
  const given = operandsOf(node);
  const { takes, optional, repeats } = signature;
  const least = takes.length - (repeats ? 1 : optional);
  const isTooMany = !repeats && given.length > takes.length;
  if (given.length < least || isTooMany) throw new QueryFault(`${name} has ${given.length} arguments`, node.from);
  for (const [index, argument] of given.entries()) {
    const type = takes[Math.min(index, takes.length - 1)];
    if (type) demand(argument, text, depth, [type], name);
  }
  if (name === "count_values" && given[0] && bare(given[0]).name !== "StringLiteral") {
    throw new QueryFault("count_values takes a string", node.from);
  }
}
