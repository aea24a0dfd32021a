// Puts the edits of one object into an order in which none spoils another, and leaves some for a later round.
import type { Fix, PathStep } from "../model/index.ts";

/**
 * First what is set, then what is removed, from the last item of a list to the first, so that indexes stay true. Of edits
 * that are the same there is one; of two that touch each other's place the first is made, and the other has to wait.
 */
export function orderEdits<T extends Fix>(edits: readonly T[]): readonly T[] {
  const chosen: T[] = [];
  for (const edit of edits)
    if (!chosen.some(({ path }) => isWithin(path, edit.path) || isWithin(edit.path, path))) chosen.push(edit);
  const removals = chosen.filter((edit) => "remove" in edit);
  return [
    ...chosen.filter((edit) => !("remove" in edit)),
    ...removals.toSorted((left, right) => -comparePaths(left.path, right.path)),
  ];
}

export function isSameEdit(left: Fix, right: Fix): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function isWithin(path: readonly PathStep[], around: readonly PathStep[]): boolean {
  return around.every((step, index) => path[index] === step);
}

function comparePaths(left: readonly PathStep[], right: readonly PathStep[]): number {
  for (const [index, step] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (step === other) continue;
    return typeof step === "number" && typeof other === "number" ? step - other : String(step) < String(other) ? -1 : 1;
  }
  return left.length - right.length;
}
