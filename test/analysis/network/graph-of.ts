// A network graph of objects, as a run of Touchstone makes it.
import { NetworkInventory } from "../../../src/analysis/network/network-inventory.ts";
import type { NetworkGraph } from "../../../src/analysis/network/network-graph.ts";
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
