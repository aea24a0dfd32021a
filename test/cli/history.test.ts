// `--history`, `touchstone history`, `trend` and `compare`: as a user keeps assessments and looks back.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { XMLParser } from "fast-xml-parser";
import type { Comparison } from "../../src/history/index.ts";
import { folderOf, pod, touchstone } from "./touchstone.ts";

/** Three assessments: of a pod, of one that is worse, and of the first again; the second by the command line. */
async function kept() {
  const cwd = await folderOf({
    "touchstone.yaml": "paths: [pod.yaml]\nhistory: { name: shop }\n",
    "pod.yaml": pod,
    "worse.yaml": pod.replace("spec:", "spec:\n  hostIPC: true\n  hostPID: true"),
  });
  const runs = [
    await touchstone(["gate"], { cwd }),
    await touchstone(["scan", "worse.yaml", "--history", "--history-name", "shop"], { cwd }),
    await touchstone(["gate", "--format", "json"], { cwd }),
  ];
  return { cwd, runs };
}

const { cwd, runs } = await kept();

test("an assessment is kept when touchstone.yaml or an option says so, and the exit code is that of the gate", () => {
  assert.deepEqual(
    runs.map(({ exitCode }) => exitCode),
    [1, 0, 1],
  );
  for (const { stderr } of runs) assert.match(stderr, /^kept [0-9a-f]{12} in touchstone-history\.db$/m);
});

test("history lists them, the newest first, and shows one as any report, the JSON byte for byte", async () => {
  const { stdout } = await touchstone(["history"], { cwd });
  const lines = stdout.trimEnd().split("\n");
  assert.equal(lines.length, 4);
  assert.match(lines[0] ?? "", /^ID +ASSESSED AT +NAME +STRICT +ADJUSTED +COVERAGE +GATE +FINDINGS C\/H\/M\/L$/);
  const { runs: listed } = JSON.parse((await touchstone(["history", "--format", "json"], { cwd })).stdout) as {
    runs: readonly { id: string; name: string }[];
  };
  assert.deepEqual(
    listed.map(({ name }) => name),
    ["shop", "shop", "shop"],
  );
  assert.equal((await touchstone(["history", "latest", "--format", "json"], { cwd })).stdout, runs[2]?.stdout);
  const table = await touchstone(["history", listed[2]?.id.slice(0, 8) ?? ""], { cwd });
  assert.match(table.stdout, /^Gate: (FAILED|INCOMPLETE)$/m);
  assert.match((await touchstone(["history", "latest~1", "--format", "html"], { cwd })).stdout, /<!doctype html>/i);
});

test("trend shows how a score went: sparkline, JSON and SVG, of all, a framework or a control", async () => {
  const all = await touchstone(["trend"], { cwd });
  assert.match(all.stdout, /^shop: overall score\n[▁-█]{3} {2}[\d.]+% -> [\d.]+%, lowest [\d.]+%, highest [\d.]+%$/m);
  const { points } = JSON.parse((await touchstone(["trend", "--format", "json"], { cwd })).stdout) as {
    points: readonly { strict: string; assessedAt: string }[];
  };
  assert.equal(points.length, 3);
  assert.ok((points[0]?.assessedAt ?? "") < (points[2]?.assessedAt ?? ""));
  assert.equal(points[0]?.strict, points[2]?.strict);
  const control = await touchstone(
    ["trend", "--control", "iso27001-2022/A.8.9", "--format", "svg", "-o", "trend.svg"],
    { cwd },
  );
  assert.equal(control.exitCode, 0, control.stderr);
  const svg = await readFile(join(cwd, "trend.svg"), "utf8");
  const { svg: root } = new XMLParser({ ignoreAttributes: false }).parse(svg) as {
    svg: { title: { "#text": string }; circle: readonly unknown[] };
  };
  assert.equal(root.title["#text"], "shop: iso27001-2022/A.8.9");
  assert.equal(root.circle.length, 3);
  for (const [args, message] of [
    [["--framework", "soc2"], /no assessment of shop has a score of soc2/],
    [["--control", "A.8.9"], /names no framework/],
    [["--name", "other"], /no such assessment was kept/],
  ] as const) {
    const { exitCode, stderr } = await touchstone(["trend", ...args], { cwd });
    assert.equal(exitCode, 3);
    assert.match(stderr, message);
  }
});

test("compare tells what changed, from the history or from files", async () => {
  const worse = await touchstone(["compare", "latest~2", "latest~1", "--fail-on-regression"], { cwd });
  assert.equal(worse.exitCode, 1);
  assert.match(worse.stdout, /^ {2}high workload\/host-ipc worse\.yaml:\d+/m);
  assert.match(worse.stdout, /^ {2}worse: \S+\/\S+ satisfied -> not-satisfied/m);
  assert.match(worse.stdout, /^ {2}evidence: pod\.yaml before, worse\.yaml after$/m);
  const better = await touchstone(["compare", "latest~1", "latest", "--fail-on-regression"], { cwd });
  assert.equal(better.exitCode, 0);
  await writeFile(join(cwd, "now.json"), runs[2]?.stdout ?? "");
  const same = await touchstone(["compare", "now.json", "latest", "--format", "json"], { cwd });
  const comparison = JSON.parse(same.stdout) as Comparison;
  assert.deepEqual([comparison.controls, comparison.findings.new, comparison.notes], [[], [], []]);
});

test("an id that is none, too short or of nobody, and a history that is not there, are refused", async () => {
  const empty = await folderOf({ "pod.yaml": pod });
  for (const [args, where, message] of [
    [["history", "xyz"], cwd, /"xyz" is no id/],
    [["history", "ab"], cwd, /"ab" is no id/],
    [["history", "0123456789ab"], cwd, /there is no assessment 0123456789ab/],
    [["history", "latest~9"], cwd, /there is no latest~9/],
    [["history", "--format", "html"], cwd, /the list has no format "html"/],
    [["history"], empty, /there is no history touchstone-history\.db \[E_HISTORY\]/],
    [["compare", "nothing.json", "latest"], cwd, /nothing\.json does not exist/],
  ] as const) {
    const { exitCode, stderr } = await touchstone(args, { cwd: where });
    assert.equal(exitCode, 3, stderr);
    assert.match(stderr, message);
  }
});

test("a history that cannot be written to ends with 3, after the reports are written", async () => {
  const folder = await folderOf({
    "pod.yaml": pod,
    "broken.db": "not a database, and long enough to be read as one\n".repeat(50),
  });
  const args = ["gate", "pod.yaml", "--history", "broken.db", "--output", "report.json"];
  const { exitCode, stdout, stderr } = await touchstone(args, { cwd: folder });
  assert.equal(exitCode, 3);
  assert.match(stdout, /^Gate: /m);
  assert.match(stderr, /^error: the history broken\.db cannot be used: file is not a database \[E_HISTORY\]$/m);
  assert.ok((await readFile(join(folder, "report.json"), "utf8")).endsWith("}\n"));
});
