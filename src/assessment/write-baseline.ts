// What of an assessment a baseline keeps.
import type { Assessment, Baseline } from "../model/index.ts";
import { namespacesOf } from "./baseline.ts";
import { exactPair } from "./framework-score.ts";

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
    score: exactPair(score),
    coverage: coverage?.exact ?? null,
    frameworks: frameworks.map(({ id, score, controls }) => ({
      id,
      score: exactPair(score),
      controls: controls.map((control) => ({
        id: control.id,
        status: control.status,
        score: exactPair(control.score),
      })),
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
