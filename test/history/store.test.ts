// The history in SQLite and in a real PostgreSQL: the same answers, nothing lost by writers at once, and damage is named.
import assert from "node:assert/strict";
import { chmod, mkdir, readFile, readdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, test } from "node:test";
import { execa } from "execa";
import pg from "pg";
import { newRun, openHistory, type HistoryStore } from "../../src/history/index.ts";
import type { Assessment } from "../../src/model/index.ts";
import { folderOf } from "../cli/touchstone.ts";
import { sampleAssessment } from "../report/sample-assessment.ts";
import { password, programs, startPostgres } from "./postgres-server.ts";

const server = programs === undefined ? undefined : await startPostgres();
after(() => server?.stop());
const withPostgres = server ? {} : { skip: "PostgreSQL (initdb and postgres) is not on this machine" };

let databases = 0;

/** A store that nobody has used yet. */
async function newStore(kind: "sqlite" | "postgres"): Promise<string> {
  if (kind === "sqlite") return join(await folderOf({}), "history.db");
  const name = `history_${++databases}`;
  await query(server?.url ?? "", `CREATE DATABASE ${name}`);
  return (server?.url ?? "").replace(/\/postgres$/, `/${name}`);
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}

function assessmentAt(second: number, more: Partial<Assessment> = {}): Assessment {
  return { ...sampleAssessment, assessedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(), ...more };
}

async function add(store: HistoryStore, assessment: Assessment, name = "shop"): Promise<string> {
  const run = newRun(assessment, name, JSON.stringify(assessment));
  await store.add(run);
  return run.id;
}

for (const kind of ["sqlite", "postgres"] as const) {
  const options = kind === "postgres" ? withPostgres : {};

  test(`${kind}: what was put in comes out, the newest first`, options, async () => {
    const store = await openHistory(await newStore(kind), true);
    const [old, other, newest] = [
      await add(store, assessmentAt(1)),
      await add(store, assessmentAt(2, { score: { strict: null, adjusted: null }, coverage: null }), "other"),
      await add(store, assessmentAt(3)),
    ];
    assert.deepEqual(
      (await store.list({})).map(({ id }) => id),
      [newest, other, old],
    );
    assert.deepEqual(await store.list({ name: "shop", since: "2026-01-01T00:00:02.000Z" }), [
      {
        id: newest,
        name: "shop",
        assessedAt: "2026-01-01T00:00:03.000Z",
        toolVersion: "0.1.0",
        bundle: sampleAssessment.bundle.digest,
        kubernetes: sampleAssessment.bundle.kubernetes,
        commit: "0123456789".repeat(4),
        strict: sampleAssessment.score.strict?.exact,
        adjusted: sampleAssessment.score.adjusted?.exact,
        coverage: sampleAssessment.coverage?.exact,
        verdict: "failed",
        findings: newRun(sampleAssessment, "", "").findings,
      },
    ]);
    assert.equal((await store.list({ limit: 2 })).length, 2);
    assert.deepEqual(
      (await store.find(old.slice(0, 8))).map(({ id }) => id),
      [old],
    );
    assert.deepEqual(JSON.parse(await store.document(old)), JSON.parse(JSON.stringify(assessmentAt(1))));
    const iso = sampleAssessment.frameworks.find(({ id }) => id === "iso27001-2022");
    assert.deepEqual((await store.scores("iso27001-2022", undefined)).get(old), {
      framework: "iso27001-2022",
      strict: iso?.score.strict?.exact,
      adjusted: iso?.score.adjusted?.exact,
    });
    assert.deepEqual((await store.scores("iso27001-2022", "A.5.1")).get(newest), {
      framework: "iso27001-2022",
      control: "A.5.1",
      status: "attested",
      strict: null,
      adjusted: null,
    });
    await store.close();
  });

  test(`${kind}: the same assessment is kept once`, options, async () => {
    const store = await openHistory(await newStore(kind), true);
    const ids = [await add(store, assessmentAt(1)), await add(store, assessmentAt(1))];
    assert.equal(ids[0], ids[1]);
    assert.equal((await store.list({})).length, 1);
    await store.close();
  });

  test(`${kind}: six writers at once, from a store that is not there yet, lose nothing`, options, async () => {
    const where = await newStore(kind);
    const writer = join(import.meta.dirname, "writer.ts");
    await Promise.all(
      Array.from({ length: 6 }, (_, index) => execa(process.execPath, [writer, where, String(index * 10), "10"])),
    );
    const store = await openHistory(where, false);
    const runs = await store.list({});
    assert.equal(new Set(runs.map(({ assessedAt }) => assessedAt)).size, 60);
    for (const { id } of runs) assert.equal(JSON.parse(await store.document(id)).schemaVersion, "1.0");
    await store.close();
  });

  test(
    `${kind}: a store of a newer version is refused, and one of this version is not made again`,
    options,
    async () => {
      const where = await newStore(kind);
      await (await openHistory(where, true)).close();
      await (await openHistory(where, true)).close();
      if (kind === "postgres") await query(where, "UPDATE touchstone_history SET version = 99");
      else {
        const database = new DatabaseSync(where);
        database.exec("PRAGMA user_version = 99");
        database.close();
      }
      await assert.rejects(
        openHistory(where, true),
        /was written by a newer version of Touchstone \(99, and this one knows 1\)/,
      );
    },
  );

  test(`${kind}: an assessment that somebody changed in the store is found`, options, async () => {
    const where = await newStore(kind);
    const store = await openHistory(where, true);
    const id = await add(store, assessmentAt(1));
    if (kind === "postgres") await query(where, "UPDATE touchstone_runs SET document = '\\x00'");
    else {
      const database = new DatabaseSync(where);
      database.exec("UPDATE touchstone_runs SET document = x'00'");
      database.close();
    }
    await assert.rejects(store.document(id), /the assessment [0-9a-f]{12} is not as it was stored/);
    await store.close();
  });
}

