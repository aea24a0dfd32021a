// What of an assessment a baseline keeps.
import type { Assessment, Baseline, BaselineScore, ScorePair } from "../model/index.ts";
import { namespacesOf } from "./baseline.ts";

/** All but the digest, which is of the text that is written. */
export function baselineOf({
  tool,
  assessedAt,
  bundle,
  checks,
  subjects,
  frameworks,
  score,
  coverage,
}: Assessment): Omit<Baseline, "sha256"> {
  return {
    schemaVersion: "1.0",
    tool,
    assessedAt,
    bundle: bundle.digest,
    score: exact(score),
    coverage: coverage?.exact ?? null,
    frameworks: frameworks.map(({ id, score, controls }) => ({
      id,
      score: exact(score),
      controls: controls.map((control) => ({ id: control.id, status: control.status, score: exact(control.score) })),
    })),
    checks: checks
      .filter(({ status, notRequired }) => status !== "satisfied" && !notRequired)
      .map(({ check, status }) => ({ id: check.id, status })),
    namespaces: [...namespacesOf(subjects)],
    findings: checks.flatMap(({ findings }) =>
      findings.map(({ fingerprint, check, severity, location, message }) => ({
        fingerprint,
        check,
        severity,
        location,
        message,
      })),
    ),
  };
}

function exact({ strict, adjusted }: ScorePair): BaselineScore {
  return { strict: strict?.exact ?? null, adjusted: adjusted?.exact ?? null };
}
