// Finds directives of nginx in the blocks around a place: what an inner block does not say, an outer one does.
import type { Directive } from "./nginx-syntax.ts";

/** The blocks around a directive, the outermost first. */
export type Scope = readonly (readonly Directive[])[];

export function named(block: readonly Directive[], name: string): readonly Directive[] {
  return block.filter((directive) => directive.name === name);
}

/** The one that holds: of the innermost block that has any. */
export function nearest(scope: Scope, name: string): Directive | undefined {
  for (const block of scope.toReversed()) {
    const found = named(block, name).at(-1);
    if (found) return found;
  }
  return undefined;
}
