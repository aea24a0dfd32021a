// Reads evidence for the commands that ask graphs: paths, a cluster, or the paths of touchstone.yaml; what cannot be read fails closed.
import { homedir } from "node:os";
import type { Inventory } from "../../analysis/derived.ts";
import type { ClusterPart } from "../../evidence/cluster/index.ts";
import { TouchstoneError } from "../../model/index.ts";
import { readCluster, readInventory, type ReadEvidence } from "../../read-inventory.ts";
import { noFileOptions } from "../file-options.ts";
import { mergeOptions, type CollectingOptions, type CommonOptions } from "../options.ts";
import { collectOptionsOf, nothingToAssess } from "../prepare-assessment.ts";
import { terminalProgress } from "../progress.ts";
import { tellProblems, unreadEvidence } from "../run-assessment.ts";
import { configFile } from "../config-file.ts";

/** What commander parsed. */
export type GraphOptions = CollectingOptions &
  ClusterOptions & {
    readonly config?: string;
  };

/** Any of them means a cluster. */
export interface ClusterOptions {
  readonly cluster?: boolean;
  readonly context?: string;
  readonly kubeconfig?: string;
}

/** The options with touchstone.yaml under them, and its paths. */
export async function withConfig(
  options: GraphOptions,
): Promise<{ readonly merged: CommonOptions & ClusterOptions; readonly configured: readonly string[] }> {
  const file = configFile(options);
  const config = file === undefined ? {} : await (await import("../../config/index.ts")).loadConfig(file);
  const none = {
    format: [],
    output: [],
    framework: [],
    checks: [],
    skipChecks: [],
    catalogue: [],
    mapping: [],
    exceptions: [],
    soa: [],
    attestations: [],
    ...noFileOptions,
  };
  return {
    merged: { ...options, ...mergeOptions({ ...none, policy: [], allowBuiltin: [], ...options }, config) },
    configured: config.paths ?? [],
  };
}

export function asksCluster({ cluster, context, kubeconfig }: ClusterOptions): boolean {
  return cluster === true || context !== undefined || kubeconfig !== undefined;
}

/**
 * Feeds the inventories with the cluster that the options name, or with what is at the paths: `named` by the user, else those
 * that are `configured`. The result is an exit code when evidence could not be read, which was told then.
 * @throws TouchstoneError E_USAGE when nothing is named to read, or both; E_KUBECONFIG, E_CLUSTER
 */
export async function readGraphs(
  { named, configured = [] }: { readonly named: readonly string[]; readonly configured?: readonly string[] },
  parts: readonly ClusterPart[],
  options: CollectingOptions & ClusterOptions,
  inventories: readonly Inventory[],
): Promise<number | undefined> {
  const paths = named.length > 0 ? named : configured;
  if (!asksCluster(options)) return told(options, paths.join(", "), () => readPaths(paths, options, inventories));
  if (named.length > 0) {
    const hint = "Leave out the paths, or --cluster, --context and --kubeconfig.";
    throw new TouchstoneError("E_USAGE", "evidence is taken from a cluster or from paths, not from both", hint);
  }
  const { limits, templates, now, version } = collectOptionsOf(options);
  const surroundings = { env: process.env, home: homedir() };
  const collecting = { parts, limits, ...(templates && { templates }), now, version, surroundings };
  return told(options, options.context ?? "the cluster", () => readCluster(options, collecting, inventories));
}

async function readPaths(
  paths: readonly string[],
  options: CollectingOptions,
  inventories: readonly Inventory[],
): Promise<ReadEvidence> {
  if (paths.length === 0) throw nothingToAssess();
  return readInventory(paths, collectOptionsOf(options), inventories);
}

async function told(
  { keepGoing }: CollectingOptions,
  what: string,
  reading: () => Promise<ReadEvidence>,
): Promise<number | undefined> {
  const progress = terminalProgress(process.stderr);
  progress.show(`reading ${what}`);
  const read = await reading().finally(() => progress.done());
  tellProblems(read);
  return unreadEvidence(read, keepGoing);
}
