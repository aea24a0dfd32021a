// Finds out what a policy source is, a folder, a bundle's archive or an OCI image layout, and reads its files.
import { lstat, readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { TouchstoneError, messageOf } from "../../model/index.ts";
import { isGzip, unpack } from "./archive.ts";
import { readFolder } from "./folder.ts";
import { isLayout, readImage, type ReadLayoutFile } from "./oci-image.ts";
import { maxSourceBytes, tooMuch, type SourceFiles } from "./source-files.ts";

/**
 * An image may be named among several: `PATH:TAG` or `PATH@sha256:DIGEST`.
 * @param everything whether all files are wanted, as a signature covers all of them
 * @throws TouchstoneError E_PATH_MISSING, E_UNREADABLE, E_BUNDLE
 */
export async function readSource(path: string, everything: boolean): Promise<SourceFiles> {
  const shown = path.replace(/(?<=[^/])\/+$/, "");
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => cause);
  if (!(found instanceof Error)) return readAt(path, shown, everything);
  const [, place, reference] = /^(.+?)(?:@(?=sha256:)|:(?=[^/:\\]+$))([^/\\]+)$/.exec(path) ?? [];
  const layout = place !== undefined && (await readLayout(place));
  if (!layout) throw missing(shown, found);
  return readImage(layout, reference, shown);
}

async function readAt(path: string, shown: string, everything: boolean): Promise<SourceFiles> {
  const layout = await readLayout(path);
  if (layout) return readImage(layout, undefined, shown);
  const found = await stat(path);
  if (found.isDirectory()) return readFolder(shown, everything);
  if (!found.isFile()) throw noSource(shown);
  const archive = await readWhole(path, shown);
  if (!isGzip(archive)) throw noSource(shown);
  return { shown, isBundle: true, files: unpack(archive, shown) };
}

/** How to read an OCI image layout, a folder or a tar archive of one; undefined when the path is none. */
async function readLayout(path: string): Promise<ReadLayoutFile | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    if (!isLayout(await readdir(path).catch(() => []))) return undefined;
    return async (name) => {
      const file = join(path, name);
      const entry = await lstat(file).catch(() => undefined);
      return entry?.isFile() ? readWhole(file, `${path}/${name}`) : undefined;
    };
  }
  if (!found?.isFile() || !path.endsWith(".tar")) return undefined;
  const files = unpack(await readWhole(path, path), path);
  return isLayout(files.keys()) ? (name) => Promise.resolve(files.get(name)) : undefined;
}

async function readWhole(file: string, shown: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > maxSourceBytes) throw tooMuch(shown, `is larger than ${maxSourceBytes / (1024 * 1024)} MiB`);
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof TouchstoneError) throw cause;
    const message = `${shown} cannot be read: ${messageOf(cause)}`;
    throw new TouchstoneError("E_UNREADABLE", message, "Check its permissions.", cause);
  }
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
    "Name a folder of .rego files, a bundle (.tar.gz) as `opa build` writes it, or an OCI image layout.",
  );
}
