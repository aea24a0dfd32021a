// Files of servers as evidence: which are known, and what becomes of those that are not.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { Insides } from "../../../src/evidence/index.ts";
import { PlatformCollector } from "../../../src/evidence/platform/index.ts";
import type { Subject } from "../../../src/model/index.ts";
import { collectPaths, inFolder, now, type Told } from "../reading.ts";

interface Read extends Told {
  readonly subjects: readonly Subject[];
}

async function read(files: Readonly<Record<string, string | Buffer>>, ...paths: readonly string[]): Promise<Read> {
  return inFolder(files, async (folder) => {
    const options = { now, version: "0", fileBytes: 1024 * 1024, insides: new Insides(new Set(), now) };
    const collector = new PlatformCollector(options);
    const told = await collectPaths(collector, paths.length === 0 ? [folder] : paths.map((path) => join(folder, path)));
    return { ...told, subjects: [...collector.subjects()] };
  });
}

test("a file is known by its name or by what stands in it, and becomes evidence with the digest of its bytes", async () => {
  const { evidence, problems, subjects } = await read(
    { "redis.conf": "port 6379\n", "site.conf": "server { listen 80; location / { proxy_pass http://a; } }\n" },
    "redis.conf",
    "site.conf",
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    evidence.map(({ kind, source, bytes }) => [kind, source.split("/").at(-1), bytes]),
    [
      ["platform", "redis.conf", 10],
      ["platform", "site.conf", 58],
    ],
  );
  assert.deepEqual(
    subjects.map(({ kind, evidence: from, location, resource }) => [
      kind,
      from,
      location.line,
      resource.name.split("/").at(-1),
    ]),
    [
      ["transport", 0, 1, "redis.conf:redis:server"],
      ["transport", 1, 1, "site.conf:nginx:server"],
      ["transport", 1, 1, "a"],
    ],
  );
});

test("a file that is named and not known is a problem, which tells what is", async () => {
  const { evidence, problems } = await read({ "app.conf": "colour = green\n" }, "app.conf");
  assert.deepEqual(evidence, []);
  assert.deepEqual(
    problems.map(({ code, message }) => [code, message.split("/").at(-1)]),
    [["E_PLATFORM", "app.conf is no file of settings that is known"]],
  );
  assert.match(
    problems[0]?.hint ?? "",
    /nginx\.conf, haproxy\.cfg, pg_hba\.conf, postgresql\.conf, nats\.conf, redis\.conf, envoy\.yaml/,
  );
});

test("in a folder unknown files are passed over, unless there is no other", async () => {
  const some = await read({ "app.conf": "colour = green\n", "etc/redis.conf": "port 6379\n", "notes.txt": "x" });
  assert.deepEqual([some.evidence.length, some.problems], [1, []]);
  const none = await read({ "app.conf": "colour = green\n" });
  assert.deepEqual(
    none.problems.map(({ code }) => code),
    ["E_PLATFORM"],
  );
  const empty = await read({ "notes.txt": "x" });
  assert.deepEqual(
    empty.problems.map(({ code }) => code),
    ["E_PATH_MISSING"],
  );
  const missing = await read({ "notes.txt": "x" }, "redis.conf");
  assert.deepEqual(
    missing.problems.map(({ code }) => code),
    ["E_PATH_MISSING"],
  );
});

test("a known file that cannot be read is a problem with its line, gives nothing, and stops no other", async () => {
  const { evidence, problems, subjects } = await read({ "nginx.conf": "events {\n", "redis.conf": "port 6379\n" });
  assert.deepEqual(
    problems.map(({ code, message }) => [code, /[^/]*$/.exec(message)?.[0]]),
    [["E_PLATFORM", "nginx.conf:1 cannot be read as nginx.conf: a block does not end"]],
  );
  assert.deepEqual([evidence.length, subjects.length], [1, 1]);
});

test("what is no text, or too large, is a problem", async () => {
  const binary = await read({ "redis.conf": Buffer.from([0x70, 0, 0xff]) }, "redis.conf");
  assert.deepEqual(
    binary.problems.map(({ code }) => code),
    ["E_PLATFORM"],
  );
  const large = await read({ "redis.conf": "#".repeat(1024 * 1024 + 1) }, "redis.conf");
  assert.deepEqual(
    large.problems.map(({ code }) => code),
    ["E_TOO_LARGE"],
  );
});

test("the record beside a file says when it was made and of which commit it is; one of other bytes is a problem", async () => {
  const text = "port 6379\n";
  const record = (content: string): string =>
    JSON.stringify({
      schemaVersion: "1.0",
      sha256: createHash("sha256").update(content).digest("hex"),
      madeAt: "2025-12-31T00:00:00Z",
      commit: "a".repeat(40),
    });
  const { evidence } = await read({ "redis.conf": text, "redis.conf.record.json": record(text) }, "redis.conf");
  assert.deepEqual(
    evidence.map(({ commit, record: told }) => [commit, told]),
    [["a".repeat(40), { madeAt: "2025-12-31T00:00:00Z" }]],
  );
  const other = await read({ "redis.conf": text, "redis.conf.record.json": record("port 1\n") }, "redis.conf");
  assert.deepEqual([other.evidence, other.subjects, other.problems.map(({ code }) => code)], [[], [], ["E_RECORD"]]);
});
