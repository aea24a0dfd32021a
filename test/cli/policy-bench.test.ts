// `touchstone policy bench`: measures each check on the subjects that it reads; the figures themselves are nobody's promise.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkSource } from "../rego/compiled.ts";
import { folderOf, pod, touchstone } from "./touchstone.ts";

interface Bench {
  readonly iterations: number;
  readonly subjects: number;
  readonly checks: readonly Timing[];
  readonly floor: Timing;
}

interface Timing {
  readonly check: string;
  readonly subjects: number;
  readonly median: number;
  readonly p99: number;
  readonly errors: number;
}

const files = {
  "pod.yaml": pod,
  "service.yaml": "apiVersion: v1\nkind: Service\nmetadata:\n  name: orchestrator\n  namespace: agents\n",
  "policies/rye.rego": checkSource("rye", 'fail contains {"path": []} if input.kind == "Rye"'),
  "policies/oat.rego": checkSource("oat", "fail := {1}", "[object, workload]"),
};

test("each check is measured on the subjects that it reads, beside a check that does nothing", async () => {
  const cwd = await folderOf(files);
  const args = ["policy", "bench", "policies", "--on", "pod.yaml", "--on", "service.yaml", "--iterations", "20"];
  const { exitCode, stdout, stderr } = await touchstone([...args, "--format", "json"], { cwd });
  assert.deepEqual([exitCode, stderr], [0, ""]);
  const { iterations, subjects, checks, floor } = JSON.parse(stdout) as Bench;
  assert.deepEqual([iterations, subjects, floor.subjects], [20, 6, 6]);
  assert.deepEqual(
    checks.map(({ check, subjects: read, errors }) => [check, read, errors]),
    [
      ["bakery/oat", 2, 2],
      ["bakery/rye", 1, 0],
    ],
  );
  for (const { median, p99 } of [...checks, floor]) assert.ok(median > 0 && p99 >= median);
  const table = await touchstone([...args, "--checks", "bakery/rye"], { cwd });
  assert.match(
    table.stdout,
    /^Check +Subjects +Median µs +p99 µs\nbakery\/rye +1 +[\d.]+ +[\d.]+\n\(a check that does nothing\) +6 +[\d.]+ +[\d.]+\n\nEach check on each subject that it reads: 20 times, after \d+ that do not count\.\n$/,
  );
});

test("wrong usage is told: 3", async () => {
  const cwd = await folderOf(files);
  for (const [args, message] of [
    [["policies"], /required option '--on <manifest>' not specified/],
    [["policies", "--on", "nowhere"], /E_PATH_MISSING/],
    [["policies", "--on", "pod.yaml", "--checks", "bakery/ryi"], /did you mean bakery\/rye/],
    [["policies", "--on", "pod.yaml", "--iterations", "0"], /Give a whole number above 0/],
  ] as const) {
    const { exitCode, stderr } = await touchstone(["policy", "bench", ...args], { cwd });
    assert.match(stderr, message);
    assert.equal(exitCode, 3);
  }
});
