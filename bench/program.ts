// The command line of the benchmark.
import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { benchCoverage, isExplained } from "./coverage/coverage.ts";
import { peerNames, type PeerName } from "./coverage/read-peer-data.ts";
import { renderCoverage } from "./coverage/report.ts";
import { benchAssess, renderAssess } from "./assess.ts";
import { benchSarif, renderSarif } from "./sarif.ts";
import { benchGraphs, renderGraphs } from "./graphs.ts";
import { installPeers } from "./install.ts";
import { benchMemory } from "./memory.ts";
import { renderRego } from "./rego-report.ts";
import { benchRego } from "./rego.ts";
import { renderComparison } from "./report.ts";
import type { Comparison } from "./result.ts";
import { benchScan } from "./scan.ts";
import { benchStart } from "./start.ts";
import { selectTools } from "./tools/index.ts";

/** Where the program writes, and how it tells its exit code: 0 all measured, 1 a tool failed or disagrees, 3 wrong usage. */
export interface Surroundings {
  readonly out: (text: string) => void;
  readonly progress: (line: string) => void;
  readonly exit: (code: 0 | 1) => void;
}

interface SharedOptions {
  readonly rounds: number;
  readonly only?: readonly string[];
  readonly json?: string;
}

export function buildProgram({ out, progress, exit }: Surroundings): Command {
  const program = new Command("bench")
    .description("Times Touchstone and its peers side by side: whole processes, run in turn, on the same files.")
    .exitOverride();

  async function report(comparisons: readonly Comparison[], json: string | undefined): Promise<void> {
    out(comparisons.map(renderComparison).join("\n"));
    if (json !== undefined) {
      const value = comparisons.length === 1 ? comparisons[0] : comparisons;
      await writeFile(json, `${JSON.stringify(value, undefined, 2)}\n`);
    }
    exit(comparisons.every(isSound) ? 0 : 1);
  }

  shared(program.command("scan"), 5)
    .description("time a scan of a folder of manifests")
    .argument("[folder]", "manifests and charts (default: ../shared/corpus where it is, else examples)")
    .option("--repeat <number>", "copies of the folder to scan at once, to measure a small one at size", positive, 1)
    .action(async (path: string | undefined, options: SharedOptions & { readonly repeat: number }) => {
      const { rounds, repeat, only, json } = options;
      await report([await benchScan({ path, tools: selectTools(only), rounds, repeat, progress })], json);
    });

  shared(program.command("start"), 20)
    .description("time the start: one small manifest, beside an empty Node.js program")
    .action(async ({ rounds, only, json }: SharedOptions) => {
      await report([await benchStart({ tools: selectTools(only), rounds, progress })], json);
    });

  shared(program.command("memory"), 3)
    .description(
      "measure the peak memory on one very large manifest and on the default corpus; Touchstone unless --only",
    )
    .option("--size <megabytes>", "size of the generated manifest", positive, 100)
    .action(async (options: SharedOptions & { readonly size: number }) => {
      const { rounds, size, only = ["touchstone"], json } = options;
      await report(await benchMemory({ tools: selectTools(only), rounds, megabytes: size, progress }), json);
    });

  program
    .command("rego")
    .description("time one check on one subject: Touchstone, opa-wasm, native OPA, and a policy that does nothing")
    .argument("[folder]", "manifests (default: as for scan)")
    .option("--rounds <number>", "measured rounds of each engine", positive, 7)
    .option("--opa-subjects <number>", "how many subjects native OPA is asked about", positive, 60)
    .option("--json <file>", "write the numbers to a file")
    .action(
      async (path: string | undefined, options: Omit<SharedOptions, "only"> & { readonly opaSubjects: number }) => {
        const { rounds, opaSubjects, json } = options;
        const comparison = await benchRego({ path, rounds, opaSubjects, progress });
        out(renderRego(comparison));
        if (json !== undefined) await writeFile(json, `${JSON.stringify(comparison, undefined, 2)}\n`);
        exit(comparison.agreement ? 0 : 1);
      },
    );

  program
    .command("coverage")
    .description("compare the peers' checks with ours on a folder: what has a counterpart, and where verdicts differ")
    .argument("[folder]", "manifests and charts, each file a system of its own (default: as for scan)")
    .option("--only <peers>", `only these, with commas between them: ${peerNames.join(", ")}`, peersOf, peerNames)
    .option("--json <file>", "write all of it to a file, with the objects of every difference")
    .action(
      async (
        path: string | undefined,
        { only, json }: { readonly only: readonly PeerName[]; readonly json?: string },
      ) => {
        const coverage = await benchCoverage({ path, only, progress });
        out(renderCoverage(coverage));
        if (json !== undefined) await writeFile(json, `${JSON.stringify(coverage, undefined, 2)}\n`);
        exit(isExplained(coverage) ? 0 : 1);
      },
    );

  program
    .command("graphs")
    .description("measure the graphs of RBAC and the network on clusters of growing size")
    .option("--rounds <number>", "measured runs of each size", positive, 3)
    .action(({ rounds }: { readonly rounds: number }) => out(renderGraphs(benchGraphs(rounds, progress))));

  program
    .command("assess")
    .description("measure the assessment of growing numbers of results, by the built-in library")
    .option("--rounds <number>", "measured runs of each size", positive, 5)
    .action(async ({ rounds }: { readonly rounds: number }) => out(renderAssess(await benchAssess(rounds, progress))));

  program
    .command("sarif")
    .description("measure how a large log of a scanner is read, beside a bare JSON.parse")
    .option("--megabytes <number>", "size of the generated log", positive, 200)
    .option("--rounds <number>", "measured runs of each reader", positive, 3)
    .action(async ({ megabytes, rounds }: { readonly megabytes: number; readonly rounds: number }) =>
      out(renderSarif(await benchSarif(megabytes, rounds, progress))),
    );

  program
    .command("install")
    .description("install the peers that are missing into .cache/tools (needs Go, Python 3 and the network)")
    .action(async () => exit((await installPeers(progress)) ? 0 : 1));

  return program;
}

function isSound({ tools, agreement }: Comparison): boolean {
  return agreement && tools.every(({ failure }) => failure === undefined);
}

function shared(command: Command, rounds: number): Command {
  return command
    .option("--rounds <number>", "measured runs of each tool", positive, rounds)
    .option("--only <tools>", "only these tools, with commas between them", (names: string) => names.split(","))
    .option("--json <file>", "write the numbers, every run of them, to a file");
}

function peersOf(text: string): readonly PeerName[] {
  const names = text.split(",");
  const chosen = peerNames.filter((peer) => names.includes(peer));
  if (chosen.length === names.length) return chosen;
  throw new InvalidArgumentError(`There are ${peerNames.join(" and ")}.`);
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("It must be a whole number from 1 on.");
  return value;
}
