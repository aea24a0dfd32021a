// The shortest way from every identity to a target, over edges that may pass through hubs which cost nothing.

/** An edge; without a text it leads out of a hub and is no step. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly text?: string;
}

/** What a node can reach: a label, such as the namespace whose secrets they are, and the steps. */
export interface Chain {
  readonly label: string;
  readonly steps: readonly string[];
}

interface Way {
  readonly label: string;
  readonly length: number;
  readonly edge?: Edge;
  readonly next?: Way;
}

/**
 * Searches backwards from all targets at once. Each node keeps the shortest ways to `keep` different labels, so the time is
 * linear in the edges. Of ways of one length the one whose edge came first is kept.
 */
export class Chains {
  readonly #ways = new Map<string, Way[]>();

  /** `targets` are nodes with their labels. */
  constructor(edges: readonly Edge[], targets: ReadonlyMap<string, string>, keep: number) {
    const into = new Map<string, Edge[]>();
    for (const edge of edges) {
      const list = into.get(edge.to);
      if (list) list.push(edge);
      else into.set(edge.to, [edge]);
    }
    let level: (readonly [string, Way])[] = [...targets].map(([node, label]) => [node, { label, length: 0 }]);
    while (level.length > 0) {
      const next: (readonly [string, Way])[] = [];
      // The list grows while it is read: what leads out of a hub is as far as the hub.
      for (const [node, way] of level) {
        if (!this.#accept(node, way, keep)) continue;
        for (const edge of into.get(node) ?? []) {
          if (edge.text === undefined) level.push([edge.from, { ...way, edge, next: way }]);
          else next.push([edge.from, { label: way.label, length: way.length + 1, edge, next: way }]);
        }
      }
      level = next;
    }
  }

  /** The shortest chain from a node to a target whose label is not this one. */
  from(node: string, except?: string): Chain | undefined {
    const way = this.#ways.get(node)?.find(({ label }) => label !== except);
    if (!way) return undefined;
    const steps: string[] = [];
    for (let at: Way | undefined = way; at; at = at.next) {
      if (at.edge?.text !== undefined) steps.push(at.edge.text);
    }
    return { label: way.label, steps };
  }

  #accept(node: string, way: Way, keep: number): boolean {
    const ways = this.#ways.get(node);
    if (!ways) this.#ways.set(node, [way]);
    else if (ways.length >= keep || ways.some(({ label }) => label === way.label)) return false;
    else ways.push(way);
    return true;
  }
}
