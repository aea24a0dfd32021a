// What an assessment says that an earlier one did not: the reasons not to keep what was done in between.
import type { Assessment, Finding, SubjectRecord } from "../model/index.ts";

/** What has become worse, with the subject that it is about when there is one. */
export interface Regression {
  readonly subject: SubjectRecord | undefined;
  readonly source: string | undefined;
  /** A clause for the report. */
  readonly what: string;
  readonly finding?: Finding;
}

/**
 * Findings, errors and problems of `after` that `before` does not have. A finding is an earlier one when it has the same
 * fingerprint, or says the same of the same subject: items of a list that have no names move up when others go.
 */
export function regressions(before: Assessment, after: Assessment): readonly Regression[] {
  return [...newFindings(before, after), ...newErrors(before, after), ...newProblems(before, after)];
}

export function newFindings(before: Assessment, after: Assessment): readonly Regression[] {
  const fingerprints = new Bag<string>();
  for (const { finding, source } of findingsOf(before)) fingerprints.add(`${source} ${finding.fingerprint}`);
  const unmatched = findingsOf(after).filter(
    ({ finding, source }) => !fingerprints.take(`${source} ${finding.fingerprint}`),
  );
  if (unmatched.length === 0) return [];
  const known = new Set(findingsOf(after).map(({ finding, source }) => `${source} ${finding.fingerprint}`));
  const moved = new Bag<string>();
  for (const one of findingsOf(before))
    if (!known.has(`${one.source} ${one.finding.fingerprint}`)) moved.add(wordsOf(one));
  return unmatched
    .filter((one) => !moved.take(wordsOf(one)))
    .map(({ finding, subject, source }) => {
      return { subject, source, finding, what: `there would be a new finding of ${finding.check}: ${finding.message}` };
    });
}

function newErrors(before: Assessment, after: Assessment): readonly Regression[] {
  const known = new Bag<string>();
  for (const { check, subject } of errorsOf(before)) known.add(wordsOfError(before, check, subject));
  return errorsOf(after)
    .filter(({ check, subject }) => !known.take(wordsOfError(after, check, subject)))
    .map(({ check, subject, message }) => {
      return { ...placed(after, subject), what: `${check} could no longer judge it: ${message}` };
    });
}

function newProblems(before: Assessment, after: Assessment): readonly Regression[] {
  const known = new Bag<string>();
  for (const { source, code, message } of before.problems) known.add(`${source} ${code} ${message}`);
  return after.problems
    .filter(({ source, code, message }) => !known.take(`${source} ${code} ${message}`))
    .map(({ source, message }) => ({ subject: undefined, source, what: `it could no longer be read: ${message}` }));
}

interface PlacedFinding {
  readonly finding: Finding;
  readonly subject: SubjectRecord | undefined;
  readonly source: string | undefined;
}

export function findingsOf(assessment: Assessment): readonly PlacedFinding[] {
  return assessment.checks.flatMap(({ findings }) =>
    findings.map((finding) => ({ finding, ...placed(assessment, finding.subject) })),
  );
}

function errorsOf({ checks }: Assessment): readonly { check: string; subject: number; message: string }[] {
  return checks.flatMap(({ check, errors }) => errors.map((error) => ({ check: check.id, ...error })));
}

function placed(
  { subjects, evidence }: Assessment,
  index: number,
): { readonly subject: SubjectRecord | undefined; readonly source: string | undefined } {
  const subject = subjects[index];
  return { subject, source: subject && evidence[subject.evidence]?.source };
}

function wordsOf({ finding, subject, source }: PlacedFinding): string {
  return JSON.stringify([finding.check, source, subject?.resource, subject?.pod, finding.message]);
}

function wordsOfError(assessment: Assessment, check: string, index: number): string {
  const { subject, source } = placed(assessment, index);
  return JSON.stringify([check, source, subject?.resource, subject?.pod]);
}

/** Values with how often each is there. */
class Bag<T> {
  readonly #counts = new Map<T, number>();

  add(value: T): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  /** Whether there was one left. */
  take(value: T): boolean {
    const count = this.#counts.get(value) ?? 0;
    if (count > 0) this.#counts.set(value, count - 1);
    return count > 0;
  }
}
