// The options of `touchstone reach`; what it does is loaded when it runs.
import { Option, type Command } from "commander";
import { addEvidenceOptions } from "../options.ts";
import { reachFormats } from "./formats.ts";
import type { ReachOptions } from "./reach.ts";

/** `done` is told the exit code. */
export function addReachCommand(command: Command, done: (exitCode: number) => void): void {
  command
    .argument("[path...]", "charts, manifests, folders, kustomizations, or -; in place of the paths in touchstone.yaml")
    .addOption(new Option("--format <format>", "what to print").choices(reachFormats).default("table"))
    .option("-o, --output <file>", "write it to a file in place of standard output")
    .option("--from <end>", "explain: who asks; a workload, NAMESPACE/*, an address, or outside")
    .option("--to <end>", "explain: whom")
    .option("--port <port>", "explain: on which port, such as 5432 or 53/UDP (default: any)")
    .option("--diff", "compare two paths: what the second opens and closes")
    .option(
      "--diff-values <file>",
      "compare a chart with itself: the values of the second in place of -f (repeatable)",
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option(
      "--pod-network <cidr>",
      "where pods get their addresses (repeatable; default: the private networks)",
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option("-c, --config <file>", "configuration (default: touchstone.yaml in the working directory, when it exists)");
  addEvidenceOptions(command)
    .addHelpText("after", help)
    .action(async (paths: string[], options: ReachOptions) => {
      done(await (await import("./reach.ts")).reach(paths, options));
    });
}

const help = `
Examples:
  touchstone reach charts/agents -f values-production.yaml
  touchstone reach k8s/ --from agents/pool --to data/postgresql --port 5432
  touchstone reach k8s/ --from outside --to 'data/*'
  touchstone reach --diff k8s-main/ k8s/
  touchstone reach charts/agents -f values.yaml --diff-values values-new.yaml

Exit codes:
  0  success; with --from and --to: it is reached; with --diff: nothing is opened
  1  with --from and --to: it is not reached; with --diff: something is opened
  3  wrong usage, evidence that cannot be read, or an internal error`;
