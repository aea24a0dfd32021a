// Writes what a test wants to have read into a folder of its own, and holds the refusal against the expected lines.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { TouchstoneError, type ErrorCode } from "../../src/model/index.ts";

const folder = await mkdtemp(join(tmpdir(), "touchstone-test-"));
after(() => rm(folder, { recursive: true }));
let count = 0;

/** The path of a new file with this content. */
export async function written(content: string | Uint8Array): Promise<string> {
  const file = join(folder, `${++count}.yaml`);
  await writeFile(file, content);
  return file;
}

/** Fails unless `work` is refused with `code` and exactly these lines; the file's path, before each, is left out. */
export async function assertRefused(
  work: () => unknown,
  file: string,
  code: ErrorCode,
  lines: readonly string[],
): Promise<void> {
  let thrown: unknown;
  try {
    await work();
  } catch (error) {
    thrown = error;
  }
  assert.ok(thrown instanceof TouchstoneError, `not refused as expected: ${String(thrown)}`);
  assert.equal(thrown.code, code);
  assert.deepEqual(
    thrown.message.split("\n"),
    lines.map((line) => `${file}${line}`),
  );
  assert.notEqual(thrown.hint, "");
}
