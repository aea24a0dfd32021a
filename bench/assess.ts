// `bench assess`: how the time of assessing grows with the results: statuses, exceptions, scores, gate, and a baseline.
import { assess, baselineOf, defaultThresholds, type AssessmentFacts } from "../src/assessment/index.ts";
import { loadBuiltIn } from "../src/library/built-in.ts";
import type { Exception, Finding } from "../src/model/index.ts";
import { median } from "./statistics.ts";
import { renderTable } from "./table.ts";

/** Results: observations of a check on a subject. The third is what has to be assessed in about a second. */
const sizes = [25_000, 50_000, 100_000, 200_000];
/** One in so many results is a finding; one finding in ten has an exception. */
const failing = 10;

interface Point {
  readonly results: number;
  readonly findings: number;
  /** In seconds. */
  readonly seconds: number;
  /** With a baseline that has every finding. */
  readonly baseline: number;
}

export async function benchAssess(rounds: number, progress: (line: string) => void): Promise<readonly Point[]> {
  const { bundle, frameworks, mappings } = await loadBuiltIn();
  const points: Point[] = [];
  for (const results of sizes) {
    progress(`${results} results`);
    const facts = factsOf(results, { checks: bundle.checks, frameworks, mappings });
    const baseline = { ...baselineOf(assess(facts)), sha256: "" };
    const findings = baseline.findings.length;
    const runs = Array.from({ length: rounds }, () => ({
      seconds: timed(facts, findings),
      baseline: timed({ ...facts, baseline }, findings),
    }));
    const middle = (part: "seconds" | "baseline"): number => median(runs.map((run) => run[part]));
    points.push({ results, findings, seconds: middle("seconds"), baseline: middle("baseline") });
  }
  return points;
}

/** Every finding has to be there, so that nobody can leave the work out. */
function timed(facts: AssessmentFacts, findings: number): number {
  const start = performance.now();
  const { checks } = assess(facts);
  const seconds = (performance.now() - start) / 1000;
  const found = checks.reduce((sum, check) => sum + check.findings.length, 0);
  if (found !== findings) throw new Error(`${found} findings instead of ${findings}`);
  return seconds;
}

function factsOf(
  results: number,
  library: Pick<AssessmentFacts, "frameworks" | "mappings"> & {
    readonly checks: readonly AssessmentFacts["observations"][number]["check"][];
  },
): AssessmentFacts {
  const { checks, frameworks, mappings } = library;
  const perCheck = Math.ceil(results / checks.length);
  const subjects = Array.from({ length: perCheck }, (_, index) => ({
    kind: "workload" as const,
    resource: { apiVersion: "apps/v1", kind: "Deployment", namespace: `team-${index % 40}`, name: `app-${index}` },
    evidence: 0,
    location: { file: "k8s/all.yaml", line: index + 1 },
  }));
  const observations = checks.map((check, row) => {
    const [passed, failed]: [number[], number[]] = [[], []];
    for (let subject = 0; subject < perCheck; subject++)
      ((subject + row) % failing === 0 ? failed : passed).push(subject);
    const findings: Finding[] = failed.map((subject) => ({
      fingerprint: `${check.id}#${subject}`,
      check: check.id,
      severity: check.severity,
      subject,
      path: ["spec"],
      location: { file: "k8s/all.yaml", line: subject + 1 },
      message: "it is wrong",
      details: {},
    }));
    return { check, selected: true, passed, findings, notApplicable: [], errors: [] };
  });
  const exceptions: Exception[] = observations.flatMap(({ check, findings }) =>
    findings
      .filter((_, index) => index % 10 === 0)
      .map(({ subject, fingerprint }) => ({
        id: fingerprint.replaceAll(/[^A-Za-z0-9]/g, "-"),
        type: "risk-accepted" as const,
        checks: [check.id],
        subjects: [{ kind: "Deployment", namespace: `team-${subject % 40}`, name: `app-${subject}` }],
        reason: "It may.",
        requestedBy: "ada",
        approvedBy: "grace",
        approvedAt: "2026-01-01",
        expiresAt: "2026-01-20",
        location: { file: "exceptions.yaml", line: 1 },
      })),
  );
  return {
    toolVersion: "0",
    assessedAt: "2026-01-02T00:00:00Z",
    bundleDigest: "sha256:0",
    kubernetes: "1.34",
    evidence: [],
    problems: [],
    subjects,
    observations,
    frameworks,
    mappings,
    exceptions,
    thresholds: defaultThresholds,
  };
}

/** Each time beside how many times that of the fewest results it is, as the results are. */
export function renderAssess(points: readonly Point[]): string {
  const [first] = points;
  const cell = (value: number, least: number | undefined): string =>
    `${value.toFixed(3)} s (${(value / (least ?? value)).toFixed(1)}x)`;
  const rows = points.map(({ results, findings, seconds, baseline }) => [
    `${results} (${(results / (first?.results ?? 1)).toFixed(1)}x)`,
    String(findings),
    cell(seconds, first?.seconds),
    cell(baseline, first?.baseline),
  ]);
  return renderTable(
    ["results", "findings", "assessed", "with a baseline"].map((title) => ({ title, align: "right" as const })),
    rows,
  );
}
