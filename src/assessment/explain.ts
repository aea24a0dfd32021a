// How every number of an assessment comes about, in terms that a person can add up by hand: checks, controls, frameworks, all.
import {
  severityWeight,
  type Assessment,
  type CheckStatus,
  type Framework,
  type FrameworkAssessment,
  type Score,
  type Severity,
} from "../model/index.ts";
import { counts, foldObservations, hasAnyResult, isAssessed } from "./check-status.ts";
import { controlShare, countsIn, highestSeverity, weightOf, worstStatus, type Variant } from "./control-score.ts";
import { verdictOf } from "./gate.ts";
import {
  controlShares,
  coverageShare,
  frameworkShares,
  isCovered,
  toScore,
  type WeightedShare,
} from "./framework-score.ts";
import { add, mean, multiply, percentOf, rational, type Rational } from "./rational.ts";
import { checksIn, reachedIn, scopesOf, type ControlScope, type FrameworkScope } from "./scope.ts";

/** `numerator/denominator`, in lowest terms. */
export type Fraction = string;

export interface CheckTerm {
  readonly id: string;
  readonly severity: Severity;
  readonly weight: number;
  readonly status: CheckStatus;
  /** Whether its weight is among all weight of the control, in each variant. */
  readonly counts: Readonly<Record<Variant, boolean>>;
  /** Why not, where it does not; empty where it does. */
  readonly remark: string;
}

/** (satisfied + the smaller of excepted and total / 10) / total; 0 when a critical check is not satisfied. */
export interface ControlTerms {
  readonly satisfied: number;
  readonly excepted: number;
  readonly total: number;
  /** Critical checks that are not satisfied, which make the score 0. */
  readonly critical: readonly string[];
  /** Null when no check counts. */
  readonly share: Fraction | null;
}

export interface ControlExplanation {
  readonly id: string;
  readonly title: string;
  /** By its highest severity. */
  readonly severity: Severity;
  readonly weight: number;
  /** The worst of its checks. */
  readonly status: CheckStatus;
  readonly checks: readonly CheckTerm[];
  readonly strict: ControlTerms;
  readonly adjusted: ControlTerms;
}

/** A sum over a number of weights. */
export interface MeanTerms {
  readonly sum: Fraction;
  readonly weights: number;
  readonly share: Fraction | null;
}

export interface CoverageTerms {
  readonly assessed: number;
  readonly total: number;
  readonly share: Fraction | null;
}

export interface FrameworkExplanation {
  readonly id: string;
  readonly title: string;
  readonly controls: readonly ControlExplanation[];
  readonly strict: MeanTerms;
  readonly adjusted: MeanTerms;
  readonly coverage: CoverageTerms;
}

export interface Explanation {
  readonly frameworks: readonly FrameworkExplanation[];
  readonly strict: MeanTerms;
  readonly adjusted: MeanTerms;
  readonly coverage: CoverageTerms;
}

/** Computed anew from the checks and mappings; the numbers that the assessment carries are not looked at. */
export function explainScore(assessment: Assessment): Explanation {
  const scopes = scopesIn(assessment);
  const scored = hasAnyResult(assessment.checks);
  return {
    frameworks: scopes.map((scope) => explainFramework(scope, scored)),
    strict: meanTerms(frameworkShares(scopes, "strict"), scored),
    adjusted: meanTerms(frameworkShares(scopes, "adjusted"), scored),
    coverage: coverageTerms(scopes),
  };
}

/** The scopes that an assessment was made of: its controls, and those that only a mapping names. */
export function scopesIn({ frameworks, checks, applicability = [] }: Assessment): readonly FrameworkScope[] {
  const catalogues = frameworks.map((framework): Framework => {
    const edges = checks.flatMap(({ mappings }) => mappings.filter((mapping) => mapping.framework === framework.id));
    const titles = new Map(framework.controls.map(({ id, title }) => [id, title]));
    const ids = new Set([...titles.keys(), ...edges.map(({ control }) => control)]);
    const controls = [...ids].map((id) => ({ id, title: titles.get(id) ?? "" }));
    return { id: framework.id, title: framework.title, version: "", source: "", licence: "", controls };
  });
  return scopesOf(catalogues, checks, applicability);
}

function explainFramework(scope: FrameworkScope, scored: boolean): FrameworkExplanation {
  return {
    id: scope.framework.id,
    title: scope.framework.title,
    controls: scope.controls.map((control) => explainControl(control, scored)),
    strict: meanTerms(controlShares(scope, "strict"), scored),
    adjusted: meanTerms(controlShares(scope, "adjusted"), scored),
    coverage: coverageTerms([scope]),
  };
}

function explainControl({ control, checks }: ControlScope, scored: boolean): ControlExplanation {
  const severity = highestSeverity(checks);
  return {
    id: control.id,
    title: control.title,
    severity,
    weight: severityWeight[severity],
    status: worstStatus(checks),
    checks: checks.map((one) => ({
      id: one.check.id,
      severity: one.check.severity,
      weight: severityWeight[one.check.severity],
      status: one.status,
      counts: { strict: countsIn(one, "strict"), adjusted: countsIn(one, "adjusted") },
      remark: remarkOn(one),
    })),
    strict: controlTerms(checks, "strict", scored),
    adjusted: controlTerms(checks, "adjusted", scored),
  };
}

