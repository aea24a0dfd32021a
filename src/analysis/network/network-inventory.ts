// Gathers what the network is made of, object by object, and derives the graph and its documents at the end.
import type { Subject } from "../../model/index.ts";
import type { DerivedSubject, Inventory } from "../derived.ts";
import { subjectAt } from "../places.ts";
import { NetworkDocuments } from "./network-documents.ts";
import { networkEntryOf, type NetworkEntry } from "./network-entry.ts";
import { NetworkGraph } from "./network-graph.ts";

/** So many objects may keep the text of their documents alive. */
const attachedEntries = 10_000;

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
