// Reduces what kube-score prints: the list of its checks, and the scores of one file.
import { objectKey, type VerdictLog } from "./verdicts.ts";

interface ScoredObject {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks:
    | readonly {
        readonly check: { readonly id: string };
        readonly grade: number;
        readonly skipped: boolean;
        readonly comments: readonly { readonly summary: string }[] | null;
      }[]
    | null;
}

/** Grades: 1 critical, 5 warning, 7 almost ok, 10 ok. */
const highestFailingGrade = 5;

/** The lines of `kube-score list` begin with the check's id. */
export function readKubeScoreList(stdout: string): readonly string[] {
  return stdout
    .split("\n")
    .map((line) => line.split(",")[0] ?? "")
    .filter((id) => id !== "");
}

export function reduceKubeScore(stdout: string, file: string, log: VerdictLog): void {
  const objects = JSON.parse(stdout) as readonly ScoredObject[];
  for (const { type_meta, object_meta, checks } of objects) {
    const { name, namespace } = object_meta;
    const key = objectKey({ file, kind: type_meta.kind, namespace, name });
    for (const { check, grade, skipped, comments } of checks ?? []) {
      const outcome = skipped ? "not-applicable" : grade <= highestFailingGrade ? "fail" : "pass";
      log.add(check.id, key, { outcome, says: (comments ?? []).map(({ summary }) => summary) });
    }
  }
}
