// Looks at an assessment the way people read it: findings by check, the most severe first, each with its controls.
import {
  compareSeverity,
  type Assessment,
  type CheckAssessment,
  type Finding,
  type SubjectRecord,
} from "../model/index.ts";

/** The controls of one framework that a check's result is evidence for. */
export interface ControlList {
  readonly framework: string;
  readonly title: string;
  readonly controls: readonly string[];
}

/** An error of a check on a subject, together with the check. */
export interface CheckError {
  readonly check: string;
  readonly subject: number;
  readonly message: string;
}

/** Every check from the most to the least severe, then by id. */
export function checksBySeverity({ checks }: Assessment): readonly CheckAssessment[] {
  return checks.toSorted(
    ({ check: left }, { check: right }) =>
      compareSeverity(left.severity, right.severity) || (left.id < right.id ? -1 : 1),
  );
}

/** The checks that have findings, in the order of `checksBySeverity`. */
export function failedChecks(assessment: Assessment): readonly CheckAssessment[] {
  return checksBySeverity(assessment).filter(({ findings }) => findings.length > 0);
}

/** Whether every finding of a check is an accepted deviation. */
export function isExcepted({ status }: CheckAssessment): boolean {
  return status === "satisfied-with-exception";
}

/** Who accepted a finding, and until when; nothing when nobody did. */
function acceptanceOf({ exception: id }: Finding, { exceptions = [] }: Assessment): string | undefined {
  const exception = exceptions.find((one) => one.id === id);
  return exception && `accepted by exception ${exception.id} until ${exception.expiresAt}`;
}

/** Why a finding fails no gate: somebody accepted it, or the baseline has it. Nothing when it does. */
export function toleranceOf(finding: Finding, assessment: Assessment): string | undefined {
  const known = finding.baseline === "unchanged" && assessment.baseline;
  return acceptanceOf(finding, assessment) ?? (known ? `known since ${known.assessedAt}` : undefined);
}

/** What stands after a finding's message: why it fails no gate, or that it is new; nothing when neither is to say. */
export function remarkOn(finding: Finding, assessment: Assessment): string | undefined {
  return toleranceOf(finding, assessment) ?? (finding.baseline === "new" ? "new" : undefined);
}

/** The message of a finding, and the remark on it, if there is one. */
export function messageWithRemark(finding: Finding, assessment: Assessment): string {
  const remark = remarkOn(finding, assessment);
  return remark === undefined ? finding.message : `${finding.message} (${remark})`;
}

/** Every error of every check, in the order of `checksBySeverity`. */
export function checkErrors(assessment: Assessment): readonly CheckError[] {
  return checksBySeverity(assessment).flatMap(({ check, errors }) =>
    errors.map((error) => ({ check: check.id, ...error })),
  );
}

/** The controls that a check is mapped to, by framework in the assessment's order. */
export function controlsOf({ mappings }: CheckAssessment, { frameworks }: Assessment): readonly ControlList[] {
  return frameworks.flatMap(({ id, title }) => {
    const controls = new Set(mappings.filter(({ framework }) => framework === id).map(({ control }) => control));
    return controls.size === 0 ? [] : [{ framework: id, title, controls: [...controls] }];
  });
}

/** The findings of one check by subject: together they are one failing observation each. */
export function findingsBySubject(findings: readonly Finding[]): ReadonlyMap<number, readonly Finding[]> {
  return groupBy(findings, ({ subject }) => subject);
}

/** The checks that were not assessed, by the reason why, in the order of `checksBySeverity`. */
export function notAssessedChecks(assessment: Assessment): ReadonlyMap<string, readonly CheckAssessment[]> {
  const checks = checksBySeverity(assessment).filter(({ status }) => status === "not-assessed");
  return groupBy(checks, notAssessedReason);
}

/** Why a check was not assessed; never empty, because a gap without a word looks like health. */
export function notAssessedReason({ reason }: CheckAssessment): string {
  return reason ?? "no reason recorded";
}

/** Items by key, both in the order of their first appearance. */
export function groupBy<Key, Item>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/**
 * The subject at an index.
 * @throws RangeError when the assessment refers to a subject that it does not list, which is a bug of ours
 */
export function subjectAt({ subjects }: Assessment, index: number): SubjectRecord {
  const subject = subjects[index];
  if (subject === undefined) throw new RangeError(`the assessment has no subject ${index}`);
  return subject;
}
