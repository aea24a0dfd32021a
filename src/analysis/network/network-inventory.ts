// Gathers what the network is made of, object by object, and derives the graph and its documents at the end.
import type { Picture, SegmentationIntent, Subject, VainIntent } from "../../model/index.ts";
import type { DerivedSubject, Inventory } from "../derived.ts";
import { subjectAt } from "../places.ts";
import { NetworkDocuments } from "./network-documents.ts";
import { networkEntryOf, type NetworkEntry } from "./network-entry.ts";
import { connectionsOf } from "./connections.ts";
import { Exposures } from "./exposures.ts";
import { NetworkGraph } from "./network-graph.ts";
import { networkPicture } from "./network-picture.ts";
import { Segmentation } from "./segmentation.ts";

/** So many objects may keep the text of their documents alive. */
const attachedEntries = 10_000;

/** Of more workloads a picture would say nothing. */
const mostDrawn = 300;

interface Network {
  readonly graph: NetworkGraph;
  readonly exposures: Exposures;
  readonly segmentation: Segmentation | undefined;
}

export class NetworkInventory implements Inventory {
  readonly entries: NetworkEntry[] = [];
  readonly #intents: readonly SegmentationIntent[];
  #made: Network | undefined;

  /** `intents` are what was stated. */
  constructor(intents: readonly SegmentationIntent[] = []) {
    this.#intents = intents;
  }

  add(subjects: readonly [Subject, ...Subject[]], index: number): void {
    const entry = networkEntryOf(subjects, index, this.entries.length >= attachedEntries);
    if (entry) this.entries.push(entry);
  }

  graph(): NetworkGraph {
    return new NetworkGraph(this.entries);
  }

  /** Nothing for clusters of which a picture would say nothing. */
  picture(): Picture | undefined {
    const { graph, exposures } = this.#network();
    if (graph.nodes.length === 0 || graph.nodes.length > mostDrawn) return undefined;
    return networkPicture(graph, connectionsOf(graph, exposures));
  }

  derive(): readonly DerivedSubject[] {
    const { graph, exposures, segmentation } = this.#network();
    const documents = new NetworkDocuments(graph, exposures, this.entries, segmentation);
    return this.entries.flatMap((entry) =>
      documents.of(entry).map((input, at) => {
        const pod = entry.pods?.[at]?.pod;
        const subject = subjectAt("network", entry, input);
        return { index: entry.subject + at, subject: pod === undefined ? subject : { ...subject, pod } };
      }),
    );
  }

  /** Stated connections that select nothing. */
  vain(): readonly VainIntent[] {
    return this.#network().segmentation?.vain ?? [];
  }

  /** Made once everything is there. */
  #network(): Network {
    if (this.#made) return this.#made;
    const graph = this.graph();
    const exposures = new Exposures(graph, this.entries);
    const segmentation = this.#intents.length > 0 ? new Segmentation(graph, exposures, this.#intents) : undefined;
    return (this.#made = { graph, exposures, segmentation });
  }
}
