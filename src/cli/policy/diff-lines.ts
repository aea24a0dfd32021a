// The difference between two texts, line by line, in the form of `diff -u`.

const context = 3;

interface Edit {
  readonly sign: " " | "-" | "+";
  readonly line: string;
}

/** A unified diff; empty when the texts are the same. */
export function diffLines(file: string, before: string, after: string): string {
  const edits = editsBetween(linesOf(before), linesOf(after));
  const hunks = hunksOf(edits);
  if (hunks.length === 0) return "";
  const texts = hunks.map(([start, end]) => {
    const earlier = edits.slice(0, start);
    const hunk = edits.slice(start, end);
    return `@@ -${rangeOf("+", earlier, hunk)} +${rangeOf("-", earlier, hunk)} @@\n${hunk.map(({ sign, line }) => `${sign}${line}`).join("")}`;
  });
  return `--- ${file}\n+++ ${file}, formatted\n${texts.join("")}`;
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

/** By the longest common subsequence; what the texts share at both ends is set aside first. */
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

function middleEdits(before: readonly string[], after: readonly string[]): readonly Edit[] {
  const width = after.length + 1;
  // How long the common subsequence of the rests of both is, for each pair of rests.
  const common = new Uint32Array((before.length + 1) * width);
  const at = (left: number, right: number): number => common[left * width + right] ?? 0;
  for (let left = before.length - 1; left >= 0; left--) {
    for (let right = after.length - 1; right >= 0; right--) {
      common[left * width + right] =
        before[left] === after[right]
          ? at(left + 1, right + 1) + 1
          : Math.max(at(left + 1, right), at(left, right + 1));
    }
  }
  const edits: Edit[] = [];
  let [left, right] = [0, 0];
  while (left < before.length || right < after.length) {
    const [old, fresh] = [before[left], after[right]];
    if (old !== undefined && old === fresh) {
      edits.push({ sign: " ", line: old });
      left++;
      right++;
    } else if (old !== undefined && (fresh === undefined || at(left + 1, right) >= at(left, right + 1))) {
      edits.push({ sign: "-", line: old });
      left++;
    } else if (fresh !== undefined) {
      edits.push({ sign: "+", line: fresh });
      right++;
    }
  }
  return edits;
}
