// Checks as the HTML report shows them: findings, positive evidence, what did not apply, and what each is evidence for.
import type { Assessment, Check, CheckAssessment, Finding, Framework } from "../model/index.ts";
import { groupBy, messageWithRemark, notAssessedReason, subjectAt } from "./groups.ts";
import { count, pathText, placeOf, prose, statusText, webAddress, subjectName } from "./text.ts";

/** A subject in a list: what it is, and where it stands. */
export interface HtmlSubject {
  readonly name: string;
  readonly place: string;
}

export interface HtmlCheck {
  readonly anchor: string;
  readonly id: string;
  readonly title: string;
  readonly severity: string;
  readonly status: string;
  readonly statusText: string;
  /** Why it was not assessed; empty otherwise. */
  readonly reason: string;
  /** What the line of a closed check says of its observations. */
  readonly outcome: string;
  readonly description: string;
  readonly remediation: string;
  readonly findings: readonly HtmlFinding[];
  readonly findingCount: string;
  readonly errors: readonly (HtmlSubject & { readonly message: string })[];
  readonly errorCount: string;
  readonly passed: readonly HtmlSubject[];
  readonly passedCount: string;
  readonly notApplicable: readonly { readonly reason: string; readonly subjects: readonly HtmlSubject[] }[];
  readonly notApplicableCount: string;
  readonly mappings: readonly HtmlMapping[];
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly references: readonly { readonly text: string; readonly address: string | null }[];
}

interface HtmlFinding extends HtmlSubject {
  readonly severity: string;
  readonly message: string;
  readonly path: string;
}

interface HtmlMapping {
  readonly framework: string;
  readonly control: string;
  readonly title: string;
  readonly strength: string;
  readonly basis: string;
  readonly rationale: string;
}

/** The place of a check in the page. */
export function checkAnchor(id: string): string {
  return `check/${id}`;
}

/** Everything about one check. */
export function checkView(group: CheckAssessment, assessment: Assessment, frameworks: readonly Framework[]): HtmlCheck {
  const { check, status, findings, errors, passed, notApplicable } = group;
  function view(index: number): HtmlSubject {
    const of = subjectAt(assessment, index);
    return { name: subjectName(of), place: placeOf(of.location) };
  }
  const reasons = [...groupBy(notApplicable, ({ reason }) => reason)];
  return {
    anchor: checkAnchor(check.id),
    id: check.id,
    title: prose(check.title),
    severity: check.severity,
    status,
    statusText: statusText(status),
    reason: status === "not-assessed" ? notAssessedReason(group) : "",
    outcome: outcomeOf(group),
    description: prose(check.description),
    remediation: prose(check.remediation),
    findings: findings.map((finding) => findingView(finding, assessment)),
    findingCount: count(findings.length, "finding"),
    errors: errors.map(({ subject, message }) => ({ ...view(subject), message })),
    errorCount: count(errors.length, "error"),
    passed: passed.map(view),
    passedCount: count(passed.length, "subject"),
    notApplicable: reasons.map(([reason, list]) => ({ reason, subjects: list.map(({ subject }) => view(subject)) })),
    notApplicableCount: count(notApplicable.length, "subject"),
    mappings: mappingViews(group, assessment, frameworks),
    facts: factsOf(check),
    references: check.references.map((text) => ({ text, address: webAddress(text) ?? null })),
  };
}

function outcomeOf({ findings, errors, passed, notApplicable }: CheckAssessment): string {
  const parts = [
    findings.length > 0 ? count(findings.length, "finding") : "",
    errors.length > 0 ? count(errors.length, "error") : "",
    passed.length > 0 ? `${passed.length.toLocaleString("en")} passed` : "",
    notApplicable.length > 0 ? `${notApplicable.length.toLocaleString("en")} not applicable` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "no observations" : parts.join(", ");
}

function findingView(finding: Finding, assessment: Assessment): HtmlFinding {
  const { subject, severity, path, location } = finding;
  const of = subjectAt(assessment, subject);
  const message = messageWithRemark(finding, assessment);
  return { name: subjectName(of), place: placeOf(location), severity, message, path: pathText(path) };
}

function mappingViews(
  { mappings }: CheckAssessment,
  assessment: Assessment,
  catalogues: readonly Framework[],
): readonly HtmlMapping[] {
  return mappings.map(({ framework, control, strength, basis, rationale }) => {
    const catalogue = catalogues.find(({ id }) => id === framework);
    const title = assessment.frameworks.find(({ id }) => id === framework)?.title ?? catalogue?.title ?? framework;
    return {
      framework: title,
      control,
      title: catalogue?.controls.find(({ id }) => id === control)?.title ?? "",
      strength,
      basis,
      rationale,
    };
  });
}

function factsOf({ scope, kinds, cwe, tags, aliases, file }: Check): HtmlCheck["facts"] {
  const facts = [
    ["Scope", `${scope}, reads ${kinds.join(", ")}`],
    ["CWE", cwe.map((number) => `CWE-${number}`).join(", ")],
    ["Tags", tags.join(", ")],
    ["Also known as", aliases.join(", ")],
    ["Policy", file],
  ] as const;
  return facts.filter(([, value]) => value !== "").map(([name, value]) => ({ name, value }));
}
