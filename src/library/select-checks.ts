// Which checks a selection such as `workload/*` or a peer's name for a check stands for.
import { TouchstoneError, type Check } from "../model/index.ts";
import { suggestion } from "../yaml/index.ts";

export interface Selection {
  /** Ids, `group/*`, aliases or tags; empty selects every check. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/**
 * The ids of the selected checks.
 * @throws TouchstoneError E_USAGE for a name that stands for no check
 */
export function selectChecks(checks: readonly Check[], { only, skip }: Selection): ReadonlySet<string> {
  const wanted =
    only.length === 0 ? checks.map(({ id }) => id) : only.flatMap((name) => idsOf(checks, name, "--checks"));
  const unwanted = new Set(skip.flatMap((name) => idsOf(checks, name, "--skip-checks")));
  return new Set(wanted.filter((id) => !unwanted.has(id)));
}

/**
 * The checks, with those that `names` stand for no longer optional: this system has what they judge.
 * @throws TouchstoneError E_USAGE for a name that stands for no check
 */
export function requireChecks(checks: readonly Check[], names: readonly string[]): readonly Check[] {
  const required = new Set(names.flatMap((name) => idsOf(checks, name, "checks.required")));
  return checks.map((check) => {
    const { optional: _, ...others } = check;
    return required.has(check.id) ? others : check;
  });
}

function idsOf(checks: readonly Check[], name: string, option: string): readonly string[] {
  const found = checks.filter(
    ({ id, aliases, tags }) =>
      id === name ||
      aliases.includes(name) ||
      tags.includes(name) ||
      (name.endsWith("/*") && id.startsWith(name.slice(0, -1))),
  );
  if (found.length > 0) return found.map(({ id }) => id);
  const names = checks.flatMap(({ id, aliases, tags }) => [id, ...aliases, ...tags]);
  throw new TouchstoneError(
    "E_USAGE",
    `${option} ${name}: there is no such check${suggestion(name, names)}`,
    "Name a check, a group as group/*, a tag, or another tool's name for a check; `touchstone checks` lists them.",
  );
}
