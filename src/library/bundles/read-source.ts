// Finds out what a policy source is, a folder or a bundle's archive, and reads its files.
import { readFile, stat } from "node:fs/promises";
import { TouchstoneError, messageOf } from "../../model/index.ts";
import { isGzip, unpack } from "./archive.ts";
import { readFolder } from "./folder.ts";
import { maxSourceBytes, tooMuch, type SourceFiles } from "./source-files.ts";

/**
 * @param everything whether all files are wanted, as a signature covers all of them
 * @throws TouchstoneError E_PATH_MISSING, E_UNREADABLE, E_BUNDLE
 */
export async function readSource(path: string, everything: boolean): Promise<SourceFiles> {
  const shown = path.replace(/(?<=[^/])\/+$/, "");
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => cause);
  if (found instanceof Error) throw missing(shown, found);
  if (found.isDirectory()) return readFolder(shown, everything);
  if (!found.isFile()) throw noSource(shown);
  if (found.size > maxSourceBytes) throw tooMuch(shown, `is larger than ${maxSourceBytes / (1024 * 1024)} MiB`);
  const archive = await readFile(path).catch((cause: unknown) => {
    const message = `${shown} cannot be read: ${messageOf(cause)}`;
    throw new TouchstoneError("E_UNREADABLE", message, "Check its permissions.", cause);
  });
  if (!isGzip(archive)) throw noSource(shown);
  return { shown, isBundle: true, files: unpack(archive, shown) };
}

function missing(shown: string, cause: NodeJS.ErrnoException): TouchstoneError {
  if (cause.code === "ENOENT" || cause.code === "ENOTDIR") {
    const message = `the policy folder or bundle ${shown} does not exist`;
    return new TouchstoneError("E_PATH_MISSING", message, "Check the path after --policy.", cause);
  }
  const message = `the policy folder or bundle ${shown} cannot be read: ${messageOf(cause)}`;
  return new TouchstoneError("E_UNREADABLE", message, "Check its permissions.", cause);
}

function noSource(shown: string): TouchstoneError {
  return new TouchstoneError(
    "E_UNREADABLE",
    `${shown} is neither a folder nor a bundle`,
    "Name a folder of .rego files, or a bundle (.tar.gz) as `opa build` writes it.",
  );
}
