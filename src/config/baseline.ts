// Baseline files: one JSON document that says its own digest, so that a slip of the editor is found.
import { createHash } from "node:crypto";
import { Ajv } from "ajv";
import { TouchstoneError, type Baseline } from "../model/index.ts";
import { checkSchema, readYamlFile } from "../yaml/index.ts";

const text = { type: "string" } as const;
const share = { type: ["string", "null"], pattern: "^[0-9]+/[1-9][0-9]*$" } as const;
const score = {
  type: "object",
  additionalProperties: false,
  required: ["strict", "adjusted"],
  properties: { strict: share, adjusted: share },
} as const;

function listOf(required: readonly string[], properties: Readonly<Record<string, unknown>>): object {
  return { type: "array", items: { type: "object", additionalProperties: false, required, properties } };
}

const location = {
  type: "object",
  additionalProperties: false,
  required: ["file"],
  properties: { file: text, line: { type: "integer" }, column: { type: "integer" } },
} as const;

const schema = {
  type: "object",
  additionalProperties: false,
  required: [
    "schemaVersion",
    "tool",
    "assessedAt",
    "bundle",
    "score",
    "coverage",
    "frameworks",
    "checks",
    "namespaces",
    "findings",
    "sha256",
  ],
  properties: {
    schemaVersion: { const: "1.0" },
    tool: { type: "object" },
    assessedAt: text,
    bundle: text,
    score,
    coverage: share,
    frameworks: listOf(["id", "score", "controls"], {
      id: text,
      score,
      controls: listOf(["id", "status", "score"], { id: text, status: text, score }),
    }),
    checks: listOf(["id", "status"], { id: text, status: text }),
    namespaces: { type: "array", items: text },
    findings: listOf(["fingerprint", "check", "severity", "location", "message"], {
      fingerprint: text,
      check: text,
      severity: text,
      location,
      message: text,
    }),
    sha256: text,
  },
} as const;

/** What a baseline's file holds, as text. */
export function writtenBaseline(content: Omit<Baseline, "sha256">): string {
  return `${JSON.stringify({ ...content, sha256: digestOf(content) }, undefined, 1)}\n`;
}

/** @throws TouchstoneError E_BASELINE; and what `readYamlFile` throws */
export async function readBaseline(file: string): Promise<Baseline> {
  const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<Baseline>(schema);
  const baseline = checkSchema(validate, await readYamlFile(file), "E_BASELINE");
  const { sha256, ...content } = baseline;
  if (sha256 === digestOf(content)) return baseline;
  const hint =
    "Nobody writes in it by hand: write it again with `touchstone baseline write`, or accept a finding by an exception.";
  throw new TouchstoneError("E_BASELINE", `${file} is not as it was written: its digest differs`, hint);
}

function digestOf(content: Omit<Baseline, "sha256">): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
