// Reads numbers and durations of PromQL.
import type { SyntaxNode } from "@lezer/common";
import { textOf } from "./promql-nodes.ts";

const seconds: Readonly<Record<string, number>> = {
  y: 31_536_000,
  w: 604_800,
  d: 86_400,
  h: 3_600,
  m: 60,
  s: 1,
  ms: 0.001,
};

/** A number as PromQL writes it, with a duration in seconds; undefined for what is neither. */
export function numberIn(written: string): number | undefined {
  const text = written.replaceAll(/[\s_]/g, "").toLowerCase();
  const [, sign = "", plain = ""] = /^([+-]?)(.*)$/.exec(text) ?? [];
  const value = plainNumber(plain);
  return value === undefined ? undefined : sign === "-" ? -value : value;
}

function plainNumber(text: string): number | undefined {
  if (text === "inf") return Number.POSITIVE_INFINITY;
  if (text === "nan") return Number.NaN;
  if (/^0x[0-9a-f]+$/.test(text)) return Number(text);
  // Go reads what begins with 0 as octal, where it can.
  if (/^0[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  if (/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text)) return Number(text);
  return durationSeconds(text);
}

/** Such as `1h30m`; undefined for what is none. */
export function durationSeconds(text: string): number | undefined {
  if (!/^(\d+(ms|[ywdhms]))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, count = "", unit = ""] of text.matchAll(/(\d+)(ms|[ywdhms])/g)) sum += Number(count) * (seconds[unit] ?? 0);
  return sum;
}

/** Seconds of a duration in a range; undefined for what is calculated when the query runs. */
export function durationIn(node: SyntaxNode, text: string): number | undefined {
  return numberIn(textOf(node, text));
}
