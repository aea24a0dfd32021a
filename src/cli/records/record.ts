// `touchstone record`: beside each file, when it was made and of which commit, bound to its content by a digest.
import { readFile } from "node:fs/promises";
import { commitReader } from "../../evidence/index.ts";
import { exitCodes, messageOf, TouchstoneError } from "../../model/index.ts";
import { writeRecord } from "./write-record.ts";

export interface RecordOptions {
  readonly commit?: string;
  readonly tool?: string;
  readonly toolVersion?: string;
}

/** Returns the exit code. @throws TouchstoneError E_UNREADABLE, E_OUTPUT, E_USAGE */
export async function record(files: readonly string[], { commit, tool, toolVersion }: RecordOptions): Promise<number> {
  if (tool === undefined && toolVersion !== undefined)
    throw new TouchstoneError("E_USAGE", "--tool-version without --tool", "Say which tool it is the version of.");
  const commitOf = commitReader();
  for (const file of files) {
    const bytes = await readFile(file).catch((cause: unknown) => {
      const hint = "Name files, not folders.";
      throw new TouchstoneError("E_UNREADABLE", `${file} cannot be read: ${messageOf(cause)}`, hint, cause);
    });
    const of = commit ?? commitOf(file);
    const written = await writeRecord(file, bytes, {
      madeAt: new Date().toISOString(),
      ...(of !== undefined && { commit: of }),
      ...(tool !== undefined && { tool: { name: tool, ...(toolVersion !== undefined && { version: toolVersion }) } }),
    });
    process.stderr.write(`wrote ${written}\n`);
  }
  return exitCodes.passed;
}
