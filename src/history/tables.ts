// The tables of a history, as numbered steps: SQLite and PostgreSQL take the same ones but for the type of bytes.
import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { TouchstoneError } from "../model/index.ts";
import type { NewRun, StoredRun, StoredScore } from "./store.ts";

/** Each step is done once, in order; a step that was published is never changed. */
export function migrations(bytes: "BLOB" | "BYTEA"): readonly (readonly string[])[] {
  return [
    [
      `CREATE TABLE touchstone_runs (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        assessed_at TEXT NOT NULL,
        tool_version TEXT NOT NULL,
        bundle TEXT NOT NULL,
        kubernetes TEXT NOT NULL,
        commit_id TEXT,
        strict TEXT,
        adjusted TEXT,
        coverage TEXT,
        verdict TEXT NOT NULL,
        critical INTEGER NOT NULL,
        high INTEGER NOT NULL,
        medium INTEGER NOT NULL,
        low INTEGER NOT NULL,
        document ${bytes} NOT NULL
      )`,
      "CREATE INDEX touchstone_runs_by_name ON touchstone_runs (name, assessed_at)",
      `CREATE TABLE touchstone_scores (
        run_id TEXT NOT NULL REFERENCES touchstone_runs (id),
        framework TEXT NOT NULL,
        control TEXT NOT NULL,
        status TEXT,
        strict TEXT,
        adjusted TEXT,
        PRIMARY KEY (run_id, framework, control)
      )`,
      "CREATE INDEX touchstone_scores_by_control ON touchstone_scores (framework, control)",
    ],
  ];
}

export const runColumns =
  "id, name, assessed_at, tool_version, bundle, kubernetes, commit_id, strict, adjusted, coverage, verdict, critical, high, medium, low";

export type Row = Readonly<Record<string, unknown>>;

/** In the order of `runColumns`. */
export function runValues(run: NewRun): readonly (string | number | null)[] {
  const { critical, high, medium, low } = run.findings;
  return [
    run.id,
    run.name,
    run.assessedAt,
    run.toolVersion,
    run.bundle,
    run.kubernetes,
    run.commit,
    run.strict,
    run.adjusted,
    run.coverage,
    run.verdict,
    critical,
    high,
    medium,
    low,
  ];
}

export function runOf(row: Row): StoredRun {
  return {
    id: String(row["id"]),
    name: String(row["name"]),
    assessedAt: String(row["assessed_at"]),
    toolVersion: String(row["tool_version"]),
    bundle: String(row["bundle"]),
    kubernetes: String(row["kubernetes"]),
    commit: textOf(row["commit_id"]),
    strict: textOf(row["strict"]),
    adjusted: textOf(row["adjusted"]),
    coverage: textOf(row["coverage"]),
    verdict: String(row["verdict"]) as StoredRun["verdict"],
    findings: {
      critical: Number(row["critical"]),
      high: Number(row["high"]),
      medium: Number(row["medium"]),
      low: Number(row["low"]),
    },
  };
}

export function scoreOf(row: Row): StoredScore {
  const control = String(row["control"]);
  const status = textOf(row["status"]);
  return {
    framework: String(row["framework"]),
    ...(control !== "" && { control }),
    ...(status !== null && { status: status as NonNullable<StoredScore["status"]> }),
    strict: textOf(row["strict"]),
    adjusted: textOf(row["adjusted"]),
  };
}

export function packed(document: string): Buffer {
  return gzipSync(document);
}

/** @throws TouchstoneError E_HISTORY when it is not what was put in */
export function unpacked(bytes: Uint8Array, id: string, where: string): string {
  let text = "";
  try {
    text = gunzipSync(bytes).toString("utf8");
  } catch {
    // Its digest will not be right.
  }
  if (createHash("sha256").update(text).digest("hex") === id) return text;
  const hint = "Restore the database from a copy, or leave this assessment out.";
  throw new TouchstoneError("E_HISTORY", `${where}: the assessment ${id.slice(0, 12)} is not as it was stored`, hint);
}

/** @throws TouchstoneError E_HISTORY */
export function checkVersion(version: number, known: number, where: string): void {
  if (version <= known) return;
  const message = `${where} was written by a newer version of Touchstone (${version}, and this one knows ${known})`;
  throw new TouchstoneError("E_HISTORY", message, "Use that version, or another store.");
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
