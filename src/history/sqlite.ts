// A history in one SQLite file, by the SQLite of Node.js: writers wait for each other, and a damaged file is named and left alone.
import { existsSync, linkSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { messageOf, TouchstoneError } from "../model/index.ts";
import type { HistoryStore, NewRun, RunFilter, StoredRun, StoredScore } from "./store.ts";
import {
  checkVersion,
  migrations,
  packed,
  runColumns,
  runOf,
  runValues,
  scoreOf,
  unpacked,
  type Row,
} from "./tables.ts";

/** Says that a file is ours, where SQLite keeps it: "TSTN". */
const applicationId = 0x5453_544e;
const waitMilliseconds = 60_000;
const steps = migrations("BLOB");

/** @throws TouchstoneError E_HISTORY; without `create`, when there is no such file */
export async function openSqlite(file: string, create: boolean): Promise<HistoryStore> {
  const { DatabaseSync: Database } = await loadSqlite();
  if (!existsSync(file)) {
    if (!create) throw missing(file);
    guarded(file, () => makeFile(Database, file));
  }
  return guarded(file, () => new SqliteStore(openFile(Database, file), file));
}

/** Node.js warns of it as an experiment in some versions: users cannot do anything about that. */
async function loadSqlite(): Promise<{ readonly DatabaseSync: typeof DatabaseSync }> {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    return await import("node:sqlite");
  } catch (cause) {
    const hint = "Use Node.js 22.13 or newer, or a PostgreSQL database.";
    throw new TouchstoneError("E_HISTORY", `Node.js ${process.version} has no SQLite`, hint, cause);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** A file appears under its name with all its tables, so that an empty one is always a damaged one. */
function makeFile(Database: typeof DatabaseSync, file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}.part`;
  try {
    const database = new Database(part);
    database.exec(`PRAGMA application_id = ${applicationId}`);
    migrate(database, part);
    database.close();
    linkSync(part, file);
  } catch (thrown) {
    // Somebody else was first: theirs is as good.
    if (!existsSync(file)) throw thrown;
  } finally {
    rmSync(part, { force: true });
  }
}

function openFile(Database: typeof DatabaseSync, file: string): DatabaseSync {
  const information = statSync(file);
  if (!information.isFile()) throw new Error("it is no file");
  if (information.size === 0) throw new Error("it is empty, and was a database");
  const database = new Database(file, { timeout: waitMilliseconds });
  try {
    const [check] = database.prepare("PRAGMA quick_check(1)").all() as readonly Row[];
    if (check?.["quick_check"] !== "ok") throw new Error(String(check?.["quick_check"]));
    const [id] = database.prepare("PRAGMA application_id").all() as readonly Row[];
    if (id?.["application_id"] !== applicationId) throw new Error("it is a database of something else");
    migrate(database, file);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function migrate(database: DatabaseSync, file: string): void {
  if (versionOf(database) === steps.length) return;
  transaction(database, () => {
    const version = versionOf(database);
    checkVersion(version, steps.length, file);
    for (const statement of steps.slice(version).flat()) database.exec(statement);
    database.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

function versionOf(database: DatabaseSync): number {
  return Number((database.prepare("PRAGMA user_version").get() as Row | undefined)?.["user_version"]);
}

/** Waits for other writers at its beginning, not in its middle. */
function transaction(database: DatabaseSync, work: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    work();
    database.exec("COMMIT");
  } catch (thrown) {
    database.exec("ROLLBACK");
    throw thrown;
  }
}

class SqliteStore implements HistoryStore {
  readonly #database: DatabaseSync;
  readonly #file: string;

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
  }

  async add(run: NewRun): Promise<void> {
    const values = [...runValues(run), packed(run.document)];
    const insert = `INSERT OR IGNORE INTO touchstone_runs (${runColumns}, document) VALUES (${marks(values)})`;
    guarded(this.#file, () => {
      transaction(this.#database, () => {
        const { changes } = this.#database.prepare(insert).run(...values);
        if (Number(changes) === 0) return;
        const score = this.#database.prepare("INSERT INTO touchstone_scores VALUES (?, ?, ?, ?, ?, ?)");
        for (const { framework, control = "", status = null, strict, adjusted } of run.scores)
          score.run(run.id, framework, control, status, strict, adjusted);
      });
    });
  }

  async list({ name, since, limit }: RunFilter): Promise<readonly StoredRun[]> {
    const where = [...(name === undefined ? [] : ["name = ?"]), ...(since === undefined ? [] : ["assessed_at >= ?"])];
    const values = [name, since, limit].filter((value) => value !== undefined);
    const rows = this.#all(
      `SELECT ${runColumns} FROM touchstone_runs ${where.length > 0 ? `WHERE ${where.join(" AND ")}` : ""}
       ORDER BY assessed_at DESC, id ${limit === undefined ? "" : "LIMIT ?"}`,
      ...values,
    );
    return rows.map(runOf);
  }

  async find(prefix: string): Promise<readonly StoredRun[]> {
    const rows = this.#all(
      `SELECT ${runColumns} FROM touchstone_runs WHERE substr(id, 1, ?) = ?`,
      prefix.length,
      prefix,
    );
    return rows.map(runOf);
  }

  async scores(framework: string, control = ""): Promise<ReadonlyMap<string, StoredScore>> {
    const rows = this.#all("SELECT * FROM touchstone_scores WHERE framework = ? AND control = ?", framework, control);
    return new Map(rows.map((row) => [String(row["run_id"]), scoreOf(row)]));
  }

  async document(id: string): Promise<string> {
    const [row] = this.#all("SELECT document FROM touchstone_runs WHERE id = ?", id);
    return unpacked((row?.["document"] ?? new Uint8Array()) as Uint8Array, id, this.#file);
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #all(query: string, ...values: readonly SQLInputValue[]): readonly Row[] {
    return guarded(this.#file, () => this.#database.prepare(query).all(...values) as readonly Row[]);
  }
}

function marks(values: readonly unknown[]): string {
  return values.map(() => "?").join(", ");
}

/** Names the file in whatever goes wrong with it. */
function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof TouchstoneError) throw cause;
    const hint = "It was left as it is. Restore it from a copy, correct its permissions, or name another file.";
    throw new TouchstoneError("E_HISTORY", `the history ${file} cannot be used: ${messageOf(cause)}`, hint, cause);
  }
}

function missing(file: string): TouchstoneError {
  const hint = "`touchstone gate --history` begins one; --store names another.";
  return new TouchstoneError("E_HISTORY", `there is no history ${file}`, hint);
}
