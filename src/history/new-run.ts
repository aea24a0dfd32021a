// What a store keeps of an assessment.
import { createHash } from "node:crypto";
import { exactPair } from "../assessment/index.ts";
import { severities, type Assessment, type Severity } from "../model/index.ts";
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
    ...exactPair(assessment.score),
    coverage: assessment.coverage?.exact ?? null,
    verdict: assessment.gate.verdict,
    findings: openFindings(assessment),
    scores: assessment.frameworks.flatMap(({ id: framework, score, controls }): readonly StoredScore[] => [
      { framework, ...exactPair(score) },
      ...controls.map((control) => ({
        framework,
        control: control.id,
        status: control.status,
        ...exactPair(control.score),
      })),
    ]),
    document,
  };
}

function openFindings({ checks }: Assessment): Readonly<Record<Severity, number>> {
  const open = checks.flatMap(({ findings }) => findings.filter(({ exception }) => exception === undefined));
  const counts = severities.map((severity) => [severity, open.filter((one) => one.severity === severity).length]);
  return Object.fromEntries(counts) as Record<Severity, number>;
}
