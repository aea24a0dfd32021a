// `touchstone reach`: reads the evidence, builds the network of it, and answers one of three questions about it.
import { existsSync } from "node:fs";
import { NetworkInventory, type Network } from "../../analysis/network/network-inventory.ts";
import { parseBlock } from "../../analysis/network/cidr.ts";
import { networkDiff } from "../../analysis/network/network-diff.ts";
import { TouchstoneError, exitCodes, type EvidenceProblem } from "../../model/index.ts";
import { painter } from "../../report/index.ts";
import { jsonPieces } from "../../report/json-text.ts";
import { readInventory } from "../../read-inventory.ts";
import { collectOptions } from "../collect-options.ts";
import { mergeOptions, type CommonOptions } from "../options.ts";
import { wantsColour } from "../policy/terminal.ts";
import { tellProblems, unreadEvidence } from "../run-assessment.ts";
import { printReport, writeReport } from "../write-report.ts";
import { diffJson, diffTable } from "./diff-report.ts";
import { endOf } from "./ends.ts";
import { explainJson, explainTable } from "./explain-report.ts";
import type { ReachFormat } from "./formats.ts";
import { doubtLines, overviewJson, overviewTable } from "./overview-report.ts";
import { answersOf, isReached, parsePort } from "./questions.ts";

export type ReachOptions = Omit<
  CommonOptions,
  "format" | "output" | "framework" | "catalogue" | "mapping" | "checks" | "skipChecks" | "policy" | "allowBuiltin"
> & {
  readonly format: ReachFormat;
  readonly output?: string;
  readonly from?: string;
  readonly to?: string;
  readonly port?: string;
  readonly diff?: boolean;
  readonly diffValues: readonly string[];
  readonly podNetwork: readonly string[];
  readonly config?: string;
};

/** What is printed, by whatever format is wanted, and the exit code. */
interface Answer {
  readonly table: (colour: boolean) => string;
  readonly json: () => object;
  readonly exitCode: number;
}

const defaultConfig = "touchstone.yaml";

/** Returns the exit code. */
export async function reach(paths: readonly string[], options: ReachOptions): Promise<number> {
  checkUsage(options);
  const { merged, configured } = await withConfig(options);
  const sources = paths.length > 0 ? paths : configured;
  if (sources.length === 0)
    throw usage("there is nothing to read", "Name a chart, a manifest or a folder; `-` reads standard input.");
  const problems: EvidenceProblem[] = [];
  const read = async (own: readonly string[], chart: CommonOptions = merged): Promise<Network> => {
    const inventory = new NetworkInventory(options.podNetwork.length > 0 ? options.podNetwork : undefined);
    const found = await readInventory(own, collectOptions(chart).collect, [inventory]);
    problems.push(...found.problems);
    return inventory.network();
  };
  const answer = await answerOf(sources, options, merged, read);
  tellProblems({ problems });
  await print(answer, options);
  return unreadEvidence({ problems }, merged.keepGoing) ?? answer.exitCode;
}

async function answerOf(
  sources: readonly string[],
  options: ReachOptions,
  merged: CommonOptions,
  read: (paths: readonly string[], chart?: CommonOptions) => Promise<Network>,
): Promise<Answer> {
  if (options.diff === true || options.diffValues.length > 0) {
    const [before, after] = await bothOf(sources, options, merged, read);
    const diff = networkDiff(before, after);
    return {
      table: (colour) => diffTable(diff, painter(colour)),
      json: () => diffJson(diff),
      exitCode: diff.opened.length > 0 ? exitCodes.failed : exitCodes.passed,
    };
  }
  const network = await read(sources);
  if (options.from === undefined || options.to === undefined)
    return {
      table: (colour) => overviewTable(network, painter(colour)),
      json: () => overviewJson(network),
      exitCode: exitCodes.passed,
    };
  const [from, to] = [endOf(options.from, network.graph, "--from"), endOf(options.to, network.graph, "--to")];
  const asked = parsePort(options.port);
  const answers = answersOf(network, from, to, asked);
  return {
    table: (colour) => explainTable(answers, asked, painter(colour)) + linesOf(doubtLines(network)),
    json: () => ({ ...explainJson(answers, asked), namespacesInDoubt: network.graph.namespacesInDoubt() }),
    exitCode: answers.some(isReached) ? exitCodes.passed : exitCodes.failed,
  };
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** With values alone, a chart is compared with itself. */
async function bothOf(
  sources: readonly string[],
  { diffValues }: ReachOptions,
  merged: CommonOptions,
  read: (paths: readonly string[], chart?: CommonOptions) => Promise<Network>,
): Promise<readonly [Network, Network]> {
  const [old, now = diffValues.length > 0 ? old : undefined, ...more] = sources;
  if (old === undefined || now === undefined || more.length > 0)
    throw usage("--diff compares two paths", "Give OLD and NEW; or one chart, with --diff-values for the new one.");
  if (old === "-" && now === "-") throw usage("standard input is only one of the two", "Give a path for the other.");
  const next = diffValues.length > 0 ? { ...merged, values: diffValues } : merged;
  return [await read([old]), await read([now], next)];
}

function checkUsage({ from, to, port, diff, diffValues, podNetwork }: ReachOptions): void {
  const isDiff = diff === true || diffValues.length > 0;
  if ((from === undefined) !== (to === undefined))
    throw usage("--from and --to go together", "Give both; `outside` and NAMESPACE/* are ends, too.");
  if (isDiff && from !== undefined) throw usage("--diff explains nothing", "Leave out --from and --to, or --diff.");
  if (port !== undefined && from === undefined)
    throw usage("--port needs --from and --to", "Give the two ends as well.");
  const wrong = podNetwork.find((network) => !parseBlock(network));
  if (wrong !== undefined) throw usage(`--pod-network ${wrong} is no block of addresses`, "Give it as 10.244.0.0/16.");
}

async function withConfig(
  options: ReachOptions,
): Promise<{ readonly merged: CommonOptions; readonly configured: readonly string[] }> {
  const file = options.config ?? (existsSync(defaultConfig) ? defaultConfig : undefined);
  const config = file === undefined ? {} : await (await import("../../config/index.ts")).loadConfig(file);
  const none = { format: [], output: [], framework: [], catalogue: [], mapping: [], checks: [], skipChecks: [] };
  const merged = mergeOptions({ ...options, ...none, policy: [], allowBuiltin: [] }, config);
  return { merged, configured: config.paths ?? [] };
}

async function print(answer: Answer, { format, output }: ReachOptions): Promise<void> {
  const isTerminal = output === undefined && wantsColour(process.stdout);
  const pieces = format === "json" ? jsonPieces(answer.json()) : [answer.table(isTerminal)];
  if (output === undefined) return printReport(pieces);
  await writeReport(output, pieces);
  process.stderr.write(`wrote ${output}\n`);
}

function usage(message: string, hint: string): TouchstoneError {
  return new TouchstoneError("E_USAGE", message, hint);
}
