// A stream of tens of thousands of documents is never held whole.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { execa } from "execa";

interface Count {
  readonly objects: number;
  /** Largest resident size of the process. */
  readonly megabytes: number;
}

async function count(megabytes: number): Promise<Count> {
  const { stdout } = await execa(process.execPath, [join(import.meta.dirname, "count-objects.ts"), String(megabytes)]);
  return JSON.parse(stdout) as Count;
}

test("memory does not grow with the stream", async () => {
  const small = await count(4);
  const large = await count(40);
  assert.ok(large.objects > 80_000 && large.objects > 9 * small.objects, JSON.stringify({ small, large }));
  assert.ok(large.megabytes < 250, JSON.stringify({ small, large }));
  assert.ok(large.megabytes < small.megabytes + 100, JSON.stringify({ small, large }));
});
