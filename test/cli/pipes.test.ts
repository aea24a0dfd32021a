// A reader that goes away before everything is written, such as `head`, is no error of ours.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { execa } from "execa";
import { repository } from "./touchstone.ts";

test("help and lists end quietly when nobody reads on", async () => {
  for (const args of [["--help"], ["who-can", "--help"], ["checks"], ["checks", "--help"]]) {
    const running = execa(process.execPath, [join(repository, "dist/cli.js"), ...args], {
      reject: false,
      buffer: false,
    });
    running.stdout.destroy();
    const errors: string[] = [];
    running.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
    const { exitCode } = await running;
    assert.deepEqual([args, exitCode, errors.join("")], [args, 0, ""]);
  }
});
