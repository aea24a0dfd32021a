// The command line: commands, their options and their help.
import { Command, Help, Option } from "commander";
import type { ChecksOptions } from "./checks.ts";
import { addCommonOptions, type CommonOptions } from "./options.ts";
import { addPolicyOptions } from "./policy-options.ts";
import { gate } from "./gate.ts";
import { scan } from "./scan.ts";
import { version } from "../version.ts";

/** Parses the arguments and runs the command; the result is the exit code. Throws commander's errors for a wrong command line. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command("touchstone")
    .description(
      "Judges Kubernetes manifests and Helm charts by Rego, and maps what it finds to OWASP, NIST CSF 2.0 and ISO/IEC 27001:2022.",
    )
    .version(version)
    .exitOverride()
    // That a list is empty until somebody fills it says nothing.
    .configureHelp({
      optionDescription: (option) => new Help().optionDescription(option).replace(" (default: [])", ""),
    })
    .showHelpAfterError("(touchstone --help says more)")
    .addHelpText("after", `\n${exitCodeHelp}`);

  addCommonOptions(
    program
      .command("scan")
      .description("Assess charts, manifests, folders and kustomizations, and print the findings and the scores.")
      .argument(
        "[path...]",
        "a Helm chart (folder or .tgz), a manifest, a folder, a kustomization, or - for standard input",
      ),
  )
    .addHelpText("after", scanExamples)
    .action(async (paths: string[], options: CommonOptions) => {
      exitCode = await scan(paths, options);
    });

  addCommonOptions(
    program
      .command("gate")
      .description(
        "Assess as scan does, print the gate's conditions one by one, and end with its verdict as the exit code.",
      )
      .argument("[path...]", "in place of the paths in touchstone.yaml")
      .option(
        "-c, --config <file>",
        "configuration (default: touchstone.yaml in the working directory, when it exists)",
      )
      .option("--baseline <file>", "fail on what is new since `touchstone baseline write` wrote this file"),
  )
    .addHelpText("after", `${gateExamples}\n${exitCodeHelp}`)
    .action(async (paths: string[], options: CommonOptions & { config?: string }) => {
      exitCode = await gate(paths, options);
    });

  const fix = program
    .command("fix")
    .description("Write the edits that findings carry into manifests, or print them as a patch.");
  if (argv.includes("fix")) {
    const { addFixCommand } = await import("./fix/command.ts");
    addFixCommand(fix, (code) => (exitCode = code));
  }

  const graphs = {
    "who-can": program.command("who-can").description("Say who may do something, by the RBAC of manifests and charts."),
    "can-i": program.command("can-i").description("Say whether a subject may do something, and which rule says so."),
    reach: program
      .command("reach")
      .description("Say which workloads reach which, by their network policies, and what opens them to the outside."),
  };
  if (argv.some((argument) => Object.hasOwn(graphs, argument))) {
    const { addCanICommand, addReachCommand, addWhoCanCommand } = await import("./graphs/command.ts");
    const done = (code: number): void => void (exitCode = code);
    addWhoCanCommand(graphs["who-can"], done);
    addCanICommand(graphs["can-i"], done);
    addReachCommand(graphs.reach, done);
  }

  addPolicyOptions(
    program
      .command("checks")
      .description("List the checks, or show one.")
      .argument("[id]", "a check's id, or another tool's name for it")
      .option("-c, --config <file>", "take policies, mappings and parameters from this file, as gate does"),
  )
    .addOption(new Option("--format <format>", "table or json").choices(["table", "json"]).default("table"))
    .addHelpText("after", checksExamples)
    .action(async (id: string | undefined, options: ChecksOptions) => {
      exitCode = await (await import("./checks.ts")).checks(id, options);
    });

  const controls = program
    .command("controls")
    .description("Explore frameworks, their controls and what is evidence for them: list, show, coverage and lint.");
  if (argv.includes("controls")) {
    const { addControlsCommands } = await import("./controls/command.ts");
    addControlsCommands(controls, (code) => (exitCode = code));
  }

  const exceptions = program
    .command("exceptions")
    .description("For whoever asks for exceptions, approves and watches them: list, check and new.");
  if (argv.includes("exceptions")) {
    const { addExceptionsCommands } = await import("./exceptions/command.ts");
    addExceptionsCommands(exceptions, (code) => (exitCode = code));
  }

  const records = {
    attestations: program
      .command("attestations")
      .description("For whoever attests controls that no check judges: list and new."),
    baseline: program.command("baseline").description("Write down how things stand, for `gate --baseline`."),
    record: program
      .command("record")
      .description("Write down beside a file of evidence when it was made, of which commit, and by what."),
  };
  if (argv.some((argument) => Object.hasOwn(records, argument))) {
    const { addAttestationsCommands, addBaselineCommands, addRecordCommand } = await import("./records/command.ts");
    const done = (code: number): void => void (exitCode = code);
    addAttestationsCommands(records.attestations, done);
    addBaselineCommands(records.baseline, done);
    addRecordCommand(records.record, done);
  }

  const collect = program
    .command("collect")
    .description("Collect evidence that other programs make, or servers show: scanners and tls.");
  if (argv.includes("collect")) {
    const { addCollectCommands } = await import("./collect/command.ts");
    addCollectCommands(collect, (code) => (exitCode = code));
  }

  const explain = program.command("explain").description("Show how the numbers of an assessment come about: score.");
  if (argv.includes("explain")) {
    const { addExplainCommands } = await import("./explain/command.ts");
    addExplainCommands(explain, (code) => (exitCode = code));
  }

  const histories = {
    history: program.command("history").description("List the assessments that were kept, or show one."),
    trend: program.command("trend").description("Show how a score went: of all, of a framework, or of a control."),
    compare: program.command("compare").description("Show what changed from one assessment to another."),
  };
  if (argv.some((argument) => Object.hasOwn(histories, argument))) {
    const { addCompareCommand, addHistoryCommand, addTrendCommand } = await import("./history/command.ts");
    const done = (code: number): void => void (exitCode = code);
    addHistoryCommand(histories.history, done);
    addTrendCommand(histories.trend, done);
    addCompareCommand(histories.compare, done);
  }

  const policy = program
    .command("policy")
    .description("For authors of policies: new, check, fmt, test, build, inspect, bench and repl.");
  if (argv.includes("policy")) {
    const { addPolicyCommands } = await import("./policy/command.ts");
    addPolicyCommands(policy, (code) => (exitCode = code));
  }

  program.commands.forEach((command) =>
    command.option("--no-color", "no colours; NO_COLOR does the same").exitOverride(),
  );
  await program.parseAsync(argv, { from: "user" });
  return exitCode;
}

const scanExamples = `
Examples:
  touchstone scan charts/agents -f values-production.yaml
  touchstone scan k8s/ --output results.sarif --output report.html
  kubectl get deployments -A -o yaml | touchstone scan - --format json
  touchstone scan k8s/ --checks pss-restricted --verbose
  touchstone scan --sbom dist/bom.json --checks 'supply/*'`;

const gateExamples = `
Examples:
  touchstone gate
  touchstone gate charts/agents -f values-production.yaml --output results.sarif
  touchstone gate --config security/touchstone.yaml --format junit --output gate.xml
  touchstone gate --baseline touchstone-baseline.json --commit "$(git rev-parse HEAD)"`;

const checksExamples = `
Examples:
  touchstone checks
  touchstone checks workload/privileged-container
  touchstone checks --policy policies/ --format json
  touchstone checks house/replicas --config touchstone.yaml`;

const exitCodeHelp = `Exit codes:
  0  the gate passed; for other commands, success
  1  the gate failed on policy
  2  evidence is incomplete
  3  wrong usage, evidence that cannot be read, or an internal error`;
