// Gathers what the network is made of, object by object, and derives the graph and its documents at the end.
import type { Picture, Subject } from "../../model/index.ts";
import type { DerivedSubject, Inventory } from "../derived.ts";
import { subjectAt } from "../places.ts";
import { NetworkDocuments } from "./network-documents.ts";
import { networkEntryOf, type NetworkEntry } from "./network-entry.ts";
import { connectionsOf } from "./connections.ts";
import { Exposures } from "./exposures.ts";
import { NetworkGraph } from "./network-graph.ts";
import { networkPicture } from "./network-picture.ts";

/** So many objects may keep the text of their documents alive. */
const attachedEntries = 10_000;

/** Of more workloads a picture would say nothing. */
const mostDrawn = 300;

export class NetworkInventory implements Inventory {
  readonly entries: NetworkEntry[] = [];
  readonly #podNetworks: readonly string[] | undefined;
  #made: NetworkGraph | undefined;

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

  /** Nothing for clusters of which a picture would say nothing. */
  picture(): Picture | undefined {
    const graph = this.#graphOnce();
    if (graph.nodes.length === 0 || graph.nodes.length > mostDrawn) return undefined;
    return networkPicture(graph, connectionsOf(graph, new Exposures(graph, this.entries)));
  }

  derive(): readonly DerivedSubject[] {
    const documents = new NetworkDocuments(this.#graphOnce(), this.entries);
    return this.entries.flatMap((entry) =>
      documents.of(entry).map((input, at) => {
        const pod = entry.pods?.[at]?.pod;
        const subject = subjectAt("network", entry, input);
        return { index: entry.subject + at, subject: pod === undefined ? subject : { ...subject, pod } };
      }),
    );
  }

  /** Made once everything is there. */
  #graphOnce(): NetworkGraph {
    return (this.#made ??= this.graph());
  }
}
