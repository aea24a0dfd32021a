// What policies read of the network: a document for each workload, each policy, and each way in from outside.
import type { JsonObject } from "../json.ts";
import type { NetworkEntry } from "./network-entry.ts";
import type { NetworkGraph } from "./network-graph.ts";

export class NetworkDocuments {
  constructor(graph: NetworkGraph, entries: readonly NetworkEntry[]) {}

  of(entry: NetworkEntry): JsonObject | undefined {
    return undefined;
  }
}
