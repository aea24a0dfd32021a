// Lays exceptions over what was observed: which findings each names, and whether it counts. An observation is never changed.
import {
  exceptionDays,
  type Check,
  type Exception,
  type ExceptionAssessment,
  type ExceptionState,
  type Finding,
  type SubjectRecord,
} from "../model/index.ts";
import type { CheckObservations } from "./facts.ts";
import { count } from "./words.ts";

/** What became of exceptions, and the findings that those in use cover. */
export interface AppliedExceptions {
  /** In the order of their ids. */
  readonly exceptions: readonly ExceptionAssessment[];
  /** With the id of the first that does. */
  readonly excepted: ReadonlyMap<Finding, string>;
}

/** `now` is the time of the assessment, ISO 8601. */
export function applyExceptions(
  exceptions: readonly Exception[],
  observations: readonly CheckObservations[],
  subjects: readonly SubjectRecord[],
  now: string,
): AppliedExceptions {
  const byCheck = new Map(observations.map((observed) => [observed.check.id, observed]));
  const excepted = new Map<Finding, string>();
  const sorted = exceptions.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const assessed = sorted.map((exception) => {
    const named = exception.checks.flatMap((id) => byCheck.get(id) ?? []);
    const findings = named.flatMap((observed) =>
      observed.findings.filter(({ subject }) => names(exception, subjects[subject])),
    );
    const { state, message } = judge(
      exception,
      named.map(({ check }) => check),
      findings.length,
      now,
    );
    if (state === "in-use")
      for (const finding of findings) if (!excepted.has(finding)) excepted.set(finding, exception.id);
    return { ...exception, state, message, findings: findings.map(({ fingerprint }) => fingerprint) };
  });
  return { exceptions: assessed, excepted };
}

/** Whether an exception that names findings does not count: somebody relies on it, and must not. */
export function isRelied({ state, findings }: Pick<ExceptionAssessment, "state" | "findings">): boolean {
  return findings.length > 0 && state !== "in-use";
}

function names({ subjects }: Exception, subject: SubjectRecord | undefined): boolean {
  return subjects.some(
    ({ kind, namespace, name }) =>
      subject?.resource.kind === kind && subject.resource.namespace === namespace && subject.resource.name === name,
  );
}

/** What an exception breaks, whatever was found: the first rule decides. Nothing when it may count. */
export function brokenRule(
  { requestedBy, approvedBy, approvedAt, expiresAt }: Exception,
  checks: readonly Pick<Check, "severity">[],
  now: string,
): { readonly state: ExceptionState; readonly message: string } | undefined {
  const [approved = NaN, expires = NaN, time = NaN] = [approvedAt, expiresAt, now].map((text) => Date.parse(text));
  if (isSamePerson(requestedBy, approvedBy))
    return { state: "self-approved", message: `${approvedBy} approved what ${requestedBy} asked for` };
  if (!(time >= approved)) return { state: "not-yet-approved", message: `it is approved from ${approvedAt} on` };
  if (!(time < expires)) return { state: "expired", message: `it expired at ${expiresAt}` };
  const days = Math.min(...checks.map(({ severity }) => exceptionDays[severity]));
  if (expires - approved > days * 86_400_000)
    return { state: "too-long", message: `it holds for more than ${days} days, which is the most for its checks` };
  return undefined;
}

function judge(
  exception: Exception,
  checks: readonly Check[],
  findings: number,
  now: string,
): { readonly state: ExceptionState; readonly message: string } {
  const broken = brokenRule(exception, checks, now);
  if (broken) return broken;
  if (findings > 0) return { state: "in-use", message: `it covers ${count(findings, "finding")}` };
  const known = new Set(checks.map(({ id }) => id));
  const unknown = exception.checks.filter((id) => !known.has(id));
  const message = unknown.length > 0 ? `there is no check ${unknown.join(", ")}` : "nothing that it names was found";
  return { state: "unmatched", message };
}

/** As people write names: case, spaces and compatible letters make nobody another. */
function isSamePerson(left: string, right: string): boolean {
  const plain = (name: string): string => name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
  return plain(left) === plain(right);
}
