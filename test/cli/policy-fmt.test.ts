// `touchstone policy fmt`: prints, writes in place, or says what differs.
import assert from "node:assert/strict";
import { chmod, lstat, readFile, readdir, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { folderOf, repository, touchstone } from "./touchstone.ts";

const untidy = "package ovens\nhot if input.degrees>250\n";
const tidy = "package ovens\n\nhot if input.degrees > 250\n";

test("our own policies are formatted: 0", async () => {
  const { exitCode, stdout, stderr } = await touchstone(["policy", "fmt", "--check", "policies"], { cwd: repository });
  assert.deepEqual([exitCode, stdout, stderr], [0, "", ""]);
});

test("prints what the files should be, and leaves them alone", async () => {
  const folder = await folderOf({ "ovens.rego": untidy });
  const { exitCode, stdout } = await touchstone(["policy", "fmt", "ovens.rego"], { cwd: folder });
  assert.deepEqual([exitCode, stdout], [0, tidy]);
  assert.equal(await readFile(join(folder, "ovens.rego"), "utf8"), untidy);
  const piped = await touchstone(["policy", "fmt", "-"], { cwd: folder, input: untidy });
  assert.deepEqual([piped.exitCode, piped.stdout], [0, tidy]);
});

test("--write replaces what differs: permissions, links and all else stay", async () => {
  const folder = await folderOf({ "ovens.rego": untidy, "tidy.rego": tidy, "link/notes.txt": "" });
  await chmod(join(folder, "ovens.rego"), 0o640);
  await symlink("../ovens.rego", join(folder, "link/ovens.rego"));
  const before = await stat(join(folder, "tidy.rego"));
  const { exitCode, stdout, stderr } = await touchstone(["policy", "fmt", "-w", "link/ovens.rego", "tidy.rego"], {
    cwd: folder,
  });
  assert.deepEqual([exitCode, stdout, stderr], [0, "", ""]);
  assert.equal(await readFile(join(folder, "ovens.rego"), "utf8"), tidy);
  assert.equal((await stat(join(folder, "ovens.rego"))).mode & 0o777, 0o640);
  assert.ok((await lstat(join(folder, "link/ovens.rego"))).isSymbolicLink());
  assert.equal((await stat(join(folder, "tidy.rego"))).mtimeMs, before.mtimeMs);
  assert.deepEqual((await readdir(folder)).toSorted(), ["link", "ovens.rego", "tidy.rego"]);
});

test("--list names what differs and ends with 0, --check with 1", async () => {
  const folder = await folderOf({ "a/ovens.rego": untidy, "tidy.rego": tidy });
  const list = await touchstone(["policy", "fmt", "--list", "."], { cwd: folder });
  assert.deepEqual([list.exitCode, list.stdout], [0, "a/ovens.rego\n"]);
  const check = await touchstone(["policy", "fmt", "--check", "."], { cwd: folder });
  assert.deepEqual([check.exitCode, check.stdout], [1, "a/ovens.rego\n"]);
});

test("--diff shows what differs", async () => {
  const folder = await folderOf({ "ovens.rego": untidy.trimEnd() });
  const { exitCode, stdout } = await touchstone(["policy", "fmt", "--diff", "."], { cwd: folder });
  assert.equal(
    stdout,
    `--- ovens.rego
+++ ovens.rego, formatted
@@ -1,2 +1,3 @@
 package ovens
-hot if input.degrees>250
\\ No newline at end of file
+
+hot if input.degrees > 250
`,
  );
  assert.equal(exitCode, 0);
});

test("what is no Rego is told, the rest is formatted: 1", async () => {
  const folder = await folderOf({ "a.rego": "package a\n\nx := 1 +\n", "b.rego": untidy, "c.rego": "" });
  const { exitCode, stdout, stderr } = await touchstone(["policy", "fmt", "."], { cwd: folder });
  assert.equal(stdout, tidy);
  assert.match(
    stderr,
    /^a\.rego:4: rego_parse_error: unexpected eof token\n {2}x := 1 \+\n {10}\^\nc\.rego: rego_parse_error/,
  );
  assert.equal(exitCode, 1);
});

test("standard input cannot be written to: 3", async () => {
  const { exitCode, stderr } = await touchstone(["policy", "fmt", "-", "--write"], { input: untidy });
  assert.match(stderr, /E_USAGE/);
  assert.equal(exitCode, 3);
});
