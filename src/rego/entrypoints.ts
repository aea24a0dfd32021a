// The entrypoints that are compiled beside the checks: one for each kind of subject, and one for each check alone.
import { subjectKinds, type Check, type SubjectKind } from "../model/index.ts";

/** What the entrypoints need to know of a check. */
export type CheckKinds = Pick<Check, "id" | "kinds">;

/** Rego and the entrypoints in it. `checks` gives each check its number. */
export interface EntrypointModule {
  readonly source: string;
  readonly entrypoints: readonly string[];
}

/** Numbers of the checks that read subjects of this kind, in their order. */
export function checksOfKind(checks: readonly CheckKinds[], kind: SubjectKind): readonly number[] {
  return checks.flatMap(({ kinds }, index) => (kinds.includes(kind) ? [index] : []));
}

/** The entrypoint that answers for every check of a kind at once. */
export function kindEntrypoint(kind: SubjectKind): string {
  return `touchstone/run/${kind}`;
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
    const numbers = checksOfKind(checks, kind);
    if (numbers.length === 0) continue;
    lines.push(`${kind} := [${numbers.map((number) => `c${number}`).join(", ")}]`);
    entrypoints.push(kindEntrypoint(kind));
  }
  return { source: `${lines.join("\n")}\n`, entrypoints };
}
