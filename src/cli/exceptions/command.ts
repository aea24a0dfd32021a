// The options of `touchstone exceptions list|check|new`.
import { InvalidArgumentError, Option, type Command } from "commander";
import { collect, time } from "../arguments.ts";
import { exceptionTypes } from "../../model/index.ts";
import { addPolicyOptions } from "../policy-options.ts";
import { checkExceptions, listExceptions, type ListOptions } from "./list.ts";
import { newException, type NewOptions } from "./new.ts";

/** `done` is told the exit code. */
export function addExceptionsCommands(parent: Command, done: (exitCode: number) => void): void {
  addListOptions(parent.command("list").description("List exceptions, the first to expire first, with their state."))
    .addHelpText("after", listHelp)
    .action(async (paths: string[], options: ListOptions) => {
      done(await listExceptions(paths, options));
    });
  addListOptions(
    parent
      .command("check")
      .description("Check the files: exit code 1 when one of them does not count, or soon will not."),
  )
    .option("--within <days>", "also tell those that expire within so many days", days)
    .addHelpText("after", checkHelp)
    .action(async (paths: string[], options: ListOptions & { within?: number }) => {
      done(await checkExceptions(paths, options));
    });
  addPolicyOptions(
    parent
      .command("new")
      .description("Print a file with one exception, for somebody else to approve.")
      .requiredOption("--id <id>", "its id, which no other has")
      .addOption(new Option("--type <type>", "why it may stay").choices([...exceptionTypes]).makeOptionMandatory())
      .requiredOption("--check <id>", "a check (repeatable)", collect)
      .requiredOption(
        "--subject <KIND/NAMESPACE/NAME>",
        "an object; KIND/NAME for one without a namespace (repeatable)",
        collect,
      )
      .requiredOption("--reason <text>", "why")
      .requiredOption("--requested-by <name>", "who asks for it")
      .option("--ticket <id>", "where it is discussed")
      .option("-c, --config <file>", "take policies from this file, as gate does")
      .option("-o, --output <file>", "write it to a file that is not there yet"),
  )
    .addHelpText("after", newHelp)
    .action(async (options: NewOptions) => {
      done(await newException(options));
    });
  parent.commands.forEach((command) =>
    command.option("--no-color", "no colours; NO_COLOR does the same").exitOverride(),
  );
}

function addListOptions(command: Command): Command {
  command
    .argument("[path...]", "files and folders (default: those of touchstone.yaml, else the folder exceptions)")
    .option("--as-of <time>", "judge them at this time, UTC: 2026-12-31 or 2026-12-31T08:00:00Z (default: now)", time)
    .option("-c, --config <file>", "configuration (default: touchstone.yaml in the working directory, when it exists)")
    .addOption(new Option("--format <format>", "what to print").choices(["table", "json"]).default("table"));
  return addPolicyOptions(command);
}

function days(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError("It is a whole number of days.");
  return number;
}

const listHelp = `
Examples:
  touchstone exceptions list
  touchstone exceptions list exceptions/ --as-of 2026-12-31
  touchstone exceptions list --format json`;

const checkHelp = `
Examples:
  touchstone exceptions check --within 14

Exit codes:
  0  all of them may count
  1  one does not, or will not within the days that --within gives
  3  wrong usage, or a file that is wrong`;

const newHelp = `
Examples:
  touchstone exceptions new --id EX-7 --type risk-accepted --check workload/host-path \\
    --subject DaemonSet/logging/collector --reason "It reads the logs of the node." --requested-by ada \\
    -o exceptions/ex-7.yaml`;
