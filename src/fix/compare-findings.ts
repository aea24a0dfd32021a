// What an assessment says that an earlier one did not: the reasons not to keep what was done in between.
import type { Assessment, Finding, SubjectRecord } from "../model/index.ts";

/** What has become worse, with the subject that it is about when there is one. */
export interface Regression {
  readonly subject: SubjectRecord | undefined;
  readonly source: string | undefined;
  readonly object: string | undefined;
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
    .map(({ finding, ...place }) => {
      return { ...place, finding, what: `there would be a new finding of ${finding.check}: ${finding.message}` };
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
    .map(({ source, message }) => ({ ...nowhere, source, what: `it could no longer be read: ${message}` }));
}

const nowhere = { subject: undefined, object: undefined };

interface Place {
  readonly subject: SubjectRecord | undefined;
  /** The name of its evidence. */
  readonly source: string | undefined;
  /** Tells the objects of a run apart, even those of the same name in one file, and stays when lines move. */
  readonly object: string | undefined;
}

interface PlacedFinding extends Place {
  readonly finding: Finding;
}

export function findingsOf(assessment: Assessment): readonly PlacedFinding[] {
  return assessment.checks.flatMap(({ findings }) =>
    findings.map((finding) => ({ finding, ...placed(assessment, finding.subject) })),
  );
}

function errorsOf({ checks }: Assessment): readonly { check: string; subject: number; message: string }[] {
  return checks.flatMap(({ check, errors }) => errors.map((error) => ({ check: check.id, ...error })));
}

function placed(assessment: Assessment, index: number): Place {
  const subject = assessment.subjects[index];
  const source = subject && assessment.evidence[subject.evidence]?.source;
  return { subject, source, object: objectsOf(assessment)[index] };
}

const known = new WeakMap<Assessment, readonly string[]>();

/** By subject: its source, which object of that it is, and its name. */
function objectsOf(assessment: Assessment): readonly string[] {
  let objects = known.get(assessment);
  if (objects) return objects;
  let number = 0;
  let last = "";
  objects = assessment.subjects.map(({ evidence, location: { line, column }, resource }) => {
    const place = `${evidence}:${line}:${column}`;
    if (!last.startsWith(`${evidence}:`)) number = 0;
    if (place !== last) number++;
    last = place;
    return JSON.stringify([assessment.evidence[evidence]?.source, number, resource]);
  });
  known.set(assessment, objects);
  return objects;
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
