// docs/library.md: its programs run in plain Node.js against the built package, and print what is shown.
import assert from "node:assert/strict";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { execa } from "execa";
import { folderOf, repository } from "../cli/touchstone.ts";
import { codeBlocks, filesIn, readDocument } from "./documents.ts";

const document = readDocument("docs/library.md");
const folder = await folderOf(filesIn(document));
await mkdir(join(folder, "node_modules"));
await symlink(repository, join(folder, "node_modules", "touchstone"), "dir");

const programs = codeBlocks(document).flatMap(({ file, language }) => (language === "js" && file ? [file] : []));
const shown = codeBlocks(document).flatMap(({ language, text }) => (language === "text" ? [text] : []));

test("there is a text of output for each program", () => {
  assert.deepEqual(programs, ["orders.mjs", "checks.mjs"]);
  assert.equal(shown.length, programs.length);
});

for (const [index, program] of programs.entries()) {
  test(`${program} prints what is shown`, async () => {
    const { stdout, stderr } = await execa(process.execPath, [program], { cwd: folder });
    assert.equal(`${stdout}\n`, shown[index]);
    assert.equal(stderr, "");
  });
}
