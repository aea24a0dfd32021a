// What is in scope: the mapping edges of the frameworks in scope, and the checks that they bring to each control.
import {
  TouchstoneError,
  type AssessedApplicability,
  type Check,
  type CheckAssessment,
  type CheckStatus,
  type Control,
  type Framework,
  type Mapping,
} from "../model/index.ts";
import { decisionOn } from "./applicability.ts";

/** All that a score needs to know of a check. */
export interface GradedCheck {
  readonly check: Pick<Check, "severity">;
  readonly status: CheckStatus;
  readonly notRequired?: true;
  /** Only a user's own mappings bring it to the control of a built-in framework: it counts while it is not satisfied. */
  readonly own?: true;
}

export type ScopedCheck = CheckAssessment & GradedCheck;

/** A control and the checks that are evidence for it: at least one, and each of them once. */
export interface ControlScope {
  readonly control: Control;
  readonly checks: readonly ScopedCheck[];
}

export interface FrameworkScope {
  readonly framework: Framework;
  /** Only the controls that some check is mapped to, in the catalogue's order. */
  readonly controls: readonly ControlScope[];
  /** Those that the Statement of Applicability excludes, whether checks are mapped to them or not. */
  readonly excluded: readonly ControlScope[];
  /** All others: no check is mapped to them. */
  readonly unjudged: readonly Control[];
}

/**
 * The mappings of the frameworks in scope, in the order of the frameworks and their controls.
 * @throws TouchstoneError E_MAPPING when a mapping names a control or check that does not exist: leaving it out could
 * raise a score
 */
export function mappingsInScope(
  frameworks: readonly Framework[],
  mappings: readonly Mapping[],
  checks: ReadonlySet<string>,
): readonly Mapping[] {
  return frameworks.flatMap(({ id, controls }) => {
    const byControl = new Map<string, Mapping[]>(controls.map((control) => [control.id, []]));
    for (const mapping of mappings) {
      if (mapping.framework !== id) continue;
      const known = byControl.get(mapping.control);
      if (!known) throw unknownEnd(mapping, `control ${mapping.control}, which is not in its catalogue`);
      if (!checks.has(mapping.check)) throw unknownEnd(mapping, `check ${mapping.check}, which is not in the bundle`);
      known.push(mapping);
    }
    return [...byControl.values()].flat();
  });
}

/** Groups checks under the controls that their mappings name. Several edges between the same two count once. */
export function scopesOf(
  frameworks: readonly Framework[],
  checks: readonly CheckAssessment[],
  decisions: readonly AssessedApplicability[] = [],
): readonly FrameworkScope[] {
  return frameworks.map((framework) => {
    const byControl = new Map<string, ScopedCheck[]>();
    for (const check of checks) {
      const edges = check.mappings.filter((mapping) => mapping.framework === framework.id);
      for (const control of new Set(edges.map((edge) => edge.control))) {
        const isOwn = edges.every((edge) => edge.own || edge.control !== control);
        const scoped = isOwn ? { ...check, own: true as const } : check;
        const known = byControl.get(control);
        if (known) known.push(scoped);
        else byControl.set(control, [scoped]);
      }
    }
    const all = framework.controls.map((control) => ({ control, checks: byControl.get(control.id) ?? [] }));
    const isExcluded = ({ control }: ControlScope): boolean =>
      decisionOn(decisions, framework.id, control.id)?.applicable === false;
    const included = all.filter((scope) => !isExcluded(scope));
    return {
      framework,
      controls: included.filter((scope) => scope.checks.length > 0),
      excluded: all.filter(isExcluded),
      unjudged: included.filter((scope) => scope.checks.length === 0).map(({ control }) => control),
    };
  });
}

/** The checks that are mapped to any control of these frameworks, each once: its own only where no other mapping is. */
export function checksIn(scopes: readonly FrameworkScope[]): readonly ScopedCheck[] {
  const found = new Map<string, ScopedCheck>();
  for (const check of scopes.flatMap(({ controls }) => controls.flatMap(({ checks }) => checks))) {
    const { id } = check.check;
    if (found.get(id)?.own ?? true) found.set(id, check);
  }
  return [...found.values()];
}

function unknownEnd({ check, framework, control }: Mapping, what: string): TouchstoneError {
  return new TouchstoneError(
    "E_MAPPING",
    `the mapping from ${check} to ${control} of ${framework} names the ${what}`,
    "correct the mapping, or remove it",
  );
}

/** How many controls some check is evidence for, by a mapping of the framework's own: a user's mappings reach no further. */
export function reachedIn({ controls }: FrameworkScope): number {
  return controls.filter(({ checks }) => checks.some(({ own }) => !own)).length;
}
