// Suggests what a mistyped name may have meant.

/** Of `known`, the at most three names nearest to `name`, best first; empty when none is near. */
export function nearest(name: string, known: Iterable<string>): string[] {
  const limit = Math.max(2, Math.floor(name.length / 3));
  const near: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of known) {
    const distance = distanceOf(name.toLowerCase(), candidate.toLowerCase(), limit);
    if (distance <= limit) near.push({ candidate, distance });
  }
  near.sort((a, b) => a.distance - b.distance);
  return near.slice(0, 3).map(({ candidate }) => candidate);
}

/** `; did you mean a, b or c?`, or nothing when no known name is near. */
export function suggestion(name: string, known: Iterable<string>): string {
  const names = nearest(name, known);
  const last = names.pop();
  if (last === undefined) return "";
  return `; did you mean ${names.length === 0 ? last : `${names.join(", ")} or ${last}`}?`;
}

/**
 * Levenshtein's distance; a name that only breaks off early (`A05` for `A05:2021`) is as near as one typing error.
 * Names whose lengths alone differ by more than `limit` are not compared, however long they are.
 */
function distanceOf(a: string, b: string, limit: number): number {
  if (a !== b && a.length >= 3 && b.startsWith(a)) return 1;
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
