// The commit of a work tree, against what git itself says.
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { execa } from "execa";
import { commitReader } from "../../src/evidence/index.ts";
import { folderOf } from "../cli/touchstone.ts";

const identity = ["-c", "user.email=ada@example.com", "-c", "user.name=Ada", "-c", "commit.gpgsign=false"];
const installed = (await execa("git", ["--version"], { reject: false })).exitCode === 0;
const skip = installed ? false : "there is no git on this machine";

async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  return (await execa("git", [...identity, ...args], { cwd })).stdout;
}

async function repository(): Promise<string> {
  const folder = await folderOf({ "deploy/pod.yaml": "kind: Pod\n" });
  await git(folder, "init", "-q", "-b", "main");
  await git(folder, "add", ".");
  await git(folder, "commit", "-q", "-m", "one");
  return folder;
}

async function assertAgrees(folder: string): Promise<void> {
  const commit = await git(folder, "rev-parse", "HEAD");
  assert.equal(commitReader()(folder), commit);
  assert.equal(commitReader()(join(folder, "deploy/pod.yaml")), commit);
}

test("of a branch, of one in packed-refs, of one with a slash, and of none", { skip }, async () => {
  const folder = await repository();
  await assertAgrees(folder);
  await git(folder, "pack-refs", "--all");
  await assertAgrees(folder);
  await git(folder, "checkout", "-q", "-b", "feature/a");
  await git(folder, "commit", "-q", "--allow-empty", "-m", "two");
  await assertAgrees(folder);
  await git(folder, "checkout", "-q", "--detach", "HEAD~1");
  await assertAgrees(folder);
});

test("of a further work tree, and of a submodule", { skip }, async () => {
  const folder = await repository();
  await git(folder, "worktree", "add", "-q", "-b", "other", join(folder, "tree"));
  await git(join(folder, "tree"), "commit", "-q", "--allow-empty", "-m", "elsewhere");
  await assertAgrees(join(folder, "tree"));
  await git(folder, "pack-refs", "--all");
  await assertAgrees(join(folder, "tree"));
  const outer = await repository();
  await git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "-q", folder, "inner");
  await assertAgrees(join(outer, "inner"));
});

test("of no repository, an empty one, or a damaged one nothing is said", { skip }, async () => {
  const folder = await folderOf({ "pod.yaml": "" });
  assert.equal(commitReader()(join(folder, "pod.yaml")), undefined);
  await git(folder, "init", "-q");
  assert.equal(commitReader()(folder), undefined);
  for (const head of ["", "ref: refs/heads/../../../HEAD", "ref: /etc/passwd", "nothing", "0".repeat(39)]) {
    writeFileSync(join(folder, ".git/HEAD"), head);
    assert.equal(commitReader()(folder), undefined, head);
  }
  rmSync(join(folder, ".git"), { recursive: true });
  writeFileSync(join(folder, ".git"), "gitdir: ../nowhere\n");
  assert.equal(commitReader()(folder), undefined);
});

test("a path that is not there has the commit of its folder", { skip }, async () => {
  const folder = await repository();
  mkdirSync(join(folder, "empty"));
  assert.equal(commitReader()(join(folder, "empty/later.yaml")), await git(folder, "rev-parse", "HEAD"));
});
