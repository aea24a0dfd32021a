// Joins pairs with the same ports: first those with one target, then those with the same sources.
import type { PortSet } from "./port-set.ts";

export interface Pair {
  readonly from: number;
  readonly to: number;
  readonly ports: PortSet;
}

export interface MergedPairs {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly ports: PortSet;
}

/** All sources of a target with the same ports. */
export interface Sources {
  readonly from: readonly number[];
  readonly to: number;
  readonly ports: PortSet;
}

/** In the order of the sources, then of the targets. */
export function mergePairs(pairs: readonly Pair[]): readonly MergedPairs[] {
  const byTarget = new Map<string, { from: number[]; to: number; ports: PortSet }>();
  for (const { from, to, ports } of pairs) {
    const key = `${to} ${ports.toString()}`;
    const known = byTarget.get(key);
    if (known) known.from.push(from);
    else byTarget.set(key, { from: [from], to, ports });
  }
  return mergeSources([...byTarget.values()]);
}

/** Joins targets with the same sources and ports. */
export function mergeSources(all: readonly Sources[]): readonly MergedPairs[] {
  const bySources = new Map<string, { from: readonly number[]; to: number[]; ports: PortSet }>();
  for (const { from, to, ports } of all) {
    const sources = from.toSorted((left, right) => left - right);
    const key = `${sources.join()} ${ports.toString()}`;
    const known = bySources.get(key);
    if (known) known.to.push(to);
    else bySources.set(key, { from: sources, to: [to], ports });
  }
  return [...bySources.values()]
    .map(({ from, to, ports }) => ({ from, to: to.toSorted((left, right) => left - right), ports }))
    .toSorted((left, right) => compareLists(left.from, right.from) || compareLists(left.to, right.to));
}

function compareLists(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((value, index) => value !== right[index]);
  return at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? 0);
}
