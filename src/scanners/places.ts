// Where results are, in the terms of the folder that the user is in: each scanner spells it in its own way.
import { isAbsolute, posix, relative, sep } from "node:path";
import { existsSync } from "node:fs";
import type { Run } from "sarif";

export interface Target {
  /** As the user gave it, with `/` separators. */
  readonly path: string;
  /** Absolute, without symbolic links. */
  readonly folder: string;
}

interface ArtifactPlace {
  readonly uri?: unknown;
  readonly uriBaseId?: unknown;
}

/**
 * The URI of a file relative to the folder that the user is in. Scanners run in the target, so what is relative is relative to
 * that, whatever base they name.
 */
export function relocated<Place extends ArtifactPlace>(
  place: Place,
  target: Target,
  bases: Run["originalUriBaseIds"],
): Place {
  const { uri, uriBaseId, ...rest } = place;
  if (typeof uri !== "string" || (/^[a-z][a-z0-9+.-]+:/i.test(uri) && !/^file:/i.test(uri))) return place;
  const base = typeof uriBaseId === "string" ? (bases?.[uriBaseId]?.uri ?? "") : "";
  const path = decoded(/^(?:file:|\/)/i.test(uri) ? uri : `${base}${uri}`);
  const inTarget = isAbsolute(path) ? below(path, target.folder) : path;
  const shown = posix.join(target.path, inTarget);
  return {
    ...rest,
    uri: (isAbsolute(inTarget) ? inTarget : shown).split("/").map(encodeURIComponent).join("/"),
  } as unknown as Place;
}

/** Some write paths that begin with the target as if it were the root. */
function below(path: string, folder: string): string {
  const inside = relative(folder, path).split(sep).join("/");
  if (inside !== ".." && !inside.startsWith("../")) return inside;
  return existsSync(posix.join(folder, path)) ? path.slice(1) : path;
}

function decoded(uri: string): string {
  const path = uri.replace(/^file:(?:\/\/[^/]*)?/i, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
