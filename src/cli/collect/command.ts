// The options of `touchstone collect scanners` and `touchstone collect tls`.
import { InvalidArgumentError, Option, type Command } from "commander";
import { scanners } from "../../scanners/index.ts";
import { collect, commitId, numberTo } from "../arguments.ts";
import { collectScanners, type CollectScannersOptions } from "./collect-scanners.ts";
import { addCollectTlsCommand } from "./tls-command.ts";

export function addCollectCommands(parent: Command, done: (exitCode: number) => void): void {
  parent
    .command("scanners")
    .description("Run the security scanners that are on the PATH, and keep what each says, with a record of its run.")
    .argument("[path...]", "folders to scan (default: the working directory)")
    .option("-o, --output <folder>", "where to write NAME.sarif and its record for each", "touchstone-evidence")
    .option("--only <names>", "these scanners, separated by commas", names)
    .option("--skip <names>", "all scanners but these", names, [])
    .option("--require <name>", "end with 2 when this scanner is missing (repeatable)", required, [])
    .option(
      "--semgrep-config <path>",
      "a file or folder with Semgrep's rules, or `auto` to have its registry choose them, which sends metrics (repeatable)",
      collect,
      [],
    )
    .option("--timeout <seconds>", "how long each scanner may take", numberTo(86_400), 600)
    .option("--jobs <number>", "how many run at the same time", numberTo(64), 2)
    .option("--commit <id>", "the git commit that it is of (default: that of each folder's work tree)", commitId)
    .addOption(new Option("--format <format>", "what to print").choices(["table", "json"]).default("table"))
    .addHelpText("after", help)
    .action(async (paths: string[], options: CollectScannersOptions) => {
      done(await collectScanners(paths, options));
    });
  addCollectTlsCommand(parent, done);
  parent.commands.forEach((command) =>
    command.option("--no-color", "no colours; NO_COLOR does the same").exitOverride(),
  );
}

function names(value: string): readonly string[] {
  return value.split(",").map((name) => known(name.trim()));
}

function required(value: string, before: readonly string[]): readonly string[] {
  return [...before, ...names(value)];
}

function known(name: string): string {
  const all = scanners.map((scanner) => scanner.name);
  if (!all.includes(name)) throw new InvalidArgumentError(`There is no scanner ${name}; there are ${all.join(", ")}.`);
  return name;
}

const help = `
Examples:
  touchstone collect scanners
  touchstone collect scanners src infra --output evidence --jobs 4
  touchstone collect scanners --only semgrep,gitleaks --semgrep-config rules/ --require gitleaks
  touchstone collect scanners --skip pip-audit --timeout 120 --format json

Exit codes:
  0  all scanners that ran went well, whatever they found
  2  a scanner failed or took too long, or one that is required is missing
  3  wrong usage, or a folder that cannot be read`;
