// Loads the library for a command, and finds the frameworks that are in scope.
import type { Library, LibraryAdditions } from "../library/index.ts";
import { TouchstoneError, type Framework } from "../model/index.ts";
import { openLibrary as openQuietly } from "../open-library.ts";

/** Frameworks that are in scope when nobody says otherwise: the newest edition of each. */
const defaultFrameworks = ["owasp-2025", "csf-2.0", "iso27001-2022"];

/** @throws TouchstoneError as `loadLibrary` does */
export async function openLibrary(additions: LibraryAdditions): Promise<Library> {
  return openQuietly(additions, (text) => void process.stderr.write(`note: ${text}\n`));
}

/**
 * The frameworks in scope, in the order that was asked for; a user's own catalogues are in scope by default.
 * @throws TouchstoneError E_USAGE for an unknown id
 */
export function frameworksInScope(
  { frameworks }: Library,
  wanted: readonly string[],
  ownCatalogues: number,
): readonly Framework[] {
  const own = ownCatalogues === 0 ? [] : frameworks.slice(-ownCatalogues).map(({ id }) => id);
  const ids = wanted.length > 0 ? wanted : [...defaultFrameworks, ...own];
  return [...new Set(ids)].map((id) => {
    const found = frameworks.find((framework) => framework.id === id);
    if (found) return found;
    const known = frameworks.map((framework) => framework.id).join(", ");
    throw new TouchstoneError(
      "E_USAGE",
      `there is no framework "${id}"`,
      `There are ${known}; --catalogue adds your own.`,
    );
  });
}
