// The assessment, in the order of its reasoning: checks, then controls, frameworks and all of them, then the gate.
import type {
  Assessment,
  CheckAssessment,
  ControlAssessment,
  Finding,
  FrameworkAssessment,
  Mapping,
  Score,
  ScorePair,
} from "../model/index.ts";
import { foldObservations, hasAnyResult } from "./check-status.ts";
import { controlShare, highestSeverity, worstStatus, type Variant } from "./control-score.ts";
import type { AssessmentFacts, CheckObservations } from "./facts.ts";
import { coverageShare, frameworkShare, overallShare, toScore } from "./framework-score.ts";
import { applyExceptions } from "./exceptions.ts";
import { gateOf } from "./gate.ts";
import type { Rational } from "./rational.ts";
import { checksIn, mappingsInScope, scopesOf, type ControlScope, type FrameworkScope } from "./scope.ts";

type Share = (variant: Variant) => Rational | null;

/**
 * Judges what was observed. Pure: the same facts give the same value. Checks are in the order of their ids, controls
 * in the order of their catalogue; frameworks, subjects and all that refers to subjects keep the order of the facts.
 * @throws TouchstoneError E_MAPPING when a mapping of a framework in scope names an unknown control or check
 */
export function assess(facts: AssessmentFacts): Assessment {
  const { evidence, problems, subjects, observations, frameworks, thresholds } = facts;
  const checkIds = new Set(observations.map(({ check }) => check.id));
  const mappings = mappingsInScope(frameworks, facts.mappings, checkIds);
  const { exceptions, excepted } = applyExceptions(facts.exceptions ?? [], observations, subjects, facts.assessedAt);
  const checks = observations
    .map((observed) => assessCheck(observed, mappings, excepted))
    .toSorted(({ check: left }, { check: right }) => (left.id < right.id ? -1 : 1));
  const scopes = scopesOf(frameworks, checks);
  const scorePair = hasAnyResult(checks) ? scoredPair : unscoredPair;

  return {
    schemaVersion: "1.0",
    tool: { name: "touchstone", version: facts.toolVersion },
    assessedAt: facts.assessedAt,
    bundle: { digest: facts.bundleDigest, checks: checks.length, kubernetes: facts.kubernetes },
    evidence,
    problems,
    subjects,
    checks,
    ...(exceptions.length > 0 && { exceptions }),
    frameworks: scopes.map((scope) => assessFramework(scope, scorePair)),
    score: scorePair((variant) => overallShare(scopes, variant)),
    coverage: scoreOrNull(coverageShare(checksIn(scopes))),
    gate: gateOf(checks, scopes, problems, thresholds, exceptions),
    ...(facts.pictures && { pictures: facts.pictures }),
  };
}

function assessCheck(
  observed: CheckObservations,
  mappings: readonly Mapping[],
  excepted: ReadonlyMap<Finding, string>,
): CheckAssessment {
  const { check, passed, notApplicable, errors } = observed;
  const findings = observed.findings.map((finding) => {
    const exception = excepted.get(finding);
    return exception === undefined ? finding : { ...finding, exception };
  });
  return {
    check,
    ...foldObservations(
      observed,
      observed.findings.filter((finding) => excepted.has(finding)),
    ),
    mappings: mappings.filter((mapping) => mapping.check === check.id),
    passed,
    findings,
    notApplicable,
    errors,
  };
}

function assessFramework(scope: FrameworkScope, scorePair: (share: Share) => ScorePair): FrameworkAssessment {
  const { framework, controls } = scope;
  return {
    id: framework.id,
    title: framework.title,
    score: scorePair((variant) => frameworkShare(scope, variant)),
    coverage: scoreOrNull(coverageShare(checksIn([scope]))),
    reach: { assessable: controls.filter(isReached).length, total: framework.controls.length },
    controls: controls.map((control) => assessControl(control, scorePair)),
  };
}

/** By a mapping of the framework's own: whatever a user maps, the framework is not reached any further. */
function isReached({ checks }: ControlScope): boolean {
  return checks.some(({ own }) => !own);
}

function assessControl({ control, checks }: ControlScope, scorePair: (share: Share) => ScorePair): ControlAssessment {
  return {
    id: control.id,
    title: control.title,
    status: worstStatus(checks),
    score: scorePair((variant) => controlShare(checks, variant)),
    severity: highestSeverity(checks),
    checks: checks.map(({ check }) => check.id),
  };
}

function scoredPair(share: Share): ScorePair {
  return { strict: scoreOrNull(share("strict")), adjusted: scoreOrNull(share("adjusted")) };
}

/** Nothing was assessed: neither 0 nor any other score would be true. */
function unscoredPair(): ScorePair {
  return { strict: null, adjusted: null };
}

function scoreOrNull(share: Rational | null): Score | null {
  return share === null ? null : toScore(share);
}
