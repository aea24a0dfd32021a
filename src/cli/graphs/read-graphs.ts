// Reads evidence for the commands that ask graphs: paths, or those of touchstone.yaml; what cannot be read fails closed.
import { existsSync } from "node:fs";
import type { Inventory } from "../../analysis/derived.ts";
import { readInventory } from "../../read-inventory.ts";
import { mergeOptions, type CollectingOptions, type CommonOptions } from "../options.ts";
import { collectOptionsOf, nothingToAssess } from "../prepare-assessment.ts";
import { terminalProgress } from "../progress.ts";
import { tellProblems, unreadEvidence } from "../run-assessment.ts";

/** What commander parsed. */
export type GraphOptions = CollectingOptions & { readonly config?: string };

const defaultConfig = "touchstone.yaml";

/** The options with touchstone.yaml under them, and its paths. */
export async function withConfig(
  options: GraphOptions,
): Promise<{ readonly merged: CommonOptions; readonly paths: readonly string[] }> {
  const file = options.config ?? (existsSync(defaultConfig) ? defaultConfig : undefined);
  const config = file === undefined ? {} : await (await import("../../config/index.ts")).loadConfig(file);
  const none = { format: [], output: [], framework: [], checks: [], skipChecks: [], catalogue: [], mapping: [] };
  return {
    merged: mergeOptions({ ...none, policy: [], allowBuiltin: [], ...options }, config),
    paths: config.paths ?? [],
  };
}

/**
 * Feeds the inventories. The result is an exit code when evidence could not be read, which was told then.
 * @throws TouchstoneError E_USAGE when nothing is named to read
 */
export async function readGraphs(
  paths: readonly string[],
  options: CollectingOptions,
  inventories: readonly Inventory[],
): Promise<number | undefined> {
  if (paths.length === 0) throw nothingToAssess();
  const progress = terminalProgress(process.stderr);
  progress.show(`reading ${paths.join(", ")}`);
  const read = await readInventory(paths, collectOptionsOf(options), inventories).finally(() => progress.done());
  tellProblems(read);
  return unreadEvidence(read, options.keepGoing);
}
