// Finds what a path stands for: a chart, a kustomization, manifest files below a folder, or standard input.
import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { TouchstoneError, messageOf } from "../model/index.ts";

/** One thing to collect. `name` is what reports call it; `demanded` says that the user named this very file. */
export interface Source {
  readonly kind: "manifest" | "chart" | "kustomization" | "stdin";
  readonly path: string;
  readonly name: string;
  readonly demanded: boolean;
}

const kustomizationFiles = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/**
 * Lists the sources of one path in the order of their names. Hidden entries, node_modules and symbolic links are passed over.
 * @throws TouchstoneError E_PATH_MISSING, E_UNREADABLE
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
  const sources = await walk(path, name);
  return sources.map((source) => (source.path === path ? { ...source, demanded: true } : source));
}

async function walk(folder: string, name: string): Promise<Source[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new TouchstoneError("E_UNREADABLE", `${folder} cannot be read: ${messageOf(cause)}`, "Check its permissions.", cause);
  });
  const names = new Set(entries.map((entry) => entry.name));
  if (names.has("Chart.yaml")) return [{ kind: "chart", path: folder, name, demanded: false }];
  if (kustomizationFiles.some((file) => names.has(file))) {
    return [{ kind: "kustomization", path: folder, name, demanded: false }];
  }
  const sources: Source[] = [];
  for (const entry of entries.toSorted((left, right) => (left.name < right.name ? -1 : 1))) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    const below = name === "." ? entry.name : `${name}/${entry.name}`;
    if (entry.isDirectory()) sources.push(...(await walk(path, below)));
    else if (entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name)) {
      sources.push({ kind: "manifest", path, name: below, demanded: false });
    } else if (entry.isFile() && entry.name.endsWith(".tgz")) {
      sources.push({ kind: "chart", path, name: below, demanded: false });
    }
  }
  return sources;
}

/** As given, with `/` separators; relative to the working directory when it lies below it. */
export function displayName(path: string): string {
  const below = relative(process.cwd(), path);
  const name = below === "" ? "." : below.startsWith("..") ? path : below;
  return name.split(sep).join("/");
}

function missing(path: string, cause: unknown): TouchstoneError {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new TouchstoneError("E_PATH_MISSING", `${path} does not exist`, "Check the path; `-` reads standard input.", cause);
  }
  return new TouchstoneError("E_UNREADABLE", `${path} cannot be read: ${messageOf(cause)}`, "Check its permissions.", cause);
}
