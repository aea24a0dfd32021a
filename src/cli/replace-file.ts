// Puts new content into a file of the user's, whole or not at all.
import { chmod, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { TouchstoneError, messageOf } from "../model/index.ts";

/**
 * A symbolic link stays one, and what it leads to is replaced; the file keeps its permissions.
 * @throws TouchstoneError E_OUTPUT
 */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  let part = "";
  try {
    const target = await realpath(file);
    const { mode } = await stat(target);
    part = `${target}.${process.pid}.part`;
    await writeFile(part, content);
    await chmod(part, mode);
    await rename(part, target);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => {});
    throw new TouchstoneError(
      "E_OUTPUT",
      `${file} cannot be written: ${messageOf(cause)}`,
      "Check the folder and its permissions.",
      cause,
    );
  }
}
