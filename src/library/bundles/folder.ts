// Reads the files of a policy folder: of a bundle all that a bundle may have, of a plain folder its policies and data.
import type { Dirent } from "node:fs";
import { readFile, readdir, stat } from "node:fs/promises";
import { join, posix } from "node:path";
import { TouchstoneError, messageOf } from "../../model/index.ts";
import { mayHoldGatekeeper } from "../adapters/gatekeeper-documents.ts";
import { isDataFile } from "./data-files.ts";
import { baseName, inPathOrder, maxSourceBytes, maxSourceFiles, tooMuch, type SourceFiles } from "./source-files.ts";

/** What makes a folder a bundle. */
const bundleMarks = [".manifest", ".manifest.pb", ".signatures.json"];
/** Folders that belong to something else than the policies. */
const passedOver = new Set(["fixtures", "node_modules"]);

/**
 * Folders are walked without following links; a link to a file is read as that file.
 * @param everything whether all files are wanted, as a signature covers all of them
 * @throws TouchstoneError E_UNREADABLE, E_BUNDLE
 */
export async function readFolder(folder: string, everything: boolean): Promise<SourceFiles> {
  const isBundle = (await list(folder, folder)).some(({ name }) => bundleMarks.includes(name));
  const files = new Map<string, Buffer>();
  let bytes = 0;
  for await (const path of walk(folder, "", isBundle)) {
    if (!everything && !isWanted(path)) continue;
    const content = await read(join(folder, path), `${folder}/${path}`);
    if (!content) continue;
    // Most YAML beside policies is none of theirs, and there may be much of it.
    if (!everything && isOtherYaml(path, content)) continue;
    files.set(path, content);
    bytes += content.length;
    if (bytes > maxSourceBytes) throw tooMuch(folder, `holds more than ${maxSourceBytes / (1024 * 1024)} MiB`);
    if (files.size > maxSourceFiles) throw tooMuch(folder, `holds more than ${maxSourceFiles} files`);
  }
  const path = posix.normalize(folder.replaceAll("\\", "/")).replace(/^\//, "");
  return { shown: folder, folder: path, isBundle, files: inPathOrder(files) };
}

async function* walk(root: string, below: string, isBundle: boolean): AsyncGenerator<string> {
  for (const entry of await list(join(root, below), below === "" ? root : `${root}/${below}`)) {
    if (!isBundle && (entry.name.startsWith(".") || passedOver.has(entry.name))) continue;
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, path, isBundle);
    else if (entry.isFile() || entry.isSymbolicLink()) yield path;
  }
}

function isWanted(path: string): boolean {
  const name = baseName(path);
  return /\.rego$|\.ya?ml$|\.manifest(?:\.pb)?$|^data\.json$|^patch\.json$|^\.signatures\.json$/.test(name);
}

function isOtherYaml(path: string, content: Buffer): boolean {
  return /\.ya?ml$/.test(path) && !isDataFile(path) && !mayHoldGatekeeper(path, content.toString("utf8"));
}

async function list(folder: string, shown: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw unreadable(`the policy folder ${shown}`, cause);
  }
}

/** Undefined for a link to a folder. */
async function read(file: string, shown: string): Promise<Buffer | undefined> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return undefined;
    if (found.size > maxSourceBytes) throw tooMuch(shown, `is larger than ${maxSourceBytes / (1024 * 1024)} MiB`);
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof TouchstoneError) throw cause;
    throw unreadable(shown, cause);
  }
}

function unreadable(what: string, cause: unknown): TouchstoneError {
  const message = `${what} cannot be read: ${messageOf(cause)}`;
  return new TouchstoneError("E_UNREADABLE", message, "Check its permissions.", cause);
}
