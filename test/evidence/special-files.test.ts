// Files that are not what they seem: each is refused at once, with a reason, and nothing waits or fills the memory.
import assert from "node:assert/strict";
import { mkdirSync, statSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { execaSync } from "execa";
import { defaultLimits, findSources } from "../../src/evidence/index.ts";
import type { Source } from "../../src/evidence/index.ts";
import { chunksOf, collectAll, folderWith, linesOf, namesOf, type Collected } from "./collecting.ts";

const pod = "apiVersion: v1\nkind: Service\nmetadata: {name: counter}\n";

function named(path: string): Source {
  return { kind: "manifest", path, name: "bakery.yaml", demanded: true };
}

/** The one problem of a source of which nothing could be read. */
function onlyProblem(collected: Collected): readonly string[] {
  assert.deepEqual([collected.objects, collected.evidence], [[], []]);
  const { problems } = collected;
  return problems.map(({ code, message, hint }) => `${code}: ${message}. ${hint}`);
}

test("a file beyond the limit is refused before it is read", async () => {
  const folder = folderWith({ "large.yaml": "" });
  const file = join(folder, "large.yaml");
  truncateSync(file, 1024 ** 3);
  const before = process.memoryUsage.rss();
  const started = performance.now();
  assert.deepEqual(onlyProblem(await collectAll([named(file)])), [
    "E_TOO_LARGE: the file is larger than 512 MiB. Split the file, or raise the limit with --max-file-size.",
  ]);
  assert.ok(performance.now() - started < 1000);
  assert.ok(process.memoryUsage.rss() - before < 50_000_000);
});

test("a stream beyond the limit is refused when it gets there", async () => {
  const chunks = Array.from({ length: 10 }, () => Buffer.from(pod + "---\n"));
  const limits = { ...defaultLimits, fileBytes: 4 * chunks[0]!.length };
  const source: Source = { kind: "stdin", path: "-", name: "-", demanded: true };
  let taken = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of chunksOf(...chunks)) {
      taken++;
      yield chunk;
    }
  }
  const collected = await collectAll([source], { limits, stdin: counted() });
  assert.deepEqual(linesOf(collected), ["E_TOO_LARGE -: the file is larger than 236 bytes"]);
  assert.equal(taken, 5);
});

test("a pipe is refused without waiting for its writer", { skip: process.platform === "win32" }, async () => {
  const pipe = join(folderWith({}), "pipe.yaml");
  execaSync("mkfifo", [pipe]);
  assert.deepEqual(onlyProblem(await collectAll([named(pipe)])), [
    "E_UNREADABLE: is not a regular file. Name a file or a folder; a pipe is read as standard input, with `-` as its name.",
  ]);
  assert.deepEqual(
    (await findSources(pipe)).map(({ kind }) => kind),
    ["manifest"],
  );
});

test("a device is refused", { skip: process.platform === "win32" }, async () => {
  assert.match(onlyProblem(await collectAll([named("/dev/zero")]))[0] ?? "", /^E_UNREADABLE: is not a regular file\./);
});

test("a folder in the place of a file is refused", async () => {
  const folder = folderWith({});
  mkdirSync(join(folder, "pod.yaml"));
  assert.match(
    onlyProblem(await collectAll([named(join(folder, "pod.yaml"))]))[0] ?? "",
    /^E_UNREADABLE: (?:is not a regular file|cannot be read)/,
  );
});

test("a file that is gone, or a link that leads to itself, is a problem of its own and stops nothing else", async () => {
  const folder = folderWith({ "pod.yaml": pod });
  symlinkSync("loop.yaml", join(folder, "loop.yaml"));
  const sources = ["gone.yaml", "loop.yaml", "pod.yaml"].map((name) => ({ ...named(join(folder, name)), name }));
  const collected = await collectAll(sources);
  assert.deepEqual(namesOf(collected), ["Service/counter"]);
  assert.match(
    linesOf(collected).join("\n"),
    /^E_UNREADABLE gone\.yaml: cannot be read: ENOENT.*\nE_UNREADABLE loop\.yaml: cannot be read: ELOOP.*$/,
  );
  assert.deepEqual(
    collected.problems.map(({ hint }) => hint),
    ["Check that it is there and may be read.", "Check that it is there and may be read."],
  );
});

test("a stream that breaks off keeps what was read before", async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield Buffer.from(`${pod}---\n`);
    throw Object.assign(new Error("read EIO"), { syscall: "read", code: "EIO" });
  }
  const source: Source = { kind: "stdin", path: "-", name: "-", demanded: true };
  const collected = await collectAll([source], { stdin: broken() });
  assert.deepEqual(namesOf(collected), ["Service/counter"]);
  assert.deepEqual(linesOf(collected), ["E_UNREADABLE -: cannot be read: read EIO"]);
  assert.equal(collected.evidence.length, 1);
});

test("a link that was named is followed", async () => {
  const folder = folderWith({ "pod.yaml": pod });
  symlinkSync("pod.yaml", join(folder, "link"));
  assert.ok(statSync(join(folder, "link")).isFile());
  assert.deepEqual(namesOf(await collectAll(await findSources(join(folder, "link")))), ["Service/counter"]);
});

test(
  "a folder below the named one that cannot be read is a problem, and the others are collected",
  { skip: process.getuid?.() === 0 && "root reads everything" },
  async () => {
    const folder = folderWith({ "closed/pod.yaml": pod, "pod.yaml": pod });
    execaSync("chmod", ["000", join(folder, "closed")]);
    const collected = await collectAll(await findSources(folder));
    execaSync("chmod", ["755", join(folder, "closed")]);
    assert.deepEqual(namesOf(collected), ["Service/counter"]);
    assert.match(linesOf(collected).join("\n"), /^E_UNREADABLE .*closed: cannot be read: EACCES/);
  },
);
