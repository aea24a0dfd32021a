// The gate: every condition with its own verdict, and one verdict over all of them. It fails closed.
import type { CheckAssessment, EvidenceProblem, Gate, GateCondition } from "../model/index.ts";
import { counts, isAssessed } from "./check-status.ts";
import type { Thresholds } from "./facts.ts";
import { coverageCondition, scoreConditions } from "./gate-scores.ts";
import type { FrameworkScope } from "./scope.ts";
import { count, listed } from "./words.ts";

/** Passed when every condition passes; failed when one fails, whatever evidence is missing; otherwise incomplete. */
export function gateOf(
  checks: readonly CheckAssessment[],
  scopes: readonly FrameworkScope[],
  problems: readonly EvidenceProblem[],
  thresholds: Thresholds,
): Gate {
  const conditions = [
    ...scoreConditions(checks, scopes, thresholds.score),
    coverageCondition(scopes, thresholds.coverage),
    criticalCondition(checks),
    errorsCondition(checks),
    evidenceCondition(checks, problems),
    exceptionsCondition(),
  ];
  const verdicts = new Set(conditions.map(({ verdict }) => verdict));
  const verdict = verdicts.has("fail") ? "failed" : verdicts.has("incomplete") ? "incomplete" : "passed";
  return { verdict, conditions };
}

/**
 * A critical check without a result is no pass either: if it were, leaving out the evidence of a critical failure
 * would turn the gate green as long as the coverage allows it. Checks count whether or not they are mapped.
 */
function criticalCondition(checks: readonly CheckAssessment[]): GateCondition {
  const id = "critical";
  const critical = checks.filter((one) => counts(one) && one.check.severity === "critical");
  const failed = critical.filter(({ status }) => status === "not-satisfied");
  const unknown = critical.filter(({ status }) => !isAssessed(status));
  if (failed.length > 0) return { id, verdict: "fail", message: `critical failures: ${idsOf(failed)}` };
  if (unknown.length > 0) {
    const message = `${count(unknown.length, "critical check")} without a result: ${idsOf(unknown)}`;
    return { id, verdict: "incomplete", message };
  }
  return {
    id,
    verdict: "pass",
    message: `no failure without an exception in ${count(critical.length, "critical check")}`,
  };
}

/** Counts errors and not statuses: an error next to a failure is still an answer that is missing. */
function errorsCondition(checks: readonly CheckAssessment[]): GateCondition {
  const id = "errors";
  const erring = checks.filter(({ errors }) => errors.length > 0);
  if (erring.length === 0) return { id, verdict: "pass", message: `no error in ${count(checks.length, "check")}` };
  const errors = erring.reduce((sum, check) => sum + check.errors.length, 0);
  const message = `${count(errors, "error")} in ${count(erring.length, "check")}: ${idsOf(erring)}`;
  return { id, verdict: "incomplete", message };
}

function evidenceCondition(checks: readonly CheckAssessment[], problems: readonly EvidenceProblem[]): GateCondition {
  const id = "evidence";
  if (problems.length > 0) {
    const files = problems.map(({ location }) => location.file);
    return {
      id,
      verdict: "incomplete",
      message: `${count(problems.length, "problem")} with evidence: ${listed(files)}`,
    };
  }
  const assessed = new Set(
    checks.flatMap(({ passed, findings }) => [...passed, ...findings.map(({ subject }) => subject)]),
  );
  if (assessed.size === 0) return { id, verdict: "incomplete", message: "the checks judged no subject" };
  return {
    id,
    verdict: "pass",
    message: `all evidence was read; the checks judged ${count(assessed.size, "subject")}`,
  };
}

function exceptionsCondition(): GateCondition {
  return { id: "exceptions", verdict: "pass", message: "no exceptions are in use" };
}

function idsOf(checks: readonly CheckAssessment[]): string {
  return listed(checks.map(({ check }) => check.id));
}
