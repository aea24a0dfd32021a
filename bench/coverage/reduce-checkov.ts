// Reduces what checkov prints: the list of its checks, and its report on a folder.
import { compareIds } from "./compare-ids.ts";
import type { ManifestObject } from "./read-manifests.ts";
import { objectKey, type Named, type ObjectKey, type VerdictLog } from "./verdicts.ts";

interface Report {
  readonly results: {
    readonly passed_checks: readonly Result[];
    readonly failed_checks: readonly Result[];
  };
}

interface Result {
  readonly check_id: string;
  /** From the scanned folder on, with a slash before it. */
  readonly file_path: string;
  /** `Kind.namespace.name`; for the pods of an owner `Pod.namespace.owner.label-value.label-value`. */
  readonly resource: string;
}

/** `checkov --list` prints a table with a row for each kind that a check reads. */
export function readCheckovList(stdout: string): readonly string[] {
  const ids = stdout.matchAll(/\|\s*(CKV2?_K8S_\d+)\s*\|/g);
  return [...new Set([...ids].map(([, id = ""]) => id))].toSorted(compareIds);
}

export function reduceCheckov(stdout: string, objects: ReadonlyMap<ObjectKey, ManifestObject>, log: VerdictLog): void {
  const { results } = JSON.parse(stdout) as Report;
  const names = [...objects.values()];
  for (const [outcome, list] of [
    ["fail", results.failed_checks],
    ["pass", results.passed_checks],
  ] as const) {
    for (const { check_id, file_path, resource } of list) {
      const named = nameOf(file_path.replace(/^\//, ""), resource);
      const key = objectKey(named);
      log.add(check_id, objects.has(key) ? key : ownerOf(named, names), { outcome, says: [] });
    }
  }
}

function nameOf(file: string, resource: string): Named {
  const [kind = "", namespace = "", ...rest] = resource.split(".");
  return { file, kind, namespace, name: rest.join(".") };
}

/** The workload whose pods these are: the one with the longest name that theirs begins with. */
function ownerOf(pods: Named, objects: readonly ManifestObject[]): ObjectKey {
  const [owner] = objects
    .filter(
      ({ file, name, podSpec }) => file === pods.file && podSpec !== undefined && pods.name.startsWith(`${name}.`),
    )
    .toSorted((a, b) => b.name.length - a.name.length);
  return owner === undefined ? objectKey(pods) : owner.key;
}
