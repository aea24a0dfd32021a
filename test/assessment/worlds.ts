// Arbitrary facts for the property tests: small worlds of checks, subjects, frameworks and mappings.
import fc from "fast-check";
import type { AssessmentFacts, CheckObservations } from "../../src/assessment/index.ts";
import { compare, rational, type Rational } from "../../src/assessment/rational.ts";
import { severities, type Assessment, type Score } from "../../src/model/index.ts";
import { check, factsWith, framework, mapping, observe, problem, workload } from "./facts.ts";

type Outcome = "pass" | "fail" | "skip" | "error" | "none";

const most = 5;
const frameworkIds = ["alpha", "beta", "gamma"];
const controlIds = ["1", "2", "3"];

// Passes are frequent and thresholds often low, so that many of the gates pass.
const outcome = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Outcome>("pass") },
  { weight: 4, arbitrary: fc.constantFrom<Outcome>("fail", "skip", "error", "none") },
);
const percent = fc.oneof(
  fc.constantFrom(0, 10, 90, 95),
  fc.integer({ min: 0, max: 400 }).map((quarters) => quarters / 4),
);

const observedCheck = fc
  .record({
    severity: fc.constantFrom(...severities),
    selected: fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    outcomes: fc.array(outcome, { maxLength: most }),
    optional: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  })
  .map((row) => ({ ...row, outcomes: row.selected ? row.outcomes : [] }));

const edge = fc.record({
  check: fc.nat(most),
  framework: fc.constantFrom(...frameworkIds),
  control: fc.constantFrom(...controlIds),
});

/** Facts in which nothing is wrong but what was observed; mappings may repeat, and may be of frameworks out of scope. */
export const worlds: fc.Arbitrary<AssessmentFacts> = fc
  .record({
    rows: fc.array(observedCheck, { maxLength: most + 1 }),
    edges: fc.array(edge, { maxLength: 12 }),
    inScope: fc.subarray(frameworkIds),
    unread: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
    thresholds: fc.record({ score: percent, coverage: percent }),
  })
  .map(({ rows, edges, inScope, unread, thresholds }) =>
    factsWith({
      subjects: Array.from({ length: most }, (_, index) => workload(index)),
      problems: Array.from({ length: unread }, () => problem("a.yaml")),
      observations: rows.map(({ severity, selected, outcomes, optional }, index) => {
        const subjectsWith = (wanted: Outcome) =>
          outcomes.flatMap((found, subject) => (found === wanted ? [subject] : []));
        return observe(
          { ...check(checkId(index), severity), ...(optional && { optional }) },
          {
            selected,
            passes: subjectsWith("pass"),
            fails: subjectsWith("fail"),
            skips: subjectsWith("skip"),
            errs: subjectsWith("error"),
          },
        );
      }),
      frameworks: inScope.map((id) => framework(id, controlIds)),
      mappings: edges
        .filter((end) => end.check < rows.length)
        .map((end) => mapping(checkId(end.check), end.framework, end.control)),
      thresholds,
    }),
  );

/** The same world with the observations of one check replaced. */
export function replaceCheck(world: AssessmentFacts, changed: CheckObservations): AssessmentFacts {
  const observations = world.observations.map((observed) =>
    observed.check.id === changed.check.id ? changed : observed,
  );
  return { ...world, observations };
}

/** Every number of an assessment by a name that says where it stands. */
export function numbersOf(assessment: Assessment): ReadonlyMap<string, Score | null> {
  const numbers = new Map<string, Score | null>([
    ["strict", assessment.score.strict],
    ["adjusted", assessment.score.adjusted],
    ["coverage", assessment.coverage],
  ]);
  for (const { id, score, coverage, controls } of assessment.frameworks) {
    numbers.set(`${id} strict`, score.strict).set(`${id} adjusted`, score.adjusted).set(`${id} coverage`, coverage);
    for (const control of controls) {
      numbers.set(`${id} ${control.id} strict`, control.score.strict);
      numbers.set(`${id} ${control.id} adjusted`, control.score.adjusted);
    }
  }
  return numbers;
}

/** The exact share; no score is worth as little as 0. */
export function shareOf(score: Score | null | undefined): Rational {
  const [numerator = "0", denominator = "1"] = score?.exact.split("/") ?? [];
  return rational(BigInt(numerator), BigInt(denominator));
}

/** The names of the numbers that are higher in `after`, without those of coverage. */
export function raisedScores(before: Assessment, after: Assessment): readonly string[] {
  return raisedNumbers(before, after).filter((name) => !name.includes("coverage"));
}

export function raisedNumbers(before: Assessment, after: Assessment): readonly string[] {
  const old = numbersOf(before);
  return [...numbersOf(after)].flatMap(([name, score]) =>
    compare(shareOf(score), shareOf(old.get(name))) > 0 ? [name] : [],
  );
}

function checkId(index: number): string {
  return `theme/check-${index}`;
}
