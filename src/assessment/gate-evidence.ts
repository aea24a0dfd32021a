// The gate's conditions on evidence that somebody asked for: it is there, fresh, and of one commit.
import type { Evidence, GateCondition, RequiredEvidence, SubjectRecord } from "../model/index.ts";
import { namespacesOf } from "./baseline.ts";
import type { EvidenceDemands } from "./facts.ts";
import { isOf, type EvidenceDoubt, type EvidenceDoubts } from "./trusted-evidence.ts";
import { count, listed } from "./words.ts";

/** A condition for each thing that was asked for; none when nothing was. */
export function demandConditions(
  { required, commit }: EvidenceDemands,
  evidence: readonly Evidence[],
  subjects: readonly SubjectRecord[],
  doubts: EvidenceDoubts,
): readonly GateCondition[] {
  const conditions: GateCondition[] = [];
  if (required.length > 0) conditions.push(presence(required, evidence, subjects));
  if (required.some((one) => "source" in one && one.maxAgeHours !== undefined))
    conditions.push(doubtless("fresh-evidence", "stale", doubts, "what may be only so old is fresh"));
  const commits = new Set(evidence.flatMap((item) => item.commit ?? []));
  if (commit !== undefined || (required.length > 0 && commits.size > 0))
    conditions.push(
      doubtless("commit", "commit", doubts, `the evidence is of commit ${commit ?? [...commits].join(", ")}`),
    );
  return conditions;
}

function presence(
  required: readonly RequiredEvidence[],
  evidence: readonly Evidence[],
  subjects: readonly SubjectRecord[],
): GateCondition {
  const id = "required-evidence";
  const namespaces = namespacesOf(subjects);
  const missing = required.flatMap((one) => {
    if ("namespace" in one) {
      return namespaces.has(one.namespace) ? [] : [`anything in namespace ${one.namespace}`];
    }
    return evidence.some((item) => isOf(item, one.source) && item.documents > 0) ? [] : [one.source];
  });
  if (missing.length > 0) return { id, verdict: "incomplete", message: `required, and not there: ${listed(missing)}` };
  return { id, verdict: "pass", message: `${count(required.length, "required piece")} of evidence there` };
}

function doubtless(id: string, kind: EvidenceDoubt["kind"], doubts: EvidenceDoubts, otherwise: string): GateCondition {
  const reasons = [...doubts.values()].filter((doubt) => doubt.kind === kind).map(({ reason }) => reason);
  return reasons.length === 0
    ? { id, verdict: "pass", message: otherwise }
    : { id, verdict: "incomplete", message: listed(reasons) };
}
