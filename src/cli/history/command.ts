// The options of `touchstone history`, `touchstone trend` and `touchstone compare`.
import { InvalidArgumentError, Option, type Command } from "commander";
import { storeAddress, time } from "../arguments.ts";
import { compare, type CompareOptions } from "./compare.ts";
import { history, type HistoryOptions } from "./history.ts";
import { trend, type TrendOptions } from "./trend.ts";

type Done = (exitCode: number) => void;

export function addHistoryCommand(command: Command, done: Done): void {
  addStore(command.argument("[id]", "the beginning of an id, latest, or latest~N: show this one"))
    .option("--name <name>", "only assessments of this name")
    .option("--since <time>", "only from then on, UTC: 2026-01-31 or 2026-01-31T08:00:00Z", time)
    .option("--limit <number>", "the newest so many (default: 20)", count)
    .option(
      "--format <format>",
      "of the list: table or json; of one: table, json, sarif, junit, markdown or html",
      "table",
    )
    .addHelpText("after", historyHelp)
    .action(async (id: string | undefined, options: HistoryOptions) => {
      done(await history(id, options));
    });
}

export function addTrendCommand(command: Command, done: Done): void {
  addStore(command)
    .option("--name <name>", "assessments of this name (default: that of the newest)")
    .option("--framework <id>", "the score of a framework")
    .option("--control <FRAMEWORK/ID>", "the score of a control")
    .option("--since <time>", "only from then on, UTC: 2026-01-31 or 2026-01-31T08:00:00Z", time)
    .option("--limit <number>", "the newest so many (default: 60)", count)
    .addOption(new Option("--format <format>", "what to print").choices(["table", "json", "svg"]).default("table"))
    .option("-o, --output <file>", "write it to a file")
    .addHelpText("after", trendHelp)
    .action(async (options: TrendOptions) => {
      done(await trend(options));
    });
}

export function addCompareCommand(command: Command, done: Done): void {
  addStore(command)
    .argument("<before>", "the beginning of an id, latest, latest~N, or a file with an assessment as JSON")
    .argument("<after>", "likewise")
    .option("--name <name>", "what latest is the latest of")
    .option("--fail-on-regression", "end with 1 when a control is worse, or a finding is new")
    .addOption(new Option("--format <format>", "what to print").choices(["table", "json"]).default("table"))
    .addHelpText("after", compareHelp)
    .action(async (before: string, after: string, options: CompareOptions) => {
      done(await compare(before, after, options));
    });
}

function addStore(command: Command): Command {
  return command
    .option(
      "--store <store>",
      "a file or postgres://... (default: that of touchstone.yaml, else touchstone-history.db)",
      storeAddress,
    )
    .option("-c, --config <file>", "configuration (default: touchstone.yaml in the working directory, when it exists)");
}

function count(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError("Give a whole number from 1 on.");
  return Number(value);
}

const historyHelp = `
Examples:
  touchstone gate --history
  touchstone history --name agents --limit 10
  touchstone history 3f9c --format html > then.html
  touchstone history --store postgres://touchstone@db.example.com/compliance`;

const trendHelp = `
Examples:
  touchstone trend
  touchstone trend --control iso27001-2022/A.8.22 --since 2026-01-01
  touchstone trend --framework csf-2.0 --format svg -o trend.svg`;

const compareHelp = `
Examples:
  touchstone compare latest~1 latest
  touchstone compare 3f9c 81aa --format json
  touchstone compare main.json branch.json --fail-on-regression`;