test("a process that is killed while it writes leaves whole assessments only", async () => {
  const where = await newStore("sqlite");
  const writer = execa(process.execPath, [join(import.meta.dirname, "writer.ts"), where, "0", "10000"], {
    reject: false,
  });
  let kept = 0;
  while (kept < 3) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const store = await openHistory(where, false).catch(() => undefined);
    kept = (await store?.list({}))?.length ?? 0;
    await store?.close();
  }
  writer.kill("SIGKILL");
  await writer;
  const store = await openHistory(where, true);
  const runs = await store.list({});
  assert.ok(runs.length >= kept);
  for (const { id } of runs) await store.document(id);
  await add(store, assessmentAt(90_000));
  assert.equal((await store.list({})).length, runs.length + 1);
  await store.close();
});

test("a file that is damaged, empty or something else is named, and left as it is", async () => {
  const sound = await newStore("sqlite");
  const store = await openHistory(sound, true);
  for (let second = 0; second < 20; second++) await add(store, assessmentAt(second));
  await store.close();
  const bytes = await readFile(sound);
  const folder = await folderOf({
    "empty.db": "",
    "text.db": "these are no assessments, and never were\n".repeat(200),
    "truncated.db": bytes,
    "garbled.db": bytes,
  });
  await truncate(join(folder, "truncated.db"), Math.floor(bytes.length / 2 / 4096) * 4096);
  const garbled = Buffer.from(bytes);
  garbled.fill(0xa5, 4096, 4096 * 4);
  await writeFile(join(folder, "garbled.db"), garbled);
  const other = new DatabaseSync(join(folder, "other.db"));
  other.exec("CREATE TABLE cars (id INTEGER)");
  other.close();
  await mkdir(join(folder, "folder.db"));
  for (const name of ["empty.db", "text.db", "truncated.db", "garbled.db", "other.db"]) {
    const file = join(folder, name);
    const before = await readFile(file);
    await assert.rejects(openHistory(file, true), (thrown: Error & { code?: string }) => {
      assert.equal(thrown.code, "E_HISTORY", name);
      assert.ok(thrown.message.includes(file), thrown.message);
      return true;
    });
    assert.deepEqual(await readFile(file), before, name);
  }
  await assert.rejects(openHistory(join(folder, "folder.db"), true), /it is no file/);
  await assert.rejects(openHistory(join(folder, "missing.db"), false), /there is no history .*missing\.db/);
  // Nothing is left beside them either.
  const left = (await readdir(folder)).filter((name) => !name.endsWith(".db"));
  assert.deepEqual(left, []);
});

const asRoot = process.getuid?.() === 0 ? { skip: "root may write anywhere" } : {};
test("a folder that cannot be written to is named", asRoot, async () => {
  const folder = await folderOf({});
  await chmod(folder, 0o500);
  await assert.rejects(openHistory(join(folder, "history.db"), true), /history\.db cannot be used/);
});

test("a PostgreSQL that is not there, or refuses, is named without its password", withPostgres, async () => {
  const wrong = (server?.url ?? "").replace(password, "another-secret");
  for (const url of ["postgres://ada:another-secret@127.0.0.1:1/history", wrong]) {
    await assert.rejects(openHistory(url, true), (thrown: Error & { hint?: string }) => {
      assert.match(thrown.message, /^the history in postgres:\/\/\w+@127\.0\.0\.1:\d+\/\w+ cannot be used: /);
      assert.ok(!`${thrown.message}${thrown.hint}`.includes("another-secret"));
      return true;
    });
  }
});
