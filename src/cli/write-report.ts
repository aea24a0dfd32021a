// Writes reports to files and to standard output: a file appears whole or not at all.
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { TouchstoneError, messageOf } from "../model/index.ts";

/** @throws TouchstoneError E_OUTPUT */
export async function writeReport(file: string, text: string): Promise<void> {
  if (file === "/dev/null" || file === "/dev/stdout" || file === "/dev/stderr") return writeFile(file, text);
  const part = `${file}.${process.pid}.part`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(part, text);
    await rename(part, file);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {});
    throw new TouchstoneError(
      "E_OUTPUT",
      `the report ${file} cannot be written: ${messageOf(cause)}`,
      "Check the folder and its permissions.",
      cause,
    );
  }
}

/** Prints the whole text; a reader that stops early, such as `head`, is no error. */
export async function printReport(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EPIPE" ? resolve() : reject(error),
    );
    process.stdout.write(text, () => resolve());
  });
}
