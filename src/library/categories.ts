// Which controls list a weakness: by the CWE numbers of catalogues alone.
import type { Framework } from "../model/index.ts";

/** As `framework/control`, in alphabetical order. */
export function categoriesOf(frameworks: readonly Framework[], cwe: readonly number[]): readonly string[] {
  if (cwe.length === 0) return [];
  return frameworks
    .flatMap(({ id, controls }) =>
      controls
        .filter((control) => control.cwe?.some((number) => cwe.includes(number)))
        .map((control) => `${id}/${control.id}`),
    )
    .toSorted();
}
