// What is known of one run.
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { findMemoryMeter } from "../../bench/memory-meter.ts";
import { runProcess, type Run } from "../../bench/run-process.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "touchstone-run-"));
});
after(() => rm(folder, { recursive: true }));

const meter = await findMemoryMeter();

function node(script: string, options: { readonly keepOutput: boolean; readonly metered?: boolean }): Promise<Run> {
  const command = { file: process.execPath, args: ["-e", script] };
  return runProcess(command, { folder, meter: options.metered ? meter : undefined, keepOutput: options.keepOutput });
}

test("output is kept only when it is asked for; errors always", async () => {
  const script = "console.log('bread'); console.error('crumbs'); process.exitCode = 3";
  const kept = await node(script, { keepOutput: true });
  assert.deepEqual([kept.stdout, kept.stderr, kept.exitCode, kept.usage], ["bread", "crumbs", 3, undefined]);
  const dropped = await node(script, { keepOutput: false });
  assert.deepEqual([dropped.stdout, dropped.stderr, dropped.exitCode], ["", "crumbs", 3]);
});

test("a process that is killed has no exit code", async () => {
  const { exitCode } = await node("process.kill(process.pid, 'SIGKILL')", { keepOutput: false });
  assert.equal(exitCode, undefined);
});

test("a program that is missing is a run without an exit code, and says why", async () => {
  const run = await runProcess(
    { file: join(folder, "abacus"), args: [] },
    { folder, meter: undefined, keepOutput: true },
  );
  assert.equal(run.exitCode, undefined);
  assert.match(run.stderr, /ENOENT/);
});

test("the meter hands on the exit code, accounts for memory, and leaves nothing behind", { skip: !meter }, async () => {
  const { exitCode, usage } = await node("process.exitCode = 3", { keepOutput: false, metered: true });
  assert.equal(exitCode, 3);
  assert.ok(usage !== undefined && usage.peakRssBytes > 10e6 && usage.peakRssBytes < 1e9);
  assert.deepEqual(await readdir(folder), []);
});
