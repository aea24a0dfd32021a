// Judges checks that share one control, for the tests of the gate: the control's score is then the overall one.
import { assess, type AssessmentFacts, type CheckObservations } from "../../src/assessment/index.ts";
import type { Assessment, Severity } from "../../src/model/index.ts";
import { check, factsWith, framework, mapping, observe, type Outcomes } from "./facts.ts";

export const good: Outcomes = { passes: [0] };
export const bad: Outcomes = { fails: [0] };
export const unknown: Outcomes = {};
export const broken: Outcomes = { errs: [0] };

/** As many checks of one severity as there are outcomes: `low/1`, `low/2`, ... */
export function checksOf(severity: Severity, ...outcomes: readonly Outcomes[]): readonly CheckObservations[] {
  return outcomes.map((outcome, index) => observe(check(`${severity}/${index + 1}`, severity), outcome));
}

export function times(amount: number, outcome: Outcomes): readonly Outcomes[] {
  return Array.from({ length: amount }, () => outcome);
}

/** All checks are evidence for the one control of the one framework, so that its score is the overall one. */
export function judge(observations: readonly CheckObservations[], facts: Partial<AssessmentFacts> = {}): Assessment {
  const mappings = observations.map((observed) => mapping(observed.check.id, "alpha", "A.1"));
  return assess(factsWith({ observations, mappings, frameworks: [framework("alpha", ["A.1"])], ...facts }));
}
