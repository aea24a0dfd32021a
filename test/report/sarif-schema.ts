// The standard's own schema of SARIF, to validate logs by.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";

/** The schema of SARIF 2.1.0 is written for draft 4; it uses nothing that a later draft reads differently. */
export function sarifValidator(): (log: unknown) => readonly string[] {
  const file = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
  const { $schema: draft, id: _, ...schema } = JSON.parse(readFileSync(file, "utf8"));
  assert.equal(draft, "http://json-schema.org/draft-04/schema#");
  // One pattern of the standard is no pattern in Unicode mode.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (log) =>
    validate(log) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
