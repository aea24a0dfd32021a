// SARIF 2.1.0: our findings as results, our checks as rules, our frameworks as taxonomies.
import type { Invocation, Log, Result } from "sarif";
import { errorCodes, type Assessment, type CheckAssessment, type Finding } from "../model/index.ts";
import type { ReportContext } from "./context.ts";
import { subjectAt } from "./groups.ts";
import { jsonPieces } from "./json-text.ts";
import { artifactLocation, findingLocation, problemLocation, sourceRoot } from "./sarif-location.ts";
import { levelOf, ruleOf } from "./sarif-rules.ts";
import { taxonomiesOf } from "./sarif-taxonomies.ts";
import { sarifText } from "./sarif-text.ts";
import { sentence } from "./text.ts";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** One run with every check that was assessed as a rule, whether or not it has results. */
export function renderSarif(assessment: Assessment, context: ReportContext): Iterable<string> {
  const { tool, checks, assessedAt, problems } = assessment;
  const taxonomies = taxonomiesOf(checks, context.frameworks);
  const codes = [...new Set(problems.map(({ code }) => code))];
  const log: Log = {
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            version: tool.version,
            semanticVersion: tool.version,
            rules: checks.map((check) => ruleOf(check, assessment, taxonomies)),
            notifications: codes.map((code) => ({ id: code, shortDescription: { text: errorCodes[code] } })),
            supportedTaxonomies: taxonomies.map(({ name }, index) => ({ name, index })),
          },
        },
        taxonomies,
        invocations: [invocationOf(assessment)],
        automationDetails: { id: `touchstone/${assessedAt}` },
        originalUriBaseIds: { [sourceRoot]: { description: { text: "The folder that Touchstone was run in." } } },
        columnKind: "utf16CodeUnits",
        artifacts: assessment.evidence
          .filter(({ kind, source }) => kind === "manifest" && source !== "-")
          .map(({ source, sha256, bytes }) => ({
            location: artifactLocation(source),
            length: bytes,
            roles: ["analysisTarget"],
            hashes: { "sha-256": sha256 },
          })),
        results: [
          ...checks.flatMap((check, index) =>
            check.findings.map((finding) => resultOf(finding, check, index, assessment)),
          ),
          ...absentResults(assessment),
        ],
        properties: propertiesOf(assessment),
      },
    ],
  };
  return jsonPieces(log);
}

function resultOf(finding: Finding, { check }: CheckAssessment, ruleIndex: number, assessment: Assessment): Result {
  const of = subjectAt(assessment, finding.subject);
  return {
    ruleId: check.id,
    ruleIndex,
    kind: "fail",
    level: levelOf(finding.severity),
    message: { text: sarifText(sentence(finding.message)) },
    locations: [findingLocation(finding.location, of)],
    partialFingerprints: { "touchstone/v1": finding.fingerprint },
    // Present on every result or on none, says the standard; empty means that nobody accepted the deviation.
    suppressions: suppressionsOf(finding, assessment),
    ...(finding.baseline && { baselineState: finding.baseline }),
  };
}

/** What the baseline has and this run has not: consumers close it. */
function absentResults({ baseline, checks }: Assessment): Result[] {
  const rules = new Map(checks.map(({ check }, index) => [check.id, index]));
  return (baseline?.fixed ?? []).map(({ fingerprint, check, severity, location, message }) => {
    const ruleIndex = rules.get(check);
    return {
      ruleId: check,
      ...(ruleIndex !== undefined && { ruleIndex }),
      kind: "fail",
      level: levelOf(severity),
      message: { text: sarifText(sentence(message)) },
      locations: [problemLocation(location)],
      partialFingerprints: { "touchstone/v1": fingerprint },
      suppressions: [],
      baselineState: "absent",
    };
  });
}

function suppressionsOf(
  { exception: id }: Finding,
  { exceptions = [] }: Assessment,
): NonNullable<Result["suppressions"]> {
  return exceptions
    .filter((exception) => exception.id === id)
    .map(({ type, reason, approvedBy, expiresAt, location }) => ({
      kind: "external",
      status: "accepted",
      justification: sarifText(`${type}, approved by ${approvedBy} until ${expiresAt}: ${reason}`),
      location: problemLocation(location),
    }));
}

// A run that could not read or decide everything is not a successful one: consumers must not take silence for health.
function invocationOf(assessment: Assessment): Invocation {
  const { problems, checks, assessedAt } = assessment;
  const unread: Invocation["toolConfigurationNotifications"] = problems.map(({ code, location, message, hint }) => ({
    descriptor: { id: code },
    level: "error",
    message: { text: sarifText(`${sentence(message)} ${hint}`) },
    locations: [problemLocation(location)],
  }));
  const undecided: Invocation["toolExecutionNotifications"] = checks.flatMap(({ check, errors }, index) =>
    errors.map(({ subject, message }) => {
      const of = subjectAt(assessment, subject);
      return {
        associatedRule: { id: check.id, index },
        level: "error",
        message: { text: sarifText(sentence(message)) },
        locations: [findingLocation(of.location, of)],
      };
    }),
  );
  return {
    executionSuccessful: unread.length === 0 && undecided.length === 0,
    endTimeUtc: assessedAt,
    toolConfigurationNotifications: unread,
    toolExecutionNotifications: undecided,
  };
}

function propertiesOf({ bundle, score, coverage, frameworks, gate }: Assessment): Readonly<Record<string, unknown>> {
  return {
    bundleDigest: bundle.digest,
    score,
    coverage,
    frameworks: frameworks.map(({ id, score, coverage, reach }) => ({ id, score, coverage, reach })),
    gate: gate.verdict,
  };
}
