// Which evidence may count: it is fresh enough, and of the commit that is assessed. What passed on any other is no pass.
import type { Evidence, RequiredEvidence, SubjectRecord } from "../model/index.ts";
import type { CheckObservations, EvidenceDemands } from "./facts.ts";

export interface EvidenceDoubt {
  readonly kind: "stale" | "commit";
  readonly reason: string;
}

/** What is wrong with each evidence that may not count, by its index. */
export type EvidenceDoubts = ReadonlyMap<number, EvidenceDoubt>;

/** `now` is the time of the assessment, ISO 8601. Staleness comes before a wrong commit. */
export function doubtsOf(evidence: readonly Evidence[], demands: EvidenceDemands, now: string): EvidenceDoubts {
  const doubts = new Map<number, EvidenceDoubt>();
  const commit = expectedCommit(evidence, demands);
  for (const [index, item] of evidence.entries()) {
    if (item.kind === "configuration") continue;
    const asked = demands.required.filter((required) => "source" in required && isOf(item, required.source));
    const stale = asked.flatMap((required) => staleness(item, required, now) ?? [])[0];
    if (stale !== undefined) doubts.set(index, { kind: "stale", reason: stale });
    else if (commit !== undefined && (demands.commit !== undefined || asked.length > 0) && item.commit !== commit)
      doubts.set(index, { kind: "commit", reason: otherCommit(item, commit) });
  }
  return doubts;
}

/** Whether evidence is of a source: the source itself, or something below the folder. */
export function isOf({ source }: Pick<Evidence, "source">, wanted: string): boolean {
  const folder = wanted.replace(/^\.\//, "").replace(/\/$/, "");
  return folder === "." || source === folder || source.startsWith(`${folder}/`);
}

/** Moves what passed on evidence in doubt to what says nothing. Failures stay: they are no reason to trust. */
export function withoutDoubted(
  observed: CheckObservations,
  subjects: readonly SubjectRecord[],
  doubts: EvidenceDoubts,
): CheckObservations {
  if (doubts.size === 0) return observed;
  const doubtOf = (subject: number): EvidenceDoubt | undefined => doubts.get(subjects[subject]?.evidence ?? -1);
  const doubted = observed.passed.flatMap((subject) => {
    const doubt = doubtOf(subject);
    return doubt ? [{ subject, reason: `it passed, on evidence that does not count: ${doubt.reason}` }] : [];
  });
  if (doubted.length === 0) return observed;
  return {
    ...observed,
    passed: observed.passed.filter((subject) => !doubtOf(subject)),
    notApplicable: [...observed.notApplicable, ...doubted].toSorted((left, right) => left.subject - right.subject),
    doubted: doubted.length,
  };
}

/** What was asked for, or else the commit of the first required evidence that has one. */
function expectedCommit(evidence: readonly Evidence[], { required, commit }: EvidenceDemands): string | undefined {
  if (commit !== undefined) return commit;
  const sources = required.flatMap((one) => ("source" in one ? [one.source] : []));
  return evidence.find((item) => item.commit !== undefined && sources.some((source) => isOf(item, source)))?.commit;
}

function staleness(item: Evidence, required: RequiredEvidence, now: string): string | undefined {
  if (!("maxAgeHours" in required) || required.maxAgeHours === undefined) return undefined;
  // Somebody else made a manifest, a log or a bill; these the collector made as it was collected.
  const isOthers = !["chart", "kustomization", "cluster", "configuration"].includes(item.kind);
  const made = item.record?.madeAt ?? (isOthers ? undefined : item.collectedAt);
  if (made === undefined) return `${item.source} has no record of when it was made`;
  const hours = (Date.parse(now) - Date.parse(made)) / 3_600_000;
  if (hours <= required.maxAgeHours) return undefined;
  return `${item.source} was made at ${made}, more than ${required.maxAgeHours} hours ago`;
}

function otherCommit({ source, commit }: Evidence, expected: string): string {
  return commit === undefined
    ? `nothing says of which commit ${source} is; ${shortened(expected)} is expected`
    : `${source} is of commit ${shortened(commit)}, not of ${shortened(expected)}`;
}

function shortened(commit: string): string {
  return commit.slice(0, 12);
}
