// Where a result is: a path, however the log spells it.
import { rawLocation, type RawPlace, type RawRun } from "./raw.ts";

/** The path of a place, with `/` separators, relative to the root of the sources where the log says it like that. */
export function pathOf(
  place: Pick<RawPlace, "uri" | "uriBaseId" | "index">,
  run: Pick<RawRun, "artifacts" | "uriBases">,
): string {
  const listed = place.index === undefined ? undefined : run.artifacts[place.index];
  const { uri, uriBaseId } = place.uri === "" && listed ? listed : place;
  if (/^https?:/i.test(uri)) return uri;
  const path = normalised(decoded(withBases({ uri, uriBaseId }, run.uriBases)));
  return path.startsWith("/") ? withoutRoot(path, run.uriBases) : path;
}

/** A path that begins with the folder of a base is told from there on, as other tools tell it. */
function withoutRoot(path: string, bases: RawRun["uriBases"]): string {
  const roots = Object.values(bases)
    .map((base) => rawLocation(base).uri)
    .filter((uri) => /^(?:file:|\/)/i.test(uri))
    .map((uri) => `${normalised(decoded(uri))}/`)
    .filter((root) => root !== "//" && path.startsWith(root));
  const longest = roots.toSorted((left, right) => right.length - left.length)[0];
  return longest === undefined ? path : path.slice(longest.length);
}

/**
 * Section 3.14.14. The outermost base is an absolute folder of the machine that scanned: it says nothing here and is left out;
 * those between are folders below it.
 */
function withBases({ uri, uriBaseId }: Pick<RawPlace, "uri" | "uriBaseId">, bases: RawRun["uriBases"]): string {
  let path = uri;
  let id = uriBaseId;
  for (let depth = 0; id !== "" && depth < 10; depth += 1) {
    const base = rawLocation(bases[id]);
    const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(base.uri) || base.uri.startsWith("/");
    if (isAbsolute || base.uri === "") return path;
    path = `${base.uri.replace(/\/?$/, "/")}${path}`;
    id = base.uriBaseId;
  }
  return path;
}

function decoded(uri: string): string {
  const path = uri.replace(/^file:\/\/[^/]*/i, "");
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Without `.` and `..`, control characters and drive letters' backslashes. */
function normalised(path: string): string {
  const parts: string[] = [];
  const plain = path.replaceAll("\\", "/").replaceAll(/\p{Cc}/gu, "");
  for (const part of plain.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return `${plain.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}
