// Collects evidence into inventories without judging it: what commands that ask graphs need.
import type { Inventory } from "./analysis/derived.ts";
import type { ClusterChoice, CollectClusterOptions } from "./evidence/cluster/index.ts";
import { collect, findAllSources, normalise, type CollectOptions, type EvidenceSink } from "./evidence/index.ts";
import type { Evidence, EvidenceProblem } from "./model/index.ts";

/** What was read, and what could not be. */
export interface ReadEvidence {
  readonly evidence: readonly Evidence[];
  readonly problems: readonly EvidenceProblem[];
}

/** Feeds the objects at the paths to every inventory, in their order. */
export async function readInventory(
  paths: readonly string[],
  options: CollectOptions,
  inventories: readonly Inventory[],
): Promise<ReadEvidence> {
  const { sink, read } = inventorySink(inventories, options);
  for (const source of await findAllSources(paths, sink)) await collect(source, options, sink);
  return read;
}

/**
 * Feeds the objects of a cluster to every inventory.
 * @throws TouchstoneError E_KUBECONFIG, E_CLUSTER
 */
export async function readCluster(
  choice: ClusterChoice,
  options: CollectClusterOptions,
  inventories: readonly Inventory[],
): Promise<ReadEvidence> {
  const { collectCluster } = await import("./evidence/cluster/index.ts");
  const { sink, read } = inventorySink(inventories, options);
  await collectCluster(choice, options, sink);
  return read;
}

/** A sink that feeds inventories, and what has come through it. */
function inventorySink(
  inventories: readonly Inventory[],
  { templates }: Pick<CollectOptions, "templates">,
): { readonly sink: EvidenceSink; readonly read: ReadEvidence } {
  const evidence: Evidence[] = [];
  const problems: EvidenceProblem[] = [];
  let count = 0;
  const sink: EvidenceSink = {
    object(object) {
      const subjects = normalise(object, evidence.length, { ...(templates && { templates }) });
      for (const inventory of inventories) inventory.add(subjects, count);
      count += subjects.length;
    },
    problem: (problem) => void problems.push(problem),
    finished: (finished) => void evidence.push(finished),
  };
  return { sink, read: { evidence, problems } };
}
