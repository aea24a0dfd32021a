// The entrypoints that are compiled beside the checks: one for each group of subjects, and one for each check alone.
import { reads, subjectKinds, type Check, type CheckReads, type SubjectKind } from "../model/index.ts";

/** What the entrypoints need to know of a check. */
export type CheckKinds = CheckReads & Pick<Check, "id">;

/** Rego and the entrypoints in it. `checks` gives each check its number. */
export interface EntrypointModule {
  readonly source: string;
  readonly entrypoints: readonly string[];
}

/** What subjects have in common that the same checks read. */
export interface SubjectGroup {
  readonly kind: SubjectKind;
  /** The kind of Kubernetes object; empty for all those that no check names. */
  readonly resource: string;
}

/** The groups of a kind: one for each kind of object that some check names, and one for all others. */
export function groupsOf(checks: readonly CheckKinds[], kind: SubjectKind): readonly SubjectGroup[] {
  const named = checks.filter(({ kinds }) => kinds.includes(kind)).flatMap(({ resources = [] }) => resources);
  return ["", ...new Set(named)].toSorted().map((resource) => ({ kind, resource }));
}

/** Numbers of the checks that read subjects of this group, in their order. */
export function checksOfGroup(checks: readonly CheckKinds[], { kind, resource }: SubjectGroup): readonly number[] {
  return checks.flatMap((check, index) => (reads(check, kind, resource) ? [index] : []));
}

/** The entrypoint that answers for every check of a group at once. */
export function groupEntrypoint({ kind, resource }: SubjectGroup): string {
  return `touchstone/run/${ruleOf({ kind, resource })}`;
}

function ruleOf({ kind, resource }: SubjectGroup): string {
  const rule = kind.replaceAll("-", "_");
  return resource === "" ? rule : `${rule}_${resource}`;
}

/** The entrypoint that answers for one check; used to find out which of many is at fault. */
export function checkEntrypoint(index: number): string {
  return `touchstone/run/c${index}`;
}

/**
 * Writes the module `touchstone.run`. A check answers `[failures, reasons]`: its `fail` set, and its `not_applicable` set
 * or nothing when it has none.
 */
export function writeEntrypoints(
  checks: readonly CheckKinds[],
  hasNotApplicable: (id: string) => boolean,
): EntrypointModule {
  const lines = ["package touchstone.run", ""];
  for (const [index, { id }] of checks.entries()) {
    const check = `data.touchstone${id
      .split("/")
      .map((step) => `[${JSON.stringify(step)}]`)
      .join("")}`;
    lines.push(`c${index} := [${check}.fail, ${hasNotApplicable(id) ? `${check}.not_applicable` : "set()"}]`);
  }
  const entrypoints = checks.map((_, index) => checkEntrypoint(index));
  for (const kind of subjectKinds) {
    for (const group of groupsOf(checks, kind)) {
      const numbers = checksOfGroup(checks, group);
      if (numbers.length === 0) continue;
      lines.push(`${ruleOf(group)} := [${numbers.map((number) => `c${number}`).join(", ")}]`);
      entrypoints.push(groupEntrypoint(group));
    }
  }
  return { source: `${lines.join("\n")}\n`, entrypoints };
}
