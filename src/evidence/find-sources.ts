// Finds what a path stands for: a chart, a kustomization, manifest files below a folder, or standard input.
import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { TouchstoneError, messageOf } from "../model/index.ts";
import { readChartArchive } from "./chart-archive.ts";

/** One thing to collect. `name` is what reports call it; `demanded` says that the user named this very file. */
export interface Source {
  readonly kind: "manifest" | "chart" | "kustomization" | "stdin";
  readonly path: string;
  readonly name: string;
  readonly demanded: boolean;
}

/** Beside a file, its record: no evidence by itself. */
export const recordEnding = ".record.json";

const kustomizationFiles = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/**
 * Lists the sources of one path in the order of their names. Below a folder, hidden entries, node_modules, symbolic links and
 * library charts are passed over.
 * @throws TouchstoneError E_PATH_MISSING, E_UNREADABLE, E_NOT_KUBERNETES when a folder has nothing to scan
 */
export async function findSources(path: string): Promise<readonly Source[]> {
  if (path === "-") return [{ kind: "stdin", path, name: "-", demanded: true }];
  const information = await stat(path).catch((cause: unknown) => {
    throw missing(path, cause);
  });
  const name = displayName(path);
  if (!information.isDirectory()) {
    const kind = /\.(?:tgz|tar\.gz)$/.test(path) ? "chart" : "manifest";
    return [{ kind, path, name, demanded: true }];
  }
  const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const itself = kindOfFolder(entries);
  if (itself) return [{ kind: itself, path, name, demanded: true }];
  const sources = await below(path, name, entries);
  if (sources.length > 0) return sources;
  const hint = "Name a folder with YAML or JSON manifests, a Helm chart or a kustomization.";
  throw new TouchstoneError("E_NOT_KUBERNETES", `there is nothing to scan in ${path}`, hint);
}

function kindOfFolder(entries: readonly Dirent[]): "chart" | "kustomization" | undefined {
  const names = new Set(entries.map((entry) => entry.name));
  if (names.has("Chart.yaml")) return "chart";
  return kustomizationFiles.some((file) => names.has(file)) ? "kustomization" : undefined;
}

async function below(folder: string, name: string, entries: readonly Dirent[]): Promise<Source[]> {
  const sources: Source[] = [];
  for (const entry of entries.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const source = { path: join(folder, entry.name), name: joinNames(name, entry.name), demanded: false };
    if (entry.isDirectory()) sources.push(...(await inFolder(source)));
    else if (!entry.isFile()) continue;
    else if (entry.name.endsWith(recordEnding)) continue;
    else if (/\.(?:ya?ml|json)$/.test(entry.name)) sources.push({ kind: "manifest", ...source });
    else if (entry.name.endsWith(".tgz") && (await isApplication(source.path)))
      sources.push({ kind: "chart", ...source });
  }
  return sources;
}

async function inFolder(source: Omit<Source, "kind">): Promise<readonly Source[]> {
  const entries = await readdir(source.path, { withFileTypes: true }).catch(() => undefined);
  // A folder that cannot be read is listed like a file: collecting it says why, and the others are still collected.
  if (!entries) return [{ kind: "manifest", ...source }];
  const kind = kindOfFolder(entries);
  if (!kind) return below(source.path, source.name, entries);
  return kind === "kustomization" || (await isApplication(source.path)) ? [{ kind, ...source }] : [];
}

/** Whether this is a chart that has manifests of its own. A folder is one unless it says that it is a library. */
async function isApplication(chart: string): Promise<boolean> {
  const description = chart.endsWith(".tgz")
    ? await descriptionIn(chart)
    : await readFile(join(chart, "Chart.yaml"), "utf8").catch(() => "");
  return description !== undefined && !/^type:[ \t]*["']?library\b/m.test(description);
}

/** The Chart.yaml of an archive; undefined for an archive of anything else. */
async function descriptionIn(archive: string): Promise<string | undefined> {
  const files = readChartArchive(await readFile(archive).catch(() => Buffer.alloc(0)));
  return files?.get("Chart.yaml")?.toString("utf8");
}

/** As given, with `/` separators; relative to the working directory when it lies below it. */
export function displayName(path: string): string {
  const within = relative(process.cwd(), path);
  const name = within === "" ? "." : within.startsWith("..") ? path : within;
  return name.split(sep).join("/");
}

function joinNames(folder: string, entry: string): string {
  return folder === "." ? entry : `${folder.replace(/\/$/, "")}/${entry}`;
}

function missing(path: string, cause: unknown): TouchstoneError {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  if (code !== "ENOENT" && code !== "ENOTDIR") return unreadable(path, cause);
  const hint = "Check the path; `-` reads standard input.";
  return new TouchstoneError("E_PATH_MISSING", `${path} does not exist`, hint, cause);
}

function unreadable(path: string, cause: unknown): TouchstoneError {
  return new TouchstoneError(
    "E_UNREADABLE",
    `${path} cannot be read: ${messageOf(cause)}`,
    "Check its permissions.",
    cause,
  );
}
