// The set-up: a step runs only when it has to, and a machine without Go gets one clear message.
import assert from "node:assert/strict";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";
import { root, runStep } from "../../scripts/build-step.ts";
import { requireGo, SetupError } from "../../scripts/go.ts";
import { folderOf } from "../cli/touchstone.ts";

const scratch = join(root, ".cache/test-steps");
after(() => rm(scratch, { recursive: true, force: true }));

test("a step runs once, and again when an input, its salt or its output changes", async () => {
  await mkdir(scratch, { recursive: true });
  const input = join(scratch, "flour.txt");
  const output = join(scratch, "bread.txt");
  let runs = 0;
  const step = (salt: string): Promise<void> =>
    runStep({
      name: "test/bake",
      inputs: [".cache/test-steps/flour.txt"],
      salt,
      outputs: [".cache/test-steps/bread.txt"],
      build: async () => {
        runs++;
        await writeFile(output, "bread");
      },
    });
  await rm(join(root, ".cache/stamps/test-bake"), { force: true });
  await writeFile(input, "rye");
  await step("1");
  await step("1");
  assert.equal(runs, 1);
  await writeFile(input, "wheat");
  await step("1");
  assert.equal(runs, 2);
  await step("2");
  assert.equal(runs, 3);
  await rm(output);
  await step("2");
  assert.equal(runs, 4);
});

test("a step that fails runs again", async () => {
  await rm(join(root, ".cache/stamps/test-fails"), { force: true });
  const build = (): Promise<void> => Promise.reject(new SetupError("no flour"));
  const step = { name: "test/fails", inputs: [], outputs: [], build };
  await assert.rejects(runStep(step), /no flour/);
  await assert.rejects(runStep(step), /no flour/);
});

/** Runs with nothing but `folder` on the PATH. */
async function withPath(folder: string, run: () => Promise<void>): Promise<void> {
  const before = process.env["PATH"] ?? "";
  process.env["PATH"] = folder;
  try {
    await run();
  } finally {
    process.env["PATH"] = before;
  }
}

test("without Go: what to install, and why only a source build needs it", async () => {
  await withPath(await folderOf({}), async () => {
    await assert.rejects(requireGo(), (error) => {
      assert.ok(error instanceof SetupError);
      assert.match(
        error.message,
        /^Go is not installed \(no `go` on the PATH\): install Go 1\.\d+(\.\d+)? or newer from https:\/\/go\.dev\/dl\.\n/,
      );
      assert.match(
        error.message,
        /A source build needs Go, because .*The published package carries them built, and needs no Go\.$/s,
      );
      return true;
    });
  });
});

test("with a Go that is too old: which one it is, and what to install", async () => {
  const folder = await folderOf({ go: "#!/bin/sh\necho go1.21.13\n" });
  await chmod(join(folder, "go"), 0o755);
  await withPath(`${folder}${delimiter}/bin${delimiter}/usr/bin`, async () => {
    await assert.rejects(requireGo(), /^Error: Go 1\.21\.13 is too old: install Go 1\.\d+(\.\d+)? or newer/);
  });
});

test("a Go that is new enough is taken, release candidates included", async () => {
  for (const version of ["go1.26.8", "go1.27rc1", "go2.0"]) {
    const folder = await folderOf({ go: `#!/bin/sh\necho ${version}\n` });
    await chmod(join(folder, "go"), 0o755);
    await withPath(`${folder}${delimiter}/bin${delimiter}/usr/bin`, async () => {
      assert.equal(await requireGo(), version.slice(2));
    });
  }
});
