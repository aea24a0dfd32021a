// The assessment, in the order of its reasoning: checks, then controls, frameworks and all of them, then the gate.
import type {
  AssessedApplicability,
  AssessedAttestation,
  Assessment,
  CheckAssessment,
  Control,
  ControlAssessment,
  Finding,
  FrameworkAssessment,
  Mapping,
  Score,
  ScorePair,
} from "../model/index.ts";
import { applicabilityCondition, assessApplicability, decisionOn } from "./applicability.ts";
import { assessAttestations, attestationOf, attestationsCondition } from "./attestations.ts";
import { baselineCondition, compareWithBaseline, markFindings, tolerate } from "./baseline.ts";
import { foldObservations, hasAnyResult } from "./check-status.ts";
import { controlShare, highestSeverity, worstStatus, type Variant } from "./control-score.ts";
import type { AssessmentFacts, CheckObservations } from "./facts.ts";
import { coverageShare, frameworkShare, overallShare, toScore } from "./framework-score.ts";
import { applyExceptions } from "./exceptions.ts";
import { gateOf } from "./gate.ts";
import { demandConditions } from "./gate-evidence.ts";
import type { Rational } from "./rational.ts";
import { checksIn, mappingsInScope, reachedIn, scopesOf, type ControlScope, type FrameworkScope } from "./scope.ts";
import { doubtsOf, withoutDoubted } from "./trusted-evidence.ts";

type Share = (variant: Variant) => Rational | null;

/**
 * Judges what was observed. Pure: the same facts give the same value. Checks are in the order of their ids, controls
 * in the order of their catalogue; frameworks, subjects and all that refers to subjects keep the order of the facts.
 * @throws TouchstoneError E_MAPPING when a mapping of a framework in scope names an unknown control or check
 */
export function assess(facts: AssessmentFacts): Assessment {
  const { evidence, problems, subjects, thresholds, assessedAt, baseline, demands = { required: [] } } = facts;
  const doubts = doubtsOf(evidence, demands, assessedAt);
  const observations = facts.observations.map((observed) => withoutDoubted(observed, subjects, doubts));
  const checkIds = new Set(observations.map(({ check }) => check.id));
  const mappings = byCheck(mappingsInScope(facts.frameworks, facts.mappings, checkIds));
  const { exceptions, excepted } = applyExceptions(facts.exceptions ?? [], observations, subjects, assessedAt);
  const judged = observations
    .map((observed) => assessCheck(observed, mappings.get(observed.check.id) ?? [], excepted))
    .toSorted(({ check: left }, { check: right }) => (left.id < right.id ? -1 : 1));
  const applicability = assessApplicability(facts.applicability ?? [], assessedAt);
  const checks = baseline ? markFindings(judged, baseline) : judged;
  const scopes = scopesOf(facts.frameworks, checks, applicability);
  const attestations = assessAttestations(facts.attestations ?? [], scopes, assessedAt);
  const scorePair = hasAnyResult(checks) ? scoredPair : unscoredPair;
  const frameworks = scopes.map((scope) => assessFramework(scope, scorePair, applicability, attestations));
  const score = scorePair((variant) => overallShare(scopes, variant));
  const coverage = scoreOrNull(coverageShare(checksIn(scopes)));
  const compared = { checks, subjects, frameworks, score, coverage };
  const comparison = baseline && compareWithBaseline(compared, baseline);
  const further = [
    ...demandConditions(demands, evidence, subjects, doubts),
    applicabilityCondition(applicability, new Set(frameworks.map(({ id }) => id))) ?? [],
    attestationsCondition(attestations, applicability, scopes) ?? [],
    comparison ? baselineCondition(comparison) : [],
  ].flat();

  return {
    schemaVersion: "1.0",
    tool: { name: "touchstone", version: facts.toolVersion },
    assessedAt,
    bundle: { digest: facts.bundleDigest, checks: checks.length, kubernetes: facts.kubernetes },
    evidence,
    problems,
    subjects,
    checks,
    ...(exceptions.length > 0 && { exceptions }),
    ...(applicability.length > 0 && { applicability }),
    ...(attestations.length > 0 && { attestations }),
    ...(comparison && { baseline: comparison }),
    frameworks,
    score,
    coverage,
    gate: gateOf(checks, scopes, problems, thresholds, exceptions, further, (condition) =>
      baseline ? tolerate(condition, compared, baseline) : condition,
    ),
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
    mappings,
    passed,
    findings,
    notApplicable,
    errors,
  };
}

function byCheck(mappings: readonly Mapping[]): ReadonlyMap<string, readonly Mapping[]> {
  const found = new Map<string, Mapping[]>();
  for (const mapping of mappings) {
    const known = found.get(mapping.check);
    if (known) known.push(mapping);
    else found.set(mapping.check, [mapping]);
  }
  return found;
}

function assessFramework(
  scope: FrameworkScope,
  scorePair: (share: Share) => ScorePair,
  applicability: readonly AssessedApplicability[],
  attestations: readonly AssessedAttestation[],
): FrameworkAssessment {
  const { framework, controls, excluded, unjudged } = scope;
  const assessed = new Map<string, ControlAssessment>();
  for (const control of controls) assessed.set(control.control.id, assessControl(control, scorePair));
  for (const control of excluded)
    assessed.set(
      control.control.id,
      excludedControl(control, decisionOn(applicability, framework.id, control.control.id)),
    );
  for (const control of unjudged) {
    const applies = decisionOn(applicability, framework.id, control.id)?.applicable === true;
    const attestation = attestationOf(attestations, framework.id, control.id);
    if (applies || attestation) assessed.set(control.id, attestedControl(control, attestation));
  }
  return {
    id: framework.id,
    title: framework.title,
    score: scorePair((variant) => frameworkShare(scope, variant)),
    coverage: scoreOrNull(coverageShare(checksIn([scope]))),
    reach: { assessable: reachedIn(scope), total: framework.controls.length },
    controls: framework.controls.flatMap(({ id }) => assessed.get(id) ?? []),
  };
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

function excludedControl(
  { control: { id, title }, checks }: ControlScope,
  decision: AssessedApplicability | undefined,
): ControlAssessment {
  return {
    id,
    title,
    status: "not-applicable",
    ...(decision && { reason: decision.reason }),
    score: noScore,
    ...(checks.length > 0 && { severity: highestSeverity(checks) }),
    checks: checks.map(({ check }) => check.id),
  };
}

function attestedControl({ id, title }: Control, attestation: AssessedAttestation | undefined): ControlAssessment {
  const status = attestation?.state === "in-use" ? "attested" : "not-assessed";
  const reason = attestation
    ? `${attestation.id}: ${attestation.message}`
    : "no check judges it, and nobody attested it";
  return { id, title, status, reason, score: noScore, checks: [] };
}

function scoredPair(share: Share): ScorePair {
  return { strict: scoreOrNull(share("strict")), adjusted: scoreOrNull(share("adjusted")) };
}

const noScore: ScorePair = { strict: null, adjusted: null };

/** Nothing was assessed: neither 0 nor any other score would be true. */
function unscoredPair(): ScorePair {
  return noScore;
}

function scoreOrNull(share: Rational | null): Score | null {
  return share === null ? null : toScore(share);
}
