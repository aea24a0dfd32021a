// The options of `touchstone baseline`, `touchstone record` and `touchstone attestations`.
import { InvalidArgumentError, Option, type Command } from "commander";
import { collect, commitId, time } from "../arguments.ts";
import { addAssessmentOptions } from "../options.ts";
import { listAttestations, newAttestation, type ListOptions, type NewOptions } from "./attestations.ts";
import { writeBaseline, type BaselineOptions } from "./baseline.ts";
import { record, type RecordOptions } from "./record.ts";

type Done = (exitCode: number) => void;

export function addBaselineCommands(parent: Command, done: Done): void {
  addAssessmentOptions(
    parent
      .command("write")
      .description("Assess as gate does, and write what was found and how each control stands.")
      .argument("[path...]", "in place of the paths in touchstone.yaml")
      .option(
        "-c, --config <file>",
        "configuration (default: touchstone.yaml in the working directory, when it exists)",
      )
      .option("-o, --output <file>", "where to write it", "touchstone-baseline.json"),
  )
    .addHelpText("after", baselineHelp)
    .action(async (paths: string[], options: BaselineOptions) => {
      done(await writeBaseline(paths, options));
    });
  finish(parent);
}

export function addRecordCommand(command: Command, done: Done): void {
  command
    .argument("<file...>", "files that were made just now")
    .option(
      "--commit <id>",
      "the git commit that they are of (default: that of the work tree that they lie in)",
      commitId,
    )
    .option("--tool <name>", "what made them")
    .option("--tool-version <version>", "its version")
    .addHelpText("after", recordHelp)
    .action(async (files: string[], options: RecordOptions) => {
      done(await record(files, options));
    });
}

export function addAttestationsCommands(parent: Command, done: Done): void {
  addSources(parent.command("list").description("List attestations with their state, and what each is for."))
    .argument("[path...]", "files and folders (default: those of touchstone.yaml, else the folder attestations)")
    .option("--as-of <time>", "judge them at this time, UTC: 2026-12-31 or 2026-12-31T08:00:00Z (default: now)", time)
    .addOption(new Option("--format <format>", "what to print").choices(["table", "json"]).default("table"))
    .addHelpText("after", listHelp)
    .action(async (paths: string[], options: ListOptions) => {
      done(await listAttestations(paths, options));
    });
  addSources(parent.command("new").description("Print a file with one attestation, with the digests of its files."))
    .requiredOption("--id <id>", "its id, which no other has")
    .requiredOption("--control <FRAMEWORK/ID>", "a control that it is for (repeatable)", collect)
    .requiredOption("--statement <text>", "what is stated")
    .requiredOption("--attested-by <name>", "who states it")
    .option("--days <number>", "for how long it holds, from today on (default: 365, at most 366)", days, 365)
    .option("--file <file>", "a file that belongs to it, below the folder of the output (repeatable)", collect, [])
    .option("-o, --output <file>", "write it to a file that is not there yet")
    .addHelpText("after", newHelp)
    .action(async (options: NewOptions) => {
      done(await newAttestation(options));
    });
  finish(parent);
}

function addSources(command: Command): Command {
  return command
    .option("-c, --config <file>", "configuration (default: touchstone.yaml in the working directory, when it exists)")
    .option("--catalogue <file>", "your own framework (repeatable)", collect, []);
}

function finish(parent: Command): void {
  parent.commands.forEach((command) =>
    command.option("--no-color", "no colours; NO_COLOR does the same").exitOverride(),
  );
}

function days(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 366)
    throw new InvalidArgumentError("Give a whole number of days, from 1 to 366.");
  return number;
}

const baselineHelp = `
Examples:
  touchstone baseline write
  touchstone baseline write charts/agents -f values-production.yaml -o security/baseline.json
  touchstone gate --baseline touchstone-baseline.json`;

const recordHelp = `
Examples:
  helm template agents charts/agents > rendered.yaml && touchstone record rendered.yaml --tool helm
  touchstone record rendered.yaml --commit "$(git rev-parse HEAD)" --tool helm --tool-version 3.18.6`;

const listHelp = `
Examples:
  touchstone attestations list
  touchstone attestations list attestations/ --as-of 2027-01-01 --format json`;

const newHelp = `
Examples:
  touchstone attestations new --id AT-7 --control iso27001-2022/A.6.3 --control csf-2.0/PR.AT-01 \\
    --statement "Everybody who deploys was trained in May." --attested-by ada \\
    --file attestations/training.pdf -o attestations/at-7.yaml`;
