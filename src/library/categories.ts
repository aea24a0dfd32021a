// Which controls list a weakness: by the CWE numbers of catalogues alone.
import type { Framework } from "../model/index.ts";

/** Looks CWE numbers up: the controls that list one of them, as `framework/control`, in alphabetical order. */
export function categoryLookup(frameworks: readonly Framework[]): (cwe: readonly number[]) => readonly string[] {
  const byNumber = new Map<number, string[]>();
  for (const { id: framework, controls } of frameworks) {
    for (const { id, cwe = [] } of controls)
      for (const number of cwe) byNumber.set(number, [...(byNumber.get(number) ?? []), `${framework}/${id}`]);
  }
  return (cwe) => [...new Set(cwe.flatMap((number) => byNumber.get(number) ?? []))].toSorted();
}
