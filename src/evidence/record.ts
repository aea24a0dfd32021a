// The record beside a file of evidence, `FILE.record.json`: when it was made, from which commit, by what.
import { Ajv } from "ajv";
import { TouchstoneError, weaknessClasses, type EvidenceRecord } from "../model/index.ts";
import { checkSchema, readYamlFile } from "../yaml/index.ts";
import { recordEnding } from "./find-sources.ts";

/** As it is written. */
export interface WrittenRecord extends EvidenceRecord {
  readonly schemaVersion: "1.0";
  /** Of the file that it is about; lower-case hex. */
  readonly sha256: string;
  readonly commit?: string;
}

const text = { type: "string", pattern: "\\S" } as const;
const digest = { type: "string", pattern: "^[0-9a-f]{64}$" } as const;
const time = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$" } as const;

/** How a scanner ran. */
const run = {
  type: "object",
  additionalProperties: false,
  required: ["command", "exitCode", "startedAt", "seconds"],
  properties: {
    command: { type: "array", minItems: 1, items: { type: "string" } },
    exitCode: { type: "integer" },
    startedAt: time,
    seconds: { type: "number", minimum: 0 },
    classes: { type: "array", items: { enum: weaknessClasses } },
    target: {
      type: "object",
      additionalProperties: false,
      required: ["path"],
      properties: { path: text, sha256: digest },
    },
    database: {
      type: "object",
      additionalProperties: false,
      required: ["updatedAt"],
      properties: { updatedAt: time },
    },
  },
} as const;

const schema = {
  type: "object",
  additionalProperties: false,
  required: ["schemaVersion", "sha256", "madeAt"],
  properties: {
    schemaVersion: { const: "1.0" },
    sha256: digest,
    madeAt: time,
    commit: { type: "string", pattern: "^[0-9a-f]{40}([0-9a-f]{24})?$" },
    tool: {
      type: "object",
      additionalProperties: false,
      required: ["name"],
      properties: { name: text, version: text },
    },
    run,
  },
} as const;

/**
 * The record of a file with this digest.
 * @throws TouchstoneError E_RECORD when it is of other bytes, from the future, or has a wrong shape; and what
 * `readYamlFile` throws
 */
export async function readRecord(file: string, sha256: string, now: string): Promise<WrittenRecord> {
  const path = `${file}${recordEnding}`;
  const validate = new Ajv({ allErrors: true, verbose: true }).compile<WrittenRecord>(schema);
  const record = checkSchema(validate, await readYamlFile(path), "E_RECORD");
  if (record.sha256 !== sha256) throw wrong(path, `it is of a file with another digest than ${file}`);
  const made = Date.parse(record.madeAt);
  if (Number.isNaN(made)) throw wrong(path, "madeAt is no time");
  if (made > Date.parse(now)) throw wrong(path, `it says that ${file} was made at ${record.madeAt}, which is to come`);
  return record;
}

function wrong(path: string, what: string): TouchstoneError {
  return new TouchstoneError(
    "E_RECORD",
    `${path}: ${what}`,
    "Make the file again, and record it: `touchstone record`.",
  );
}
