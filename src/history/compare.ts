// What changed from one assessment to another: numbers, controls, findings, and what they were judged by.
import { compare, exactPair, fromFraction } from "../assessment/index.ts";
import {
  controlStatuses,
  type Assessment,
  type ControlAssessment,
  type ControlStatus,
  type Finding,
  type GateCondition,
  type ScorePair,
} from "../model/index.ts";

/** Exact shares, or null where there was no score. */
export interface Change<T> {
  readonly before: T;
  readonly after: T;
}

export interface ScoreChange {
  /** `overall`, or a framework's id. */
  readonly of: string;
  readonly strict: Change<string | null>;
  readonly adjusted: Change<string | null>;
}

export interface ControlChange {
  readonly framework: string;
  readonly control: string;
  /** Null where the control is not in the assessment. */
  readonly status: Change<ControlStatus | null>;
  readonly adjusted: Change<string | null>;
  readonly direction: "better" | "worse" | "other";
}

export interface Comparison {
  readonly scores: readonly ScoreChange[];
  readonly coverage: Change<string | null>;
  readonly verdict: Change<string>;
  /** Conditions of the gate whose verdict changed; null where there was none. */
  readonly conditions: readonly ({ readonly id: string } & Change<GateCondition["verdict"] | null>)[];
  /** Controls whose status or score changed, the worse ones first. */
  readonly controls: readonly ControlChange[];
  readonly findings: {
    readonly new: readonly Finding[];
    readonly fixed: readonly Finding[];
    readonly unchanged: number;
    /** Fingerprints of findings that an exception covers only in one of the two. */
    readonly excepted: readonly string[];
    readonly noLongerExcepted: readonly string[];
  };
  /** What a change of numbers may be due to, beside the system itself. */
  readonly notes: readonly string[];
}

/** Pure; two equal assessments give a comparison in which nothing changed. */
export function compareAssessments(before: Assessment, after: Assessment): Comparison {
  const [old, now] = [findingsOf(before), findingsOf(after)];
  const both = [...now.values()].filter(({ fingerprint }) => old.has(fingerprint));
  return {
    scores: [
      { of: "overall", ...scoreChange(before.score, after.score) },
      ...joined(idsOf(before), idsOf(after)).map((id) => ({
        of: id,
        ...scoreChange(frameworkScore(before, id), frameworkScore(after, id)),
      })),
    ],
    coverage: { before: before.coverage?.exact ?? null, after: after.coverage?.exact ?? null },
    verdict: { before: before.gate.verdict, after: after.gate.verdict },
    conditions: conditionChanges(before, after),
    controls: controlChanges(before, after),
    findings: {
      new: [...now.values()].filter(({ fingerprint }) => !old.has(fingerprint)),
      fixed: [...old.values()].filter(({ fingerprint }) => !now.has(fingerprint)),
      unchanged: both.length,
      excepted: both.filter((one) => one.exception !== undefined && !exceptionOf(old, one)).map(fingerprintOf),
      noLongerExcepted: both.filter((one) => one.exception === undefined && exceptionOf(old, one)).map(fingerprintOf),
    },
    notes: notesOn(before, after),
  };
}

/** Whether anything got worse: a control, or a finding that was not there. */
export function isRegression({ controls, findings }: Comparison): boolean {
  const open = findings.new.some(({ exception }) => exception === undefined);
  return open || findings.noLongerExcepted.length > 0 || controls.some(({ direction }) => direction === "worse");
}

function findingsOf({ checks }: Assessment): ReadonlyMap<string, Finding> {
  return new Map(checks.flatMap(({ findings }) => findings.map((finding) => [finding.fingerprint, finding] as const)));
}

function exceptionOf(findings: ReadonlyMap<string, Finding>, { fingerprint }: Finding): boolean {
  return findings.get(fingerprint)?.exception !== undefined;
}

function fingerprintOf({ fingerprint }: Finding): string {
  return fingerprint;
}

