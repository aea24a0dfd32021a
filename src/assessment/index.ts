// The assessment room: observations, controls and mappings in; statuses, scores and the gate's verdict out.
export { assess } from "./assess.ts";
export { judgeAttestation } from "./attestations.ts";
export { baselineOf } from "./write-baseline.ts";
export { differencesIn, explainScore, type Explanation } from "./explain.ts";
export { brokenRule } from "./exceptions.ts";
export {
  defaultThresholds,
  type AssessmentFacts,
  type CheckObservations,
  type Governance,
  type Thresholds,
  type EvidenceDemands,
} from "./facts.ts";
export { exactPair } from "./framework-score.ts";
export { compare, fromFraction, percentOf } from "./rational.ts";
