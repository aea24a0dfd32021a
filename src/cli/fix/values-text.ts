// Changes of a chart's values as YAML, to be merged into a values file.
import { blockLines } from "../../fix/index.ts";
import type { ValuesEdit } from "../../fix/index.ts";

type Tree = { [key: string]: unknown };

/** The lines of one YAML document. A later change wins where two meet. */
export function valuesText(edits: readonly ValuesEdit[]): readonly string[] {
  const root: Tree = {};
  for (const { path, value } of edits) {
    let at = root;
    for (const step of path.slice(0, -1)) {
      const inner = at[step];
      at = isTree(inner) ? inner : (at[step] = {});
    }
    at[path.at(-1) ?? ""] = value;
  }
  return Object.keys(root).length === 0 ? [] : blockLines(root, 0, { json: false, step: 2, lineBreak: "\n" });
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