function conditionChanges(before: Assessment, after: Assessment): Comparison["conditions"] {
  const verdicts = ({ gate }: Assessment): ReadonlyMap<string, GateCondition["verdict"]> =>
    new Map(gate.conditions.map(({ id, verdict }) => [id, verdict]));
  const [old, now] = [verdicts(before), verdicts(after)];
  return joined([...old.keys()], [...now.keys()])
    .map((id) => ({ id, before: old.get(id) ?? null, after: now.get(id) ?? null }))
    .filter((change) => change.before !== change.after);
}

function controlChanges(before: Assessment, after: Assessment): readonly ControlChange[] {
  const controls = ({ frameworks }: Assessment): ReadonlyMap<string, ControlAssessment> =>
    new Map(
      frameworks.flatMap(({ id, controls }) =>
        controls.map((control): [string, ControlAssessment] => [`${id}/${control.id}`, control]),
      ),
    );
  const [old, now] = [controls(before), controls(after)];
  const changes = joined([...old.keys()], [...now.keys()]).flatMap((key): readonly ControlChange[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const status = { before: was?.status ?? null, after: is?.status ?? null };
    const scores = scoreChange(was?.score, is?.score);
    const { adjusted, strict } = scores;
    if (status.before === status.after && adjusted.before === adjusted.after && strict.before === strict.after)
      return [];
    const at = key.indexOf("/");
    const direction = directionOf(status, adjusted, strict);
    return [{ framework: key.slice(0, at), control: key.slice(at + 1), status, adjusted, direction }];
  });
  const order = ["worse", "other", "better"];
  return changes.toSorted((left, right) => order.indexOf(left.direction) - order.indexOf(right.direction));
}

/** By the status where it changed, else by the score. What is not applicable is neither better nor worse. */
function directionOf(
  { before, after }: Change<ControlStatus | null>,
  ...scores: readonly Change<string | null>[]
): ControlChange["direction"] {
  if (before === null || after === null || before === "not-applicable" || after === "not-applicable") return "other";
  const rank = controlStatuses.indexOf(after) - controlStatuses.indexOf(before);
  if (rank !== 0) return rank < 0 ? "worse" : "better";
  for (const { before: was, after: is } of scores) {
    const difference = compareShares(is, was);
    if (difference !== 0) return difference < 0 ? "worse" : "better";
  }
  return "other";
}

/** No score is worth as little as 0. */
function compareShares(left: string | null, right: string | null): number {
  return compare(fromFraction(left ?? "0/1"), fromFraction(right ?? "0/1"));
}

function notesOn(before: Assessment, after: Assessment): readonly string[] {
  const notes: string[] = [];
  const told = (what: string, was: string, is: string): void => {
    if (was !== is) notes.push(`${what}: ${was} before, ${is} after`);
  };
  told("bundle", before.bundle.digest, after.bundle.digest);
  told("version of Kubernetes", before.bundle.kubernetes, after.bundle.kubernetes);
  told("version of Touchstone", before.tool.version, after.tool.version);
  told("frameworks", idsOf(before).join(", "), idsOf(after).join(", "));
  const sources = ({ evidence }: Assessment): string => [...new Set(evidence.map(({ source }) => source))].join(", ");
  told("evidence", sources(before), sources(after));
  return notes;
}

function idsOf({ frameworks }: Assessment): readonly string[] {
  return frameworks.map(({ id }) => id);
}

function frameworkScore({ frameworks }: Assessment, id: string): ScorePair | undefined {
  return frameworks.find((framework) => framework.id === id)?.score;
}

function scoreChange(
  before: ScorePair = unscored,
  after: ScorePair = unscored,
): Record<"strict" | "adjusted", Change<string | null>> {
  const [was, is] = [exactPair(before), exactPair(after)];
  return {
    strict: { before: was.strict, after: is.strict },
    adjusted: { before: was.adjusted, after: is.adjusted },
  };
}

const unscored: ScorePair = { strict: null, adjusted: null };

function joined(left: readonly string[], right: readonly string[]): readonly string[] {
  return [...new Set([...left, ...right])];
}
