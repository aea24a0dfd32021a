// The numbers of a comparison, and how they are shown.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Measurement } from "../../bench/compare.ts";
import { agrees, notesOf, sharedCounts } from "../../bench/notes.ts";
import { megabytes, renderComparison, seconds } from "../../bench/report.ts";
import { toolResults, type Comparison } from "../../bench/result.ts";
import type { Output } from "../../bench/tool.ts";

interface Facts {
  readonly wallMs?: readonly number[];
  readonly output?: Output;
  readonly failure?: string;
}

function measured(name: string, { wallMs = [], output, failure }: Facts): Measurement {
  return {
    contestant: {
      tool: {
        name,
        about: `the ${name}'s checks`,
        exitCodes: [0],
        find: async () => undefined,
        prepare: async () => ({ file: name, args: [] }),
        readOutput: undefined,
      },
      program: { file: name, version: "1.0" },
      command: { file: `/tools/${name}`, args: ["weigh", "."] },
    },
    runs: wallMs.map((wall) => ({
      wallMs: wall,
      usage: { peakRssBytes: 50e6, cpuMs: wall * 2 },
      exitCode: 0,
      stderr: "",
      stdout: "",
    })),
    output,
    failure,
  };
}

const scale = measured("scale", {
  wallMs: [1000, 3000, 2000],
  output: { findings: 7, objects: 12, sharedFindings: 5 },
});
const ruler = measured("ruler", { wallMs: [5000, 3000, 4000], output: { findings: 5, sharedFindings: 5 } });
const crashed = measured("abacus", {
  wallMs: [1, 1],
  output: { findings: 1, sharedFindings: 9 },
  failure: "exit code 2, not 0",
});

test("a tool's result has its medians, and its ratio to the baseline", () => {
  const [, second] = toolResults([scale, ruler], "scale");
  assert.deepEqual(second, {
    name: "ruler",
    version: "1.0",
    command: ["/tools/ruler", "weigh", "."],
    findings: 5,
    runs: [5000, 3000, 4000].map((wallMs) => ({ wallMs, peakRssBytes: 50e6, cpuMs: wallMs * 2, exitCode: 0 })),
    wallMs: { median: 4000, min: 3000, max: 5000 },
    cpuMs: { median: 8000, min: 6000, max: 10000 },
    peakRssBytes: { median: 50e6, min: 50e6, max: 50e6 },
    ratio: 2,
  });
});

test("a tool that failed has no times, and a baseline that failed has no ratios", () => {
  const [first, second] = toolResults([crashed, ruler], "abacus");
  assert.equal(first?.wallMs, undefined);
  assert.equal(first?.failure, "exit code 2, not 0");
  assert.equal(second?.ratio, undefined);
});

test("tools with the same Rego agree when their counts are the same; one that failed has no say", () => {
  assert.equal(agrees(sharedCounts([scale, ruler, crashed])), true);
  assert.equal(agrees(sharedCounts([scale, measured("ruler", { output: { findings: 4, sharedFindings: 4 } })])), false);
  assert.equal(agrees(sharedCounts([])), true);
});

test("notes say what each tool checks, who failed, who agrees and who is missing", () => {
  assert.deepEqual(notesOf([scale, ruler, crashed], ["tape"]), [
    "scale: the scale's checks",
    "ruler: the ruler's checks",
    "abacus failed: exit code 2, not 0",
    "the same Rego has the same failures of resource checks: scale 5, ruler 5",
    "tape was not found; `npm run bench -- install` installs it",
  ]);
});

test("a comparison is a table with its machine, its corpus and its notes", () => {
  const comparison: Comparison = {
    schemaVersion: "1.0",
    benchmark: "scan",
    measuredAt: "2026-01-02T03:04:05.000Z",
    machine: { cpu: "Difference Engine", cores: 2, memoryBytes: 8e9, system: "linux 6 x64", node: "24.0.0", load: 0 },
    corpus: { name: "market", files: 3, bytes: 2_500_000, objects: 12, sha256: "0123456789abcdef" },
    rounds: 3,
    baseline: "scale",
    tools: toolResults([scale, ruler, crashed], "scale"),
    agreement: true,
    notes: ["scale: the scale's checks"],
  };
  assert.equal(
    renderComparison(comparison),
    `Machine: Difference Engine, 2 cores, 8000 MB, linux 6 x64, Node.js 24.0.0
Corpus: market: 3 files, 2.5 MB, 12 objects, sha256 0123456789ab
Whole processes, 3 rounds in turn after one to warm up; seconds of wall time; x is the median over that of scale.

| tool   | version | median |   min |   max |    x |   cpu | peak RSS | objects | findings |
| ------ | ------- | -----: | ----: | ----: | ---: | ----: | -------: | ------: | -------: |
| scale  | 1.0     |  2.000 | 1.000 | 3.000 | 1.00 | 4.000 |  50.0 MB |      12 |        7 |
| ruler  | 1.0     |  4.000 | 3.000 | 5.000 | 2.00 | 8.000 |  50.0 MB |       - |        5 |
| abacus | 1.0     | failed |     - |     - |    - |     - |        - |       - |        1 |

- scale: the scale's checks
`,
  );
});

test("quantities keep the digits that matter", () => {
  assert.deepEqual([seconds(41.6), seconds(9999), seconds(43_260)], ["0.042", "9.999", "43.26"]);
  assert.deepEqual(
    [megabytes(911_731), megabytes(99.94e6), megabytes(1_726_000_000)],
    ["0.9 MB", "99.9 MB", "1726 MB"],
  );
});
