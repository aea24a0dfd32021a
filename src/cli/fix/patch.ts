// A fixed file as a patch that `git apply` and `patch -p1` take.
import type { FixedFile } from "../../fix-paths.ts";
import { diffLines } from "../policy/diff-lines.ts";

export function patchOf({ source, before, after }: FixedFile): string {
  const names = [nameIn("a", source), nameIn("b", source)] as const;
  return diffLines(source, before.toString("utf8"), after.toString("utf8"), names);
}

/** As git writes names: below `a/` or `b/`, in quotes when it has to, with a tab behind a name with blanks. */
function nameIn(side: string, source: string): string {
  const name = source.startsWith("/") ? source : `${side}/${source}`;
  if (/["\\\p{Cc}]/u.test(name)) return JSON.stringify(name);
  return name.includes(" ") ? `${name}\t` : name;
}
