// The options of `touchstone explain score`.
import { Option, type Command } from "commander";
import { explain, type ExplainOptions } from "./explain.ts";

/** `done` is told the exit code. */
export function addExplainCommands(parent: Command, done: (exitCode: number) => void): void {
  parent
    .command("score")
    .description("Show how every number of an assessment comes about, so that it can be added up by hand.")
    .argument("<assessment>", "what `scan` or `gate` wrote as JSON, or - for standard input")
    .option("--framework <id>", "only this framework")
    .option("--control <FRAMEWORK/ID>", "only this control")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .addHelpText("after", help)
    .action(async (file: string, options: ExplainOptions) => {
      done(await explain(file, options));
    });
  parent.commands.forEach((command) =>
    command.option("--no-color", "no colours; NO_COLOR does the same").exitOverride(),
  );
}

const help = `
Examples:
  touchstone gate --format json | touchstone explain score -
  touchstone explain score assessment.json --framework csf-2.0
  touchstone explain score assessment.json --control iso27001-2022/A.8.9

Exit codes:
  0  the numbers of the assessment follow from its observations
  1  some do not: somebody changed the file
  3  wrong usage, or a file that is no assessment`;
