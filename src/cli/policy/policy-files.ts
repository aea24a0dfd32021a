// Finds what the policy commands work on: Rego, and the data documents beside it.
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { TouchstoneError, messageOf } from "../../model/index.ts";
import type { RegoSources } from "../../toolchain/rego-toolchain.ts";

/** A data file; its content stands below `path` in `data`, which is the folder where it lies. */
export interface DataDocument {
  readonly file: string;
  readonly path: readonly string[];
  readonly text: string;
}

export interface PolicyFiles {
  /** By the name that messages show, in the order of the names. */
  readonly modules: RegoSources;
  readonly documents: readonly DataDocument[];
  /** Where each module stands below the path that named it. */
  readonly places: Readonly<Record<string, string>>;
}

export interface PolicyFileChoice {
  /** Whether `*_test.rego` is wanted. */
  readonly tests: boolean;
  /** Whether JSON and YAML are read as data. */
  readonly data: boolean;
  /** Whether data without any Rego will do. */
  readonly dataAlone?: boolean;
}

interface Found {
  readonly file: string;
  /** Below the path that named it, with `/`. */
  readonly place: string;
}

const dataEndings: ReadonlySet<string> = new Set([".json", ".yaml", ".yml"]);

/**
 * Reads files and folders. Hidden entries, `node_modules` and symbolic links below a folder are passed over, and files
 * in a `fixtures` folder are no data: they are manifests that checks are tried on.
 * @throws TouchstoneError E_PATH_MISSING, E_UNREADABLE, E_BINARY, E_USAGE; E_POLICY when there is no Rego
 */
export async function readPolicyFiles(paths: readonly string[], choice: PolicyFileChoice): Promise<PolicyFiles> {
  const found = new Map<string, Found>();
  for (const path of paths) for (const one of await findFiles(path)) found.set(one.file, one);
  const modules: [string, string][] = [];
  const places: Record<string, string> = {};
  const documents: DataDocument[] = [];
  for (const { file, place } of [...found.values()].toSorted((a, b) => (a.file < b.file ? -1 : 1))) {
    if (extname(file) === ".rego") {
      if (!choice.tests && file.endsWith("_test.rego")) continue;
      modules.push([file, await readText(file)]);
      places[file] = place;
    } else if (choice.data && dataEndings.has(extname(file))) {
      const folders = place.split("/").slice(0, -1);
      if (!folders.includes("fixtures")) documents.push({ file, path: folders, text: await readText(file) });
    }
  }
  if (modules.length === 0 && (choice.dataAlone !== true || documents.length === 0)) {
    throw new TouchstoneError(
      "E_POLICY",
      `there is no ${choice.tests ? "" : "policy in any "}.rego file in ${paths.join(", ")}`,
      "Name the folder or the files that hold the policies.",
    );
  }
  return { modules: Object.fromEntries(modules), documents, places };
}

async function findFiles(path: string): Promise<readonly Found[]> {
  const stats = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === "ENOENT"
      ? new TouchstoneError("E_PATH_MISSING", `${path} does not exist`, "Correct the path.", cause)
      : unreadable(path, cause);
  });
  if (stats.isDirectory()) return walk(path, "");
  if (stats.isFile() && (extname(path) === ".rego" || dataEndings.has(extname(path))))
    return [{ file: shown(path), place: basename(path) }];
  throw new TouchstoneError(
    "E_USAGE",
    `${path} is neither a folder nor a file with Rego or data`,
    "Name folders, or files that end in .rego, .json, .yaml or .yml.",
  );
}

async function walk(folder: string, place: string): Promise<readonly Found[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw unreadable(folder, cause);
  });
  const found: Found[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const file = join(folder, entry.name);
    const below = place === "" ? entry.name : `${place}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await walk(file, below)));
    else if (entry.isFile()) found.push({ file: shown(file), place: below });
  }
  return found;
}

function shown(file: string): string {
  return join(file).replaceAll("\\", "/");
}

/**
 * Reads a file as UTF-8, as it is.
 * @throws TouchstoneError E_UNREADABLE, E_BINARY
 */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new TouchstoneError("E_BINARY", `${file} is not UTF-8 text`, "Save it as UTF-8.", cause);
  }
}

function unreadable(path: string, cause: unknown): TouchstoneError {
  return new TouchstoneError(
    "E_UNREADABLE",
    `${path} cannot be read: ${messageOf(cause)}`,
    "Check its permissions.",
    cause,
  );
}
