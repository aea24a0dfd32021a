// Subjects of what scanners say: each run, each weakness, and all runs together.
import { weaknessKinds, type Scan, type Subject, type SubjectKind, type Weakness } from "../../model/index.ts";
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
  for (const { scan, name, ...at } of sorted) yield subjectOf("scan", "ScannerRun", name, scan, at, 1);
  for (const { weakness, name, file, evidence } of weaknesses) {
    const at = { file: weakness.file || file, evidence };
    const input: Weakness = { ...weakness, categories: categoriesOf(weakness.cwe) };
    yield subjectOf("weakness", weaknessKinds[weakness.class], name, input, at, weakness.line);
  }
  yield subjectOf("scanners", "Scanners", "all", { runs: sorted.map(({ scan }) => scan) }, place, 1);
}

/** `line` is 0 where it is unknown. */
function subjectOf(
  kind: SubjectKind,
  resourceKind: string,
  name: string,
  input: unknown,
  { file, evidence }: Pick<PlacedScan, "evidence" | "file">,
  line: number,
): Subject {
  const location = line > 0 ? { file, line } : { file };
  return {
    kind,
    resource: { apiVersion: "touchstone/v1", kind: resourceKind, namespace: "", name },
    evidence,
    location,
    input,
    locate: () => location,
    namePath: () => "",
  };
}
