// Writes the record beside a file of evidence, bound to its content by a digest.
import { createHash } from "node:crypto";
import { recordEnding, type WrittenRecord } from "../../evidence/index.ts";
import { writeWhole } from "../write-report.ts";

/** Returns the record's file. @throws TouchstoneError E_OUTPUT */
export async function writeRecord(
  file: string,
  content: Uint8Array,
  facts: Omit<WrittenRecord, "schemaVersion" | "sha256">,
): Promise<string> {
  const sha256 = createHash("sha256").update(content).digest("hex");
  const { madeAt, commit, tool, run } = facts;
  const written: WrittenRecord = {
    schemaVersion: "1.0",
    sha256,
    madeAt,
    ...(commit !== undefined && { commit }),
    ...(tool && { tool }),
    ...(run && { run }),
  };
  await writeWhole("record", `${file}${recordEnding}`, [`${JSON.stringify(written, undefined, 2)}\n`]);
  return `${file}${recordEnding}`;
}
