// The commands below `touchstone policy`: their options and their help. Each command's own file is loaded when it runs.
import { type Command, Option } from "commander";
import type { CheckOptions } from "./check.ts";

/** Adds the commands; `done` is told the exit code of the one that ran. */
export function addPolicyCommands(policy: Command, done: (exitCode: number) => void): void {
  policy
    .command("check")
    .description("Compile and type-check policies, and check the METADATA of Touchstone's checks.")
    .argument("<path...>", "folders, or .rego files")
    .option("--strict", "also refuse unused variables and imports, deprecated builtins and the like, as OPA does")
    .addOption(formatOption())
    .addHelpText("after", checkHelp)
    .action(async (paths: string[], options: CheckOptions) => {
      done(await (await import("./check.ts")).check(paths, options));
    });

  for (const command of policy.commands)
    command.option("--no-color", "no colours; NO_COLOR does the same").exitOverride();
}

function formatOption(): Option {
  return new Option("--format <format>", "table or json").choices(["table", "json"]).default("table");
}

const checkHelp = `
Ends with 0 when there is no problem, 1 when there is one, 3 when a path cannot be read.

Examples:
  touchstone policy check policies/
  touchstone policy check policies/ingress/tls/policy.rego --strict
  touchstone policy check policies/ --format json`;
