// How tools are run in turn, and which runs do not count.
import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, type Contestant, type Measurement } from "../../bench/compare.ts";
import type { Command, Run } from "../../bench/run-process.ts";
import type { Output } from "../../bench/tool.ts";

function contestant(name: string, readOutput: (stdout: string) => Output): Contestant {
  return {
    tool: {
      name,
      about: `${name}'s own checks`,
      exitCodes: [0, 1],
      find: () => Promise.reject(new Error("found already")),
      prepare: () => Promise.reject(new Error("prepared already")),
      readOutput,
    },
    program: { file: name, version: "1.0" },
    command: { file: name, args: [] },
  };
}

function finding(stdout: string): Output {
  return { findings: Number(stdout) };
}

function ended(run: Partial<Run>): Run {
  return { wallMs: 10, usage: undefined, exitCode: 0, stderr: "", stdout: "", ...run };
}

interface Script {
  readonly contestants: readonly Contestant[];
  /** The runs of each command, by name, in their order. */
  readonly runs: Readonly<Record<string, readonly Partial<Run>[]>>;
  readonly rounds: number;
}

async function play({ contestants, runs, rounds }: Script): Promise<{
  readonly order: readonly string[];
  readonly measurements: readonly Measurement[];
}> {
  const order: string[] = [];
  async function run({ file }: Command, keepOutput: boolean): Promise<Run> {
    const count = order.filter((entry) => entry.startsWith(file)).length;
    order.push(keepOutput ? `${file}!` : file);
    return ended(runs[file]?.[count] ?? {});
  }
  const measurements = await compare(contestants, { rounds, run, progress: () => {} });
  return { order, measurements };
}

test("tools take turns, each round begins with another, and only the warm-up's output is kept", async () => {
  const contestants = [contestant("scale", finding), contestant("ruler", finding)];
  const { order, measurements } = await play({
    contestants,
    runs: { scale: [{ stdout: "3" }], ruler: [{ stdout: "4" }] },
    rounds: 2,
  });
  assert.deepEqual(order, ["scale!", "ruler!", "ruler", "scale", "scale", "ruler"]);
  assert.deepEqual(
    measurements.map(({ output, failure, runs }) => ({ output, failure, count: runs.length })),
    [
      { output: { findings: 3 }, failure: undefined, count: 2 },
      { output: { findings: 4 }, failure: undefined, count: 2 },
    ],
  );
});

test("a tool that crashes is reported with its reason and not run again", async () => {
  const contestants = [contestant("scale", finding), contestant("ruler", finding)];
  const crash = { exitCode: 2, stderr: "loading\npanic: broken spring\n" };
  const { order, measurements } = await play({
    contestants,
    runs: { scale: [crash], ruler: [{ stdout: "4" }] },
    rounds: 2,
  });
  assert.deepEqual(order, ["scale!", "ruler!", "ruler", "ruler"]);
  assert.equal(measurements[0]?.failure, "exit code 2, not 0 or 1: panic: broken spring");
  assert.equal(measurements[1]?.failure, undefined);
});

test("a tool that crashes in a later round has failed too", async () => {
  const runs = { scale: [{ stdout: "3" }, {}, { exitCode: undefined }] };
  const { order, measurements } = await play({ contestants: [contestant("scale", finding)], runs, rounds: 4 });
  assert.equal(order.length, 3);
  assert.equal(measurements[0]?.failure, "it did not exit by itself");
});

const idle: readonly (readonly [Output, string])[] = [
  [{ findings: 0, objects: 0 }, "it read no object"],
  [{ findings: 0, objects: 4, verdicts: 0 }, "it checked nothing"],
];
for (const [output, failure] of idle) {
  test(`a tool that exits well has failed when ${failure}`, async () => {
    const { measurements } = await play({ contestants: [contestant("scale", () => output)], runs: {}, rounds: 1 });
    assert.deepEqual(
      measurements.map((measurement) => [measurement.failure, measurement.runs.length]),
      [[failure, 0]],
    );
  });
}

test("a tool whose output is not its own has failed", async () => {
  const broken = contestant("scale", (text) => JSON.parse(text) as Output);
  const { measurements } = await play({
    contestants: [broken],
    runs: { scale: [{ stdout: "usage: scale" }] },
    rounds: 1,
  });
  assert.match(measurements[0]?.failure ?? "", /^its output cannot be read: SyntaxError/);
});
