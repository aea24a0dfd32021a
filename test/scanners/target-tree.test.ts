// The digest of a folder: what is in it, and how anybody computes it again.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { execa } from "execa";
import { readTree } from "../../src/scanners/target-tree.ts";
import { folderOf, repository } from "../cli/touchstone.ts";

const files = {
  "b.py": "b\n",
  "a/é.txt": "e",
  "a.py": "",
  "Z.md": "z",
  "a/deep/c d.py": "c",
  ".git/HEAD": "ref",
  "web/node_modules/x/index.js": "x",
  "touchstone-evidence/semgrep.sarif": "{}",
};

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

test("files in the order of their bytes, without git, installed modules, links and the output", async () => {
  const folder = await folderOf(files);
  await symlink("/etc/passwd", join(folder, "link"));
  const tree = await readTree(folder, join(folder, "touchstone-evidence"));
  assert.deepEqual(tree.files, ["Z.md", "a.py", "a/deep/c d.py", "a/é.txt", "b.py"]);
  const lines = [
    ["z", "Z.md"],
    ["", "a.py"],
    ["c", "a/deep/c d.py"],
    ["e", "a/é.txt"],
    ["b\n", "b.py"],
  ].map(([content = "", path]) => `${sha256(content)}  ${path}\n`);
  assert.equal(tree.sha256, sha256(lines.join("")));
});

test("the command in docs/scanners.md computes the same digest", async () => {
  const folder = await folderOf(files);
  const text = readFileSync(join(repository, "docs/scanners.md"), "utf8");
  const command = / {4}(find \. [\s\S]*?\| sha256sum)\n/.exec(text)?.[1];
  assert.ok(command);
  const { stdout } = await execa("sh", ["-c", command], { cwd: folder });
  const tree = await readTree(folder, join(folder, "touchstone-evidence"));
  assert.equal(stdout.split(" ")[0], tree.sha256);
});

test("a name or a content that changes, changes the digest", async () => {
  const digest = async (changed: Readonly<Record<string, string>>): Promise<string | undefined> => {
    const folder = await folderOf(changed);
    return (await readTree(folder, join(folder, "out"))).sha256;
  };
  const all = await Promise.all(
    [{ "a.py": "x" }, { "b.py": "x" }, { "a.py": "y" }, { "a.py": "x", b: "" }].map(digest),
  );
  assert.equal(new Set(all).size, 4);
});

test("beyond the limits there is no digest", async () => {
  const folder = await folderOf({ a: "12345", b: "12345" });
  const tree = (limits: { readonly files: number; readonly bytes: number }) => readTree(folder, "/out", limits);
  assert.notEqual((await tree({ files: 2, bytes: 10 })).sha256, undefined);
  assert.equal((await tree({ files: 1, bytes: 10 })).sha256, undefined);
  assert.equal((await tree({ files: 2, bytes: 9 })).sha256, undefined);
});
