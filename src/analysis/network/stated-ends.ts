// The ends of stated connections: which workloads of the evidence they mean, and what in them means nothing.
import type { ConnectionEnd, PathStep, WorkloadSelection } from "../../model/index.ts";
import type { NetworkNode } from "./network-graph.ts";

/** Whom an end means. `others` are pods that the evidence does not have. */
export interface StatedEnd {
  readonly nodes: readonly NetworkNode[];
  readonly others: boolean;
  readonly outside: boolean;
}

export interface VainPart {
  readonly path: readonly PathStep[];
  readonly message: string;
}

/** With each part of it that selects nothing: such an end would be taken for more than it is. */
export function statedEnd(
  end: ConnectionEnd,
  all: readonly NetworkNode[],
): { readonly end: StatedEnd; readonly vain: readonly VainPart[] } {
  if ("outside" in end) return { end: { nodes: [], others: false, outside: true }, vain: [] };
  const { namespaces, workloads, labels, except } = end;
  const left = except && (({ nodes }) => nodes)(selected(except, all));
  const { nodes, vain } = selected(end, all);
  const meant = left ? nodes.filter((node) => !left.includes(node)) : nodes;
  const others = namespaces === undefined && workloads === undefined && labels === undefined;
  const isVain = !others && vain.length === 0 && meant.length === 0;
  return {
    end: { nodes: meant, others, outside: false },
    vain: isVain ? [{ path: [], message: "it selects no workload" }] : vain,
  };
}

function selected(
  { namespaces, workloads, labels }: Omit<WorkloadSelection, "except">,
  all: readonly NetworkNode[],
): { readonly nodes: readonly NetworkNode[]; readonly vain: readonly VainPart[] } {
  const vain = [
    ...(namespaces ?? []).flatMap((name, index) =>
      all.some(({ namespace }) => namespace === name)
        ? []
        : [{ path: ["namespaces", index], message: `nothing runs in the namespace ${name}` }],
    ),
    ...(workloads ?? []).flatMap((text, index) =>
      all.some((node) => isNamed(node, text))
        ? []
        : [{ path: ["workloads", index], message: `there is no workload ${text}` }],
    ),
  ];
  const wanted = Object.entries(labels ?? {}).map(([key, value]) => [key, new Set<unknown>([value].flat())] as const);
  const nodes = all.filter(
    (node) =>
      (namespaces?.includes(node.namespace) ?? true) &&
      (workloads?.some((text) => isNamed(node, text)) ?? true) &&
      wanted.every(([key, values]) => values.has(node.labels.get(key))),
  );
  return { nodes, vain };
}

function isNamed({ id, namespace, name }: NetworkNode, text: string): boolean {
  return text === name || text === `${namespace}/${name}` || text === id;
}
