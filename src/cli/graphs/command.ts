// The options of who-can, can-i and reach; what they do is loaded when they run.
import { Option, type Command } from "commander";
import { collect } from "../arguments.ts";
import { addCollectOptions } from "../options.ts";
import type { CanIOptions } from "./can-i.ts";
import type { ReachOptions } from "./reach.ts";
import type { WhoCanOptions } from "./who-can.ts";

/** `done` is told the exit code. */
export function addWhoCanCommand(command: Command, done: (exitCode: number) => void): void {
  command
    .argument("<verb>", "get, list, create, impersonate ...; * for all of them")
    .argument("<resource>", "as in pods, pods/exec, deployments.apps, widgets.example.com; or a path such as /metrics")
    .argument("[name]", "of one object; without it, of all of them");
  addAccessOptions(command)
    .addHelpText("after", whoCanHelp)
    .action(async (verb: string, resource: string, name: string | undefined, options: WhoCanOptions) => {
      done(await (await import("./who-can.ts")).whoCan(verb, resource, name, options));
    });
}

/** `done` is told the exit code. */
export function addCanICommand(command: Command, done: (exitCode: number) => void): void {
  command
    .argument("[verb]", "get, list, create, impersonate ...; * for all of them")
    .argument("[resource]", "as in pods, pods/exec, deployments.apps, widgets.example.com; or a path such as /metrics")
    .argument("[name]", "of one object; without it, of all of them")
    .requiredOption("--as <subject>", "ServiceAccount:NAMESPACE/NAME, Group:NAME, or the name of a user")
    .option("--as-group <group>", "a group that it is in (repeatable)", collect, [])
    .option("--list", "everything that it may do");
  addAccessOptions(command)
    .addHelpText("after", canIHelp)
    .action(
      async (
        verb: string | undefined,
        resource: string | undefined,
        name: string | undefined,
        options: CanIOptions,
      ) => {
        done(await (await import("./can-i.ts")).canI(verb, resource, name, options));
      },
    );
}

/** `done` is told the exit code. */
export function addReachCommand(command: Command, done: (exitCode: number) => void): void {
  command
    .argument(
      "[path...]",
      "charts, manifests, folders, or - for standard input (default: the paths in touchstone.yaml)",
    )
    .option("--from <end>", "explain one connection: NAMESPACE/NAME of a workload, any, outside, or an address")
    .option("--to <end>", "its other end")
    .option("--port <port>", "its port, as in 5432 or 53/UDP")
    .option("--diff", "compare two paths: what the second one opens and closes")
    .option("--old-values <file>", "Helm values for the first of two paths alone (repeatable)", collect, [])
    .option("--new-values <file>", "Helm values for the second of two paths alone (repeatable)", collect, [])
    .addOption(
      new Option("--format <format>", "what to print")
        .choices(["table", "json", "dot", "mermaid", "svg"])
        .default("table"),
    )
    .option("-o, --output <file>", "write it to a file");
  addClusterOptions(command).option(
    "-c, --config <file>",
    "configuration (default: touchstone.yaml in the working directory, when it exists)",
  );
  addCollectOptions(command, "namespace of the release and of objects that name none (default: default)")
    .addHelpText("after", reachHelp)
    .action(async (paths: string[], options: ReachOptions) => {
      done(await (await import("./reach.ts")).reach(paths, options));
    });
}

function addAccessOptions(command: Command): Command {
  command.option(
    "--from <path>",
    "a chart, a manifest, a folder, or - for standard input (repeatable; default: the paths in touchstone.yaml)",
    collect,
    [],
  );
  addClusterOptions(command)
    .option("--no-defaults", "leave out the bindings that Kubernetes itself makes")
    .addOption(new Option("--format <format>", "what to print").choices(["table", "json"]).default("table"))
    .option("-c, --config <file>", "configuration (default: touchstone.yaml in the working directory, when it exists)");
  return addCollectOptions(command, "namespace that is asked about; also that of objects that name none");
}

function addClusterOptions(command: Command): Command {
  return command
    .option("--cluster", "ask the cluster of the current kubeconfig context")
    .option("--context <name>", "ask the cluster of this context")
    .option(
      "--kubeconfig <file>",
      "ask the cluster of this kubeconfig (default: KUBECONFIG, ~/.kube/config, or the pod's own)",
    );
}

const whoCanHelp = `
Examples:
  touchstone who-can get secrets --from k8s/
  touchstone who-can create pods/exec -n agents --from charts/agents -f values-production.yaml
  touchstone who-can '*' '*' --cluster --no-defaults
  touchstone who-can delete pods -n agents --context production --format json

Exit codes:
  0  success, whoever may
  3  wrong usage, evidence that cannot be read, or an internal error`;

const canIHelp = `
Examples:
  touchstone can-i list secrets --as ServiceAccount:agents/pool -n agents --from k8s/
  touchstone can-i get /metrics --as system:anonymous --from k8s/
  touchstone can-i --list --as Group:platform --from k8s/ --format json
  touchstone can-i get secrets --as ServiceAccount:agents/pool --context production

Exit codes:
  0  yes
  1  no
  3  wrong usage, evidence that cannot be read, or an internal error`;

const reachHelp = `
Examples:
  touchstone reach k8s/
  touchstone reach charts/agents -f values-production.yaml --format mermaid
  touchstone reach k8s/ --from agents/pool --to agents/postgresql --port 5432
  touchstone reach --cluster --from any --to agents/postgresql
  touchstone reach --diff main/k8s branch/k8s
  touchstone reach --diff charts/agents charts/agents --old-values old.yaml --new-values new.yaml

Exit codes:
  0  success; with --from and --to: the one reaches the other; with --diff: nothing is opened
  1  it does not; or something is opened
  3  wrong usage, evidence that cannot be read, or an internal error`;
