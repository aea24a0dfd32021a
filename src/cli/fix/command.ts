// The options of `touchstone fix`; what it does is loaded when it runs.
import { Option, type Command } from "commander";
import { addFixOptions } from "../options.ts";
import type { FixCommandOptions } from "./fix.ts";

/** `done` is told the exit code. */
export function addFixCommand(command: Command, done: (exitCode: number) => void): void {
  command
    .argument("<path...>", "a manifest, a folder, a Helm chart, a kustomization, or - for standard input")
    .option("-d, --diff", "print a patch, and write nothing")
    .addOption(new Option("--format <format>", "what to print").choices(["table", "json"]).default("table"))
    .option("-c, --config <file>", "configuration (default: touchstone.yaml in the working directory, when it exists)");
  addFixOptions(command)
    .addHelpText("after", help)
    .action(async (paths: string[], options: FixCommandOptions) => {
      done(await (await import("./fix.ts")).fix(paths, options));
    });
}

const help = `
Writes the edits that findings carry into manifests, and keeps those after which the finding is gone and no check finds
anything new. Of a chart it prints which values or template lines to change. With - the fixed text goes to standard output.

Examples:
  touchstone fix k8s/ --diff
  touchstone fix k8s/ --diff | git apply
  touchstone fix k8s/redis.yaml --checks pss-restricted --skip-checks workload/run-as-non-root
  kubectl get deployment redis -o yaml | touchstone fix - > redis.yaml
  touchstone fix charts/agents -f values-production.yaml

Exit codes:
  0  every finding that has a fix is fixed
  1  some are not: an edit was refused, or they are in a chart or a kustomization
  3  wrong usage, evidence that cannot be read, or an internal error`;
