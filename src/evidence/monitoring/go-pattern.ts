// Regular expressions of Go, as far as JavaScript can tell.

/** What Go's have not: looking around, references back, atomic groups, possessive repetition. */
const unknownToGo = /\(\?(?:[=!>]|<[=!])|(?<!\\)(?:\\\\)*\\[1-9]|\\k</;

/** False for what Go refuses for sure. */
export function isGoPattern(pattern: string): boolean {
  return !unknownToGo.test(pattern) && compile(pattern) !== undefined;
}

/** Whether a pattern, which has to match from the beginning to the end, matches nothing at all. */
export function matchesEmpty(pattern: string): boolean {
  // Repetitions in repetitions may take for ever.
  if ((pattern.match(/\{\d/g)?.length ?? 0) > 1) return false;
  return compile(pattern)?.test("") ?? false;
}

function compile(pattern: string): RegExp | undefined {
  const translated = pattern
    .replaceAll(/\(\?[imsU-]+\)/g, "")
    .replaceAll(/\(\?[imsU-]+:/g, "(?:")
    .replaceAll("(?P<", "(?<");
  try {
    return new RegExp(`^(?:${translated})$`);
  } catch {
    return undefined;
  }
}
