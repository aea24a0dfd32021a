// The gate: every condition with its own verdict, and one verdict over all of them. It fails closed.
import type { CheckAssessment, EvidenceProblem, ExceptionAssessment, Gate, GateCondition } from "../model/index.ts";
import { isRelied } from "./exceptions.ts";
import { counts, isAssessed } from "./check-status.ts";
import type { Thresholds } from "./facts.ts";
import { coverageCondition, scoreConditions } from "./gate-scores.ts";
import type { FrameworkScope } from "./scope.ts";
import { count, listed } from "./words.ts";

/** Passed when every condition passes or is known; failed when one fails, whatever evidence is missing; otherwise incomplete. */
export function gateOf(
  checks: readonly CheckAssessment[],
  scopes: readonly FrameworkScope[],
  problems: readonly EvidenceProblem[],
  thresholds: Thresholds,
  exceptions: readonly ExceptionAssessment[],
  further: readonly GateCondition[] = [],
  tolerate: (condition: GateCondition) => GateCondition = (condition) => condition,
): Gate {
  const conditions = [
    ...scoreConditions(checks, scopes, thresholds.score),
    coverageCondition(scopes, thresholds.coverage),
    criticalCondition(checks),
    errorsCondition(checks),
    evidenceCondition(checks, problems),
    exceptionsCondition(exceptions),
    ...further,
  ].map(tolerate);
  return { verdict: verdictOf(conditions), conditions };
}

export function verdictOf(conditions: readonly GateCondition[]): Gate["verdict"] {
  const verdicts = new Set(conditions.map(({ verdict }) => verdict));
  return verdicts.has("fail") ? "failed" : verdicts.has("incomplete") ? "incomplete" : "passed";
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

/** Whoever relies on an exception that does not count is told at once, though its findings count as they are. */
function exceptionsCondition(exceptions: readonly ExceptionAssessment[]): GateCondition {
  const id = "exceptions";
  const relied = exceptions.filter(isRelied);
  if (relied.length > 0) {
    const reasons = relied.map((one) => `${one.id} (${one.state}: ${one.message})`);
    return { id, verdict: "fail", message: `exceptions that do not count: ${listed(reasons)}` };
  }
  const used = exceptions.filter(({ state }) => state === "in-use");
  const idle = exceptions.filter(({ state }) => state !== "in-use").map((one) => `${one.id} (${one.state})`);
  const findings = new Set(used.flatMap((one) => one.findings)).size;
  const said =
    used.length === 0
      ? "no exceptions are in use"
      : `${count(used.length, "exception")} for ${count(findings, "finding")}`;
  return { id, verdict: "pass", message: idle.length === 0 ? said : `${said}; without effect: ${listed(idle)}` };
}

function idsOf(checks: readonly CheckAssessment[]): string {
  return listed(checks.map(({ check }) => check.id));
}
