// The options of `touchstone controls list|show|coverage|lint`.
import { Option, type Command } from "commander";
import { collect } from "../arguments.ts";
import { controlEvidences } from "../../model/index.ts";
import { addPolicyOptions } from "../policy-options.ts";
import { showCoverage, type CoverageOptions } from "./coverage.ts";
import { lintControls, type LintOptions } from "./lint.ts";
import { listControls, type ListOptions } from "./list.ts";
import { showControl, type ShowOptions } from "./show.ts";

/** `done` is told the exit code. */
export function addControlsCommands(parent: Command, done: (exitCode: number) => void): void {
  addSources(parent.command("list").description("List the controls of frameworks, and what is evidence for each."))
    .option("--framework <id>", "only this one (repeatable; default: the frameworks in scope)", collect, [])
    .addOption(new Option("--evidence <kind>", "only controls of this kind").choices([...controlEvidences]))
    .addHelpText("after", listHelp)
    .action(async (options: ListOptions) => {
      done(await listControls(options));
    });
  addSources(parent.command("show").description("Show a control: its checks, why they are evidence, and what is left."))
    .argument("<control>", "FRAMEWORK/ID, or an id that only one framework has")
    .addHelpText("after", showHelp)
    .action(async (control: string, options: ShowOptions) => {
      done(await showControl(control, options));
    });
  addSources(
    parent.command("coverage").description("Count how far frameworks are reached: by a machine, by checks, by you."),
  )
    .argument("[assessment]", "what `scan` or `gate` wrote as JSON, or -: count what was assessed, too")
    .option("--framework <id>", "only this one, group by group", undefined)
    .addHelpText("after", coverageHelp)
    .action(async (file: string | undefined, options: CoverageOptions) => {
      done(await showCoverage(file, options));
    });
  addSources(parent.command("lint").description("Check catalogues and mappings of your own, all mistakes at once."))
    .option("--strict", "warnings are mistakes")
    .addHelpText("after", lintHelp)
    .action(async (options: LintOptions) => {
      done(await lintControls(options));
    });
  parent.commands.forEach((command) =>
    command.option("--no-color", "no colours; NO_COLOR does the same").exitOverride(),
  );
}

function addSources(command: Command): Command {
  return addPolicyOptions(command)
    .option("-c, --config <file>", "take policies, catalogues and mappings from this file, as gate does")
    .option("--catalogue <file>", "your own framework (repeatable)", collect, [])
    .option("--mapping <file>", "your own mappings from checks to controls (repeatable)", collect, [])
    .addOption(new Option("--format <format>", "what to print").choices(["table", "json"]).default("table"));
}

const listHelp = `
Examples:
  touchstone controls list
  touchstone controls list --framework iso27001-2022 --evidence attestation
  touchstone controls list --catalogue house-rules.yaml --framework house-rules --format json`;

const showHelp = `
Examples:
  touchstone controls show iso27001-2022/A.8.22
  touchstone controls show PR.AA-05 --format json`;

const coverageHelp = `
Examples:
  touchstone controls coverage
  touchstone controls coverage assessment.json
  touchstone controls coverage --framework csf-2.0`;

const lintHelp = `
Examples:
  touchstone controls lint --catalogue house-rules.yaml --mapping house-rules-mapping.yaml
  touchstone controls lint --config touchstone.yaml --strict

Exit codes:
  0  no mistake; warnings are printed
  1  a mistake, or with --strict a warning
  3  wrong usage`;
