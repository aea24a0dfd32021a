// A network graph of objects, as a run of Touchstone makes it.
import { Exposures } from "../../../src/analysis/network/exposures.ts";
import { NetworkInventory } from "../../../src/analysis/network/network-inventory.ts";
import { parseAddress } from "../../../src/analysis/network/cidr.ts";
import type { Endpoint, NetworkGraph } from "../../../src/analysis/network/network-graph.ts";
import { loadAll } from "js-yaml";
import { subjectsOfObjects } from "../subjects-of-objects.ts";

export function graphOf(objects: readonly unknown[]): NetworkGraph {
  return inventoryOf(objects).graph();
}

export function inventoryOf(objects: readonly unknown[]): NetworkInventory {
  const inventory = new NetworkInventory();
  let index = 0;
  for (const subjects of subjectsOfObjects(objects)) {
    inventory.add(subjects, index);
    index += subjects.length;
  }
  return inventory;
}

/** The same of manifests as text. */
export function graphOfYaml(text: string): NetworkGraph {
  return graphOf(loadAll(text).filter(Boolean));
}

/** The ports of `to` that `from` reaches, as text; an end is the name of a workload, or an address. */
export function reached(graph: NetworkGraph, from: string, to: string): string {
  return graph.ports(endOf(graph, from), endOf(graph, to)).toString();
}

function endOf({ nodes }: NetworkGraph, text: string): Endpoint {
  const address = parseAddress(text);
  if (address) return { address };
  const node = nodes.find(({ name }) => name === text);
  if (!node) throw new Error(`there is no workload ${text}`);
  return node;
}

/** The documents of manifests, by kind and name. */
export function documentsOf(text: string): ReadonlyMap<string, unknown> {
  const derived = inventoryOf(loadAll(text).filter(Boolean)).derive();
  return new Map(derived.map(({ subject: { resource, input } }) => [`${resource.kind} ${resource.name}`, input]));
}

/** The ways in to a workload, each as a line. */
export function exposuresOf(text: string, name: string): readonly string[] {
  const inventory = inventoryOf(loadAll(text).filter(Boolean));
  const graph = inventory.graph();
  const node = graph.nodes.find((one) => one.name === name);
  if (!node) throw new Error(`there is no workload ${name}`);
  return new Exposures(graph, inventory.entries).to(node).map(({ way, target }) => {
    const port = target.port === null ? "any" : `${way.protocol} ${target.port}`;
    return `${way.via} ${port} from ${way.from}, ${target.isAdmitted ? "let in" : "kept out"}`;
  });
}
