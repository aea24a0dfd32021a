// Writes reports and bundles to files, and reports to standard output: a file appears whole or not at all.
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { TouchstoneError, messageOf } from "../model/index.ts";

/** @throws TouchstoneError E_OUTPUT */
export async function writeReport(file: string, pieces: Iterable<string>): Promise<void> {
  return writeWhole("report", file, pieces);
}

/** @throws TouchstoneError E_OUTPUT */
export async function writeWhole(
  what: "report" | "bundle" | "baseline" | "record" | "evidence",
  file: string,
  content: Iterable<string> | Uint8Array,
): Promise<void> {
  // A device is written to as it is: nothing can be renamed over it.
  if (file.startsWith("/dev/")) return writeFile(file, content);
  const part = `${file}.${process.pid}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(part, content);
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {});
    throw new TouchstoneError(
      "E_OUTPUT",
      `the ${what} ${file} cannot be written: ${messageOf(cause)}`,
      "Check the folder and its permissions.",
      cause,
    );
  }
}

/** Prints all pieces; a reader that stops early, such as `head`, is no error. */
export async function printReport(pieces: Iterable<string>): Promise<void> {
  let closed = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    closed = true;
  });
  for (const piece of pieces) {
    if (closed) return;
    await new Promise<void>((resolve) => process.stdout.write(piece, () => resolve()));
  }
}
