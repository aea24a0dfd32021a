// What a store keeps of an assessment.
import { createHash } from "node:crypto";
import { severities, type Assessment, type ScorePair, type Severity } from "../model/index.ts";
import type { NewRun, StoredScore } from "./store.ts";

/** `document` is the assessment as JSON; its digest is the run's id. */
export function newRun(assessment: Assessment, name: string, document: string): NewRun {
  const commits = new Set(assessment.evidence.flatMap(({ commit }) => commit ?? []));
  const [commit] = commits;
  return {
    id: createHash("sha256").update(document).digest("hex"),
    name,
    assessedAt: assessment.assessedAt,
    toolVersion: assessment.tool.version,
    bundle: assessment.bundle.digest,
    kubernetes: assessment.bundle.kubernetes,
    commit: commits.size === 1 && commit !== undefined ? commit : null,
    ...exact(assessment.score),
    coverage: assessment.coverage?.exact ?? null,
    verdict: assessment.gate.verdict,
    findings: openFindings(assessment),
    scores: assessment.frameworks.flatMap(({ id: framework, score, controls }): readonly StoredScore[] => [
      { framework, ...exact(score) },
      ...controls.map((control) => ({
        framework,
        control: control.id,
        status: control.status,
        ...exact(control.score),
      })),
    ]),
    document,
  };
}

function exact({ strict, adjusted }: ScorePair): { readonly strict: string | null; readonly adjusted: string | null } {
  return { strict: strict?.exact ?? null, adjusted: adjusted?.exact ?? null };
}

function openFindings({ checks }: Assessment): Readonly<Record<Severity, number>> {
  const open = checks.flatMap(({ findings }) => findings.filter(({ exception }) => exception === undefined));
  const counts = severities.map((severity) => [severity, open.filter((one) => one.severity === severity).length]);
  return Object.fromEntries(counts) as Record<Severity, number>;
}
