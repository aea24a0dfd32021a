// `touchstone policy test`: runs the tests of policies as `opa test` does, once or whenever something changes.
import { TouchstoneError, exitCodes } from "../../model/index.ts";
import { RegoError, type RegoTest, type RegoToolchain } from "../../toolchain/rego-toolchain.ts";
import { printReport } from "../write-report.ts";
import { showCoverage, type Coverage } from "./coverage.ts";
import { readPolicyFiles } from "./policy-files.ts";
import { showProblems } from "./problems.ts";
import { wantsColour } from "./terminal.ts";
import { openToolchain, sharedRules } from "./toolchain.ts";

export interface TestOptions {
  readonly run?: string;
  readonly coverage?: boolean;
  readonly threshold?: number;
  readonly watch?: boolean;
  readonly verbose?: boolean;
  readonly varValues?: boolean;
  readonly exitZeroOnSkipped?: boolean;
  readonly format: "table" | "json";
}

interface TestAnswer {
  readonly tests: readonly RegoTest[];
  /** OPA's reports of the tests: for people, and for machines. */
  readonly pretty: string;
  readonly json: string;
  readonly coverage?: Coverage;
}

/** Returns the exit code: 0 when every test that was to run passed, and enough is covered. */
export async function test(paths: readonly string[], options: TestOptions): Promise<number> {
  checkOptions(options);
  const toolchain = await openToolchain();
  if (options.watch !== true) return runTests(toolchain, paths, options);
  const { watchPaths } = await import("./watch.ts");
  await watchPaths(paths, async () => {
    try {
      await runTests(toolchain, paths, options);
    } catch (thrown) {
      // While somebody is at work a file may be missing or half written.
      if (!(thrown instanceof TouchstoneError)) throw thrown;
      process.stderr.write(`error: ${thrown.message}\n`);
    }
  });
  return exitCodes.passed;
}

function checkOptions({ varValues, verbose, coverage, threshold }: TestOptions): void {
  if ((varValues !== true && verbose !== true) || (coverage !== true && threshold === undefined)) return;
  throw new TouchstoneError(
    "E_USAGE",
    "coverage cannot be measured while evaluation is traced",
    "Leave --verbose and --var-values out, or --coverage and --threshold.",
  );
}

async function runTests(toolchain: RegoToolchain, paths: readonly string[], options: TestOptions): Promise<number> {
  const { modules, documents } = await readPolicyFiles(paths, { tests: true, data: true });
  const coverage = options.coverage === true || options.threshold !== undefined;
  let answer: TestAnswer;
  try {
    answer = toolchain.ask({
      op: "test",
      modules,
      hidden: await sharedRules(modules),
      documents,
      run: options.run ?? "",
      coverage,
      verbose: options.verbose ?? false,
      varValues: options.varValues ?? false,
    }) as TestAnswer;
  } catch (thrown) {
    if (!(thrown instanceof RegoError)) throw thrown;
    const [first] = thrown.problems;
    if (first?.message.startsWith("error parsing regexp"))
      throw new TouchstoneError("E_USAGE", `--run: ${first.message}`, "Correct the expression.", thrown);
    process.stderr.write(showProblems(thrown.problems, modules, wantsColour(process.stderr)));
    return exitCodes.failed;
  }
  return report(answer, options);
}

/** A failing test makes the coverage of no interest, as with OPA. */
async function report(answer: TestAnswer, options: TestOptions): Promise<number> {
  const { tests, coverage } = answer;
  const passed = tests.every((test) => test.passed || (test.skipped && options.exitZeroOnSkipped === true));
  const bad = tests.some((test) => !test.passed && !test.skipped);
  if (coverage && !bad) {
    const table = showCoverage(coverage);
    const json = `${JSON.stringify(coverage, undefined, 2)}\n`;
    await printReport(options.format === "json" ? [json] : [answer.pretty, table]);
  } else {
    await printReport([options.format === "json" ? answer.json : answer.pretty]);
  }
  if (tests.length === 0) {
    process.stderr.write(
      `error: no tests were run${options.run === undefined ? "" : `: none matches ${options.run}`}\n`,
    );
    return exitCodes.failed;
  }
  if (!passed) return exitCodes.failed;
  const { threshold } = options;
  if (coverage && threshold !== undefined && coverage.coverage < threshold) {
    process.stderr.write(`error: ${floor(coverage.coverage)}% is covered; the threshold is ${threshold}%\n`);
    return exitCodes.failed;
  }
  return exitCodes.passed;
}

/** Two digits, never more than there is. */
function floor(percent: number): string {
  return (Math.floor(percent * 100) / 100).toFixed(2);
}
