// Names for many workloads at once: all of them, all of a namespace, or a few.
import type { NetworkGraph, NetworkNode } from "./network-graph.ts";
import { push } from "../resolver.ts";

/** How many names a text has before it counts the others. */
const most = 6;

export class GroupNames {
  readonly #total: number;
  readonly #byNamespace = new Map<string, number>();

  constructor({ nodes }: Pick<NetworkGraph, "nodes">) {
    this.#total = nodes.length;
    for (const { namespace } of nodes) this.#byNamespace.set(namespace, (this.#byNamespace.get(namespace) ?? 0) + 1);
  }

  /** The same as one text. */
  of(nodes: readonly NetworkNode[]): string {
    return this.list(nodes).join(", ");
  }

  /** `every workload`; or `agents/*` and `Deployment agents/pool`, in the order of the workloads, and how many more. */
  list(nodes: readonly NetworkNode[]): readonly string[] {
    if (nodes.length === this.#total && this.#total > 1) return ["every workload"];
    const places = new Map<string, NetworkNode[]>();
    for (const node of nodes) push(places, node.namespace, node);
    const names = [...places].flatMap(([namespace, some]) =>
      some.length > 1 && some.length === this.#byNamespace.get(namespace)
        ? [{ text: `${namespace}/*`, count: some.length }]
        : some.map(({ id }) => ({ text: id, count: 1 })),
    );
    if (names.length <= most) return names.map(({ text }) => text);
    const left = names.slice(most - 1).reduce((sum, { count }) => sum + count, 0);
    return [...names.slice(0, most - 1).map(({ text }) => text), `and ${left} more`];
  }
}
