// A history in PostgreSQL: the same tables, and a lock while they are made or changed.
import pg from "pg";
import { messageOf, TouchstoneError } from "../model/index.ts";
import { shownUrl } from "./shown-url.ts";
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

const steps = migrations("BYTEA");
/** Any number that nobody else locks by. */
const migrationLock = 7_221_553;
const waitMilliseconds = 60_000;

/** @throws TouchstoneError E_HISTORY */
export async function openPostgres(url: string): Promise<HistoryStore> {
  const where = shownUrl(url);
  return guarded(where, async () => {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 10_000,
      statement_timeout: waitMilliseconds,
      application_name: "touchstone",
    });
    // Whatever the server says later is said by the next query as well.
    client.on("error", () => {});
    await client.connect();
    try {
      await migrate(client, where);
    } catch (thrown) {
      await client.end();
      throw thrown;
    }
    return new PostgresStore(client, where);
  });
}

async function migrate(client: pg.Client, where: string): Promise<void> {
  await transaction(client, async () => {
    await client.query("SELECT pg_advisory_xact_lock($1)", [migrationLock]);
    await client.query("CREATE TABLE IF NOT EXISTS touchstone_history (version INTEGER NOT NULL)");
    const { rows } = await client.query<Row>("SELECT version FROM touchstone_history");
    const version = Number(rows[0]?.["version"] ?? 0);
    checkVersion(version, steps.length, where);
    if (version === steps.length) return;
    for (const statement of steps.slice(version).flat()) await client.query(statement);
    await client.query("DELETE FROM touchstone_history");
    await client.query("INSERT INTO touchstone_history VALUES ($1)", [steps.length]);
  });
}

async function transaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await work();
    await client.query("COMMIT");
  } catch (thrown) {
    await client.query("ROLLBACK").catch(() => {});
    throw thrown;
  }
}

class PostgresStore implements HistoryStore {
  readonly #client: pg.Client;
  readonly #where: string;

  constructor(client: pg.Client, where: string) {
    this.#client = client;
    this.#where = where;
  }

  async add(run: NewRun): Promise<void> {
    const values = [...runValues(run), packed(run.document)];
    const insert = `INSERT INTO touchstone_runs (${runColumns}, document) VALUES (${marks(values.length)}) ON CONFLICT DO NOTHING`;
    await guarded(this.#where, () =>
      transaction(this.#client, async () => {
        const { rowCount } = await this.#client.query(insert, values);
        if (rowCount === 0) return;
        for (const { framework, control = "", status = null, strict, adjusted } of run.scores) {
          const score = [run.id, framework, control, status, strict, adjusted];
          await this.#client.query(`INSERT INTO touchstone_scores VALUES (${marks(score.length)})`, score);
        }
      }),
    );
  }

  async list({ name, since, limit }: RunFilter): Promise<readonly StoredRun[]> {
    const rows = await this.#all(
      `SELECT ${runColumns} FROM touchstone_runs
       WHERE ($1::text IS NULL OR name = $1) AND ($2::text IS NULL OR assessed_at >= $2)
       ORDER BY assessed_at DESC, id LIMIT $3::bigint`,
      [name ?? null, since ?? null, limit ?? null],
    );
    return rows.map(runOf);
  }

  async find(prefix: string): Promise<readonly StoredRun[]> {
    const query = `SELECT ${runColumns} FROM touchstone_runs WHERE substr(id, 1, $1::integer) = $2`;
    return (await this.#all(query, [prefix.length, prefix])).map(runOf);
  }

  async scores(framework: string, control = ""): Promise<ReadonlyMap<string, StoredScore>> {
    const query = "SELECT * FROM touchstone_scores WHERE framework = $1 AND control = $2";
    const rows = await this.#all(query, [framework, control]);
    return new Map(rows.map((row) => [String(row["run_id"]), scoreOf(row)]));
  }

  async document(id: string): Promise<string> {
    const [row] = await this.#all("SELECT document FROM touchstone_runs WHERE id = $1", [id]);
    return unpacked((row?.["document"] ?? new Uint8Array()) as Uint8Array, id, this.#where);
  }

  async close(): Promise<void> {
    await this.#client.end();
  }

  async #all(query: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return guarded(this.#where, async () => (await this.#client.query<Row>(query, [...values])).rows);
  }
}

function marks(amount: number): string {
  return Array.from({ length: amount }, (_, index) => `$${index + 1}`).join(", ");
}

async function guarded<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof TouchstoneError) throw cause;
    const hint =
      "Check the address, that the server runs, and what the user may do; PGPASSWORD or ~/.pgpass has the password.";
    throw new TouchstoneError("E_HISTORY", `the history in ${where} cannot be used: ${reasonOf(cause)}`, hint, cause);
  }
}

/** A refused connection to several addresses is an error without a message of its own. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return [...new Set(cause.errors.map(messageOf))].join("; ");
  return messageOf(cause);
}
