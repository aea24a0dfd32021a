// Gathers what the network is made of, object by object, and derives the graph and its documents at the end.
import type { Picture, Subject } from "../../model/index.ts";
import type { DerivedSubject, Inventory } from "../derived.ts";
import { subjectAt } from "../places.ts";
import { Connections } from "./connections.ts";
import { Exposures } from "./exposures.ts";
import { NetworkDocuments } from "./network-documents.ts";
import { networkEntryOf, type NetworkEntry } from "./network-entry.ts";
import { NetworkGraph } from "./network-graph.ts";
import { networkPicture } from "./network-picture.ts";

/** So many objects may keep the text of their documents alive. */
const attachedEntries = 10_000;

export interface Network {
  readonly graph: NetworkGraph;
  readonly exposures: Exposures;
  readonly connections: Connections;
}

export class NetworkInventory implements Inventory {
  readonly entries: NetworkEntry[] = [];
  readonly #podNetworks: readonly string[] | undefined;

  /** `podNetworks` are the blocks that pods get their addresses from; by default the private networks. */
  constructor(podNetworks?: readonly string[]) {
    this.#podNetworks = podNetworks;
  }

  add(subjects: readonly [Subject, ...Subject[]], index: number): void {
    const entry = networkEntryOf(subjects, index, this.entries.length >= attachedEntries);
    if (entry) this.entries.push(entry);
  }

  graph(): NetworkGraph {
    return new NetworkGraph(this.entries, this.#podNetworks);
  }

  /** The graph with all that is asked of it. */
  network(): Network {
    const graph = this.graph();
    return { graph, exposures: new Exposures(graph, this.entries), connections: new Connections(graph) };
  }

  /** Nothing when there are no workloads to draw. */
  picture(): Picture | undefined {
    const { graph, connections, exposures } = this.network();
    return graph.nodes.length === 0 ? undefined : networkPicture(graph, connections, exposures);
  }

  derive(): readonly DerivedSubject[] {
    const documents = new NetworkDocuments(this.graph(), this.entries);
    return this.entries.flatMap((entry) =>
      documents.of(entry).map((input, at) => {
        const pod = entry.pods?.[at]?.pod;
        const subject = subjectAt("network", entry, input);
        return { index: entry.subject + at, subject: pod === undefined ? subject : { ...subject, pod } };
      }),
    );
  }
}