function remarkOn(check: ControlScope["checks"][number]): string {
  if (!counts(check)) return "nothing of its kind, and none is required";
  if (check.own && countsIn(check, "strict") !== countsIn(check, "adjusted"))
    return "your own: it can only lower the strict score";
  return check.own ? "your own: it counts while it is not satisfied" : "";
}

function controlTerms(all: ControlScope["checks"], variant: Variant, scored: boolean): ControlTerms {
  const checks = all.filter((check) => countsIn(check, variant));
  const satisfied = checks.filter(({ status }) => status === "satisfied");
  const excepted = checks.filter(({ status }) => variant === "adjusted" && status === "satisfied-with-exception");
  const refused = checks.filter((check) => !satisfied.includes(check) && !excepted.includes(check));
  return {
    satisfied: weightOf(satisfied),
    excepted: weightOf(excepted),
    total: weightOf(checks),
    critical: refused.filter(({ check }) => check.severity === "critical").map(({ check }) => check.id),
    share: fraction(scored ? controlShare(all, variant) : null),
  };
}

function meanTerms(terms: readonly WeightedShare[], scored: boolean): MeanTerms {
  const sum = terms.reduce(
    (total, { value, weight }) => add(total, multiply(value, rational(BigInt(weight)))),
    rational(0n),
  );
  return {
    sum: toScore(sum).exact,
    weights: terms.reduce((total, { weight }) => total + weight, 0),
    share: scored && terms.length > 0 ? toScore(mean(terms)).exact : null,
  };
}

function coverageTerms(scopes: readonly FrameworkScope[]): CoverageTerms {
  const checks = checksIn(scopes).filter(isCovered);
  return {
    assessed: weightOf(checks.filter(({ status }) => isAssessed(status))),
    total: weightOf(checks),
    share: fraction(coverageShare(checksIn(scopes))),
  };
}

function fraction(share: Rational | null): Fraction | null {
  return share === null ? null : toScore(share).exact;
}

/** A place of an assessment that does not say what follows from its own observations. */
export interface Difference {
  /** Such as `iso27001-2022/A.8.9 strict`. */
  readonly what: string;
  readonly said: string;
  readonly computed: string;
}

/** Where the numbers and statuses that an assessment carries are not what its observations give: somebody changed it. */
export function differencesIn(assessment: Assessment): readonly Difference[] {
  const { frameworks, strict, adjusted, coverage } = explainScore(assessment);
  const said = new Map(assessment.frameworks.map((framework) => [framework.id, framework]));
  const { verdict, conditions } = assessment.gate;
  return [
    ...statusDifferences(assessment),
    ...compared("overall", assessment, { strict, adjusted, coverage }),
    ...frameworks.flatMap((framework) => frameworkDifferences(framework, said.get(framework.id))),
    ...scopesIn(assessment).flatMap((scope) => {
      const { id } = scope.framework;
      return different(`${id} reach`, String(said.get(id)?.reach.assessable ?? "none"), String(reachedIn(scope)));
    }),
    ...different("gate verdict", verdict, verdictOf(conditions)),
  ];
}

function frameworkDifferences(
  computed: FrameworkExplanation,
  said: FrameworkAssessment | undefined,
): readonly Difference[] {
  if (!said) return [];
  const controls = new Map(said.controls.map((control) => [control.id, control]));
  return [
    ...compared(computed.id, said, computed),
    ...computed.controls.flatMap((control) => {
      const what = `${computed.id}/${control.id}`;
      const stated = controls.get(control.id);
      if (!stated) return [{ what, said: "nothing", computed: "a control that checks are mapped to" }];
      return [
        ...compared(what, { ...stated, coverage: null }, { ...control, coverage: { share: null } }),
        ...different(`${what} status`, stated.status, control.status),
        ...different(`${what} severity`, stated.severity ?? "none", control.severity),
        ...different(
          `${what} checks`,
          stated.checks.toSorted().join(", "),
          control.checks
            .map(({ id }) => id)
            .toSorted()
            .join(", "),
        ),
      ];
    }),
  ];
}

function compared(
  what: string,
  { score, coverage }: Pick<FrameworkAssessment, "score" | "coverage">,
  computed: Readonly<Record<Variant | "coverage", { readonly share: Fraction | null }>>,
): readonly Difference[] {
  return [
    ...differentScore(`${what} strict`, score.strict, computed.strict.share),
    ...differentScore(`${what} adjusted`, score.adjusted, computed.adjusted.share),
    ...differentScore(`${what} coverage`, coverage, computed.coverage.share),
  ];
}

/** A score says the same number twice: exactly, and as the percentage that people read. */
function differentScore(what: string, said: Score | null, share: Fraction | null): readonly Difference[] {
  const exact = different(what, said?.exact, share);
  if (exact.length > 0 || said === null || share === null) return exact;
  return different(`${what} percentage`, String(said.percent), String(percentOf(share)));
}

function statusDifferences({ checks, exceptions = [] }: Assessment): readonly Difference[] {
  const inUse = new Set(exceptions.filter(({ state }) => state === "in-use").map(({ id }) => id));
  return checks.flatMap((said) => {
    const { check, status, findings } = said;
    const excepted = findings.filter(({ exception }) => exception !== undefined && inUse.has(exception));
    const { status: follows } = foldObservations({ ...said, selected: true }, excepted);
    return different(`${check.id} status`, status, follows);
  });
}

function different(
  what: string,
  said: string | null | undefined,
  computed: string | null | undefined,
): readonly Difference[] {
  return (said ?? null) === (computed ?? null) ? [] : [{ what, said: said ?? "none", computed: computed ?? "none" }];
}
