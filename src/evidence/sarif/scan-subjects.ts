// Subjects of what scanners say: each run, each weakness, and all runs together.
import { weaknessKinds, type Scan, type Subject, type Weakness } from "../../model/index.ts";
import { ownSubject } from "../own-subject.ts";
import type { MergedWeakness } from "./merge.ts";

/** A run, and where it was read. */
export interface PlacedScan {
  readonly scan: Scan;
  /** Index of the evidence. */
  readonly evidence: number;
  /** The log. */
  readonly file: string;
  /** Unique in an assessment. */
  readonly name: string;
}

/** Controls whose catalogue lists one of these CWE numbers, as `framework/control`, in alphabetical order. */
export type CategoriesOf = (cwe: readonly number[]) => readonly string[];

/** In the order of names; `demanded` is where the lack of any run is told, if it is to be told. */
export function* scanSubjects(
  scans: readonly PlacedScan[],
  weaknesses: Iterable<MergedWeakness>,
  categoriesOf: CategoriesOf,
  demanded?: Pick<PlacedScan, "evidence" | "file">,
): Generator<Subject> {
  const sorted = scans.toSorted((left, right) => (left.name < right.name ? -1 : 1));
  const place = sorted[0] ?? demanded;
  if (!place) return;
  for (const { scan: input, ...at } of sorted)
    yield ownSubject({ kind: "scan", resourceKind: "ScannerRun", input, ...at, line: 1 });
  for (const { weakness, file, ...at } of weaknesses) {
    const input: Weakness = { ...weakness, categories: categoriesOf(weakness.cwe) };
    const place = { file: weakness.file || file, line: weakness.line };
    yield ownSubject({ kind: "weakness", resourceKind: weaknessKinds[weakness.class], input, ...at, ...place });
  }
  const input = { runs: sorted.map(({ scan }) => scan) };
  const { file, evidence } = place;
  yield ownSubject({ kind: "scanners", resourceKind: "Scanners", name: "all", input, file, evidence, line: 1 });
}
