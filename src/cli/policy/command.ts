// The commands below `touchstone policy`: their options. Each command's own file is loaded when it runs.
import { scaffoldKinds } from "./scaffold-files.ts";
import { type Command, InvalidArgumentError, Option } from "commander";
import { collect } from "../arguments.ts";
import { severities } from "../../model/index.ts";
import type { BenchOptions } from "./bench.ts";
import type { BuildOptions } from "./build.ts";
import type { CheckOptions } from "./check.ts";
import type { FmtOptions } from "./fmt.ts";
import { examples } from "./help.ts";
import type { InspectOptions } from "./inspect.ts";
import type { NewOptions } from "./new.ts";
import type { TestOptions } from "./test.ts";

const signingAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

/** Adds the commands; `done` is told the exit code of the one that ran. */
export function addPolicyCommands(policy: Command, done: (exitCode: number) => void): void {
  policy
    .command("new")
    .description("Write the folder of a new check: a rule with METADATA, fixtures that pass and fail, and a test.")
    .argument("<group/name>", "the check's id, in lower case with hyphens")
    .option("--folder <folder>", "the folder of your policies", "policies")
    .addOption(new Option("--kind <kind>", "what the check reads").choices(scaffoldKinds).default("workload"))
    .addOption(new Option("--severity <severity>", "how bad a failure is").choices(severities).default("low"))
    .action(async (id: string, options: NewOptions) => done(await (await import("./new.ts")).newPolicy(id, options)));

  policy
    .command("check")
    .description("Compile and type-check policies, and check the METADATA of Touchstone's checks.")
    .argument("<path...>", "folders, or .rego files")
    .option("--strict", "also refuse unused variables and imports, deprecated builtins and the like, as OPA does")
    .addOption(formatOption())
    .action(async (paths: string[], options: CheckOptions) =>
      done(await (await import("./check.ts")).check(paths, options)),
    );

  policy
    .command("fmt")
    .description("Format policies as `opa fmt` does, and print the result.")
    .argument("<path...>", "folders, or .rego files, or - for standard input")
    .option("-w, --write", "write the result to the files instead")
    .option("--check", "name the files that differ, and end with 1 when there are any")
    .option("-l, --list", "name the files that differ")
    .option("-d, --diff", "show what differs")
    .action(async (paths: string[], options: FmtOptions) => done(await (await import("./fmt.ts")).fmt(paths, options)));

  policy
    .command("test")
    .description("Run the rules whose names begin with test_, as `opa test` does.")
    .argument("<path...>", "folders, or .rego, .json and .yaml files")
    .option("-r, --run <regex>", "only tests whose full names match, such as data.house.tls_test.test_it")
    .option("-c, --coverage", "also say which lines the tests reach")
    .option("--threshold <percent>", "fail when less than this is covered", percentage)
    .option("-w, --watch", "run again whenever a file changes, until Ctrl-C")
    .option("-v, --verbose", "show every test, with what it printed and how it was evaluated")
    .option("--var-values", "show the expression that failed, with the values of its variables")
    .option("-z, --exit-zero-on-skipped", "a skipped test (todo_test_) does not end with 1")
    .addOption(formatOption())
    .action(async (paths: string[], options: TestOptions) =>
      done(await (await import("./test.ts")).test(paths, options)),
    );

  policy
    .command("build")
    .description("Write an OPA bundle of policies and data.")
    .argument("<path...>", "folders, or .rego, .json and .yaml files")
    .requiredOption("-o, --output <file>", "the bundle, such as bundle.tar.gz")
    .option("-e, --entrypoint <rule>", "<package>/<rule> that the WASM module answers for (repeatable)", collect, [])
    .addOption(new Option("-t, --target <target>", "what is in it").choices(["rego", "wasm"]).default("rego"))
    .option("--revision <text>", "the bundle's revision")
    .option("--signing-key <file>", "sign it with this private key in PEM")
    .addOption(new Option("--signing-alg <algorithm>", "how to sign").choices(signingAlgorithms).default("RS256"))
    .action(async (paths: string[], options: BuildOptions) =>
      done(await (await import("./build.ts")).build(paths, options)),
    );

  policy
    .command("inspect")
    .description("Show the packages, rules, data and builtins of policies or of a bundle.")
    .argument("<path>", "a folder, a .rego file, or a bundle (.tar.gz)")
    .option("-a, --annotations", "also list the METADATA")
    .addOption(formatOption())
    .action(async (path: string, options: InspectOptions) =>
      done(await (await import("./inspect.ts")).inspect(path, options)),
    );

  policy
    .command("bench")
    .description("Measure how long each of your checks takes on each subject.")
    .argument("<path...>", "folders, or .rego files")
    .requiredOption("--on <manifest>", "what to judge: a manifest, a folder or a chart (repeatable)", collect)
    .option("--checks <names>", "only these: ids, group/*, tags or aliases", collectList, [])
    .option("--iterations <number>", "how often each check judges each subject", positive, 200)
    .addOption(formatOption())
    .action(async (paths: string[], options: BenchOptions) =>
      done(await (await import("./bench.ts")).bench(paths, options)),
    );

  policy
    .command("repl")
    .description("Evaluate Rego line by line, at a terminal or through a pipe, as `opa run` does.")
    .argument("[path...]", "policies and data to begin with")
    .action(async (paths: string[]) => done(await (await import("./repl.ts")).repl(paths)));

  for (const command of policy.commands) {
    command
      .addHelpText("after", `\n${examples(command.name())}`)
      .option("--no-color", "no colours; NO_COLOR does the same")
      .copyInheritedSettings(policy);
  }
}

function formatOption(): Option {
  return new Option("--format <format>", "what to print").choices(["table", "json"]).default("table");
}

function collectList(value: string, before: readonly string[]): readonly string[] {
  return [...before, ...value.split(",").filter((part) => part !== "")];
}

function positive(value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new InvalidArgumentError("Give a whole number above 0.");
  return Number(value);
}

function percentage(value: string): number {
  const number = Number(value);
  if (value.trim() === "" || !(number >= 0 && number <= 100))
    throw new InvalidArgumentError("Give a number from 0 to 100.");
  return number;
}
