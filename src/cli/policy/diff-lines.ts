// The difference between two texts, line by line, in the form of `diff -u`.

const context = 3;

interface Edit {
  readonly sign: " " | "-" | "+";
  readonly line: string;
}

/** A unified diff; empty when the texts are the same. The names of both sides are by default those of `policy fmt`. */
export function diffLines(
  file: string,
  before: string,
  after: string,
  names: readonly [old: string, fresh: string] = [file, `${file}, formatted`],
): string {
  const edits = editsBetween(linesOf(before), linesOf(after));
  const hunks = hunksOf(edits);
  if (hunks.length === 0) return "";
  const texts = hunks.map(([start, end]) => {
    const earlier = edits.slice(0, start);
    const hunk = edits.slice(start, end);
    return `@@ -${rangeOf("+", earlier, hunk)} +${rangeOf("-", earlier, hunk)} @@\n${hunk.map(({ sign, line }) => `${sign}${line}`).join("")}`;
  });
  return `--- ${names[0]}\n+++ ${names[1]}\n${texts.join("")}`;
}

/** Each with its line break; a last one without is told as `diff` does. */
function linesOf(text: string): readonly string[] {
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  const whole = lines.map((line) => `${line}\n`);
  return last === "" ? whole : [...whole, `${last}\n\\ No newline at end of file\n`];
}

/** `start,length` of the side that has no lines with the sign `other`. */
function rangeOf(other: "-" | "+", earlier: readonly Edit[], hunk: readonly Edit[]): string {
  const before = earlier.filter(({ sign }) => sign !== other).length;
  const length = hunk.filter(({ sign }) => sign !== other).length;
  return `${length === 0 ? before : before + 1},${length}`;
}

/** Where the hunks start and end: changes with the lines around them; those that touch are one. */
function hunksOf(edits: readonly Edit[]): readonly (readonly [number, number])[] {
  const hunks: [number, number][] = [];
  for (const [index, { sign }] of edits.entries()) {
    if (sign === " ") continue;
    const [start, end] = [Math.max(0, index - context), Math.min(edits.length, index + 1 + context)];
    const last = hunks.at(-1);
    if (last && start <= last[1]) last[1] = end;
    else hunks.push([start, end]);
  }
  return hunks;
}

/** By the shortest way from one to the other; what the texts share at both ends is set aside first. */
function editsBetween(before: readonly string[], after: readonly string[]): readonly Edit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const shorter = Math.min(before.length, after.length) - head;
  while (tail < shorter && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return [
    ...before.slice(0, head).map((line): Edit => ({ sign: " ", line })),
    ...middleEdits(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map((line): Edit => ({ sign: " ", line })),
  ];
}

/** More changed lines than this are told as one block: to find the shortest way takes their square in time and memory. */
const mostChanges = 4000;

/** The shortest way, as E. W. Myers describes it: ever more changes, and for each the farthest that one gets with them. */
function middleEdits(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const [height, width] = [before.length, after.length];
  const most = Math.min(height + width, mostChanges);
  const reached = new Int32Array(2 * most + 3);
  const history: Int32Array[] = [];
  for (let changes = 0; changes <= most; changes++) {
    // Copied before it changes: what was reached with one change less.
    history.push(reached.slice(most - changes, most + changes + 3));
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const at = diagonal + most + 1;
      const [lower, upper] = [reached[at - 1] ?? 0, reached[at + 1] ?? 0];
      let left = diagonal === -changes || (diagonal !== changes && lower < upper) ? upper : lower + 1;
      let right = left - diagonal;
      while (left < height && right < width && before[left] === after[right]) {
        left++;
        right++;
      }
      reached[at] = left;
      if (left >= height && right >= width) return walkBack(before, after, history);
    }
  }
  return [...before.map((line): Edit => ({ sign: "-", line })), ...after.map((line): Edit => ({ sign: "+", line }))];
}

function walkBack(
  before: readonly string[],
  after: readonly string[],
  history: readonly Int32Array[],
): readonly Edit[] {
  const edits: Edit[] = [];
  let [left, right] = [before.length, after.length];
  for (let changes = history.length - 1; changes >= 0; changes--) {
    // Its middle is the diagonal 0.
    const reached = (diagonal: number): number => history[changes]?.[diagonal + changes + 1] ?? 0;
    const diagonal = left - right;
    const isAdded = diagonal === -changes || (diagonal !== changes && reached(diagonal - 1) < reached(diagonal + 1));
    const start = changes === 0 ? 0 : isAdded ? reached(diagonal + 1) : reached(diagonal - 1);
    const startRight = changes === 0 ? 0 : start - (isAdded ? diagonal + 1 : diagonal - 1);
    const [afterLeft, afterRight] = isAdded ? [start, startRight + 1] : [start + 1, startRight];
    while (left > (changes === 0 ? 0 : afterLeft) && right > (changes === 0 ? 0 : afterRight)) {
      edits.push({ sign: " ", line: before[--left] ?? "" });
      right--;
    }
    if (changes === 0) break;
    if (isAdded) edits.push({ sign: "+", line: after[--right] ?? "" });
    else edits.push({ sign: "-", line: before[--left] ?? "" });
  }
  return edits.toReversed();
}
