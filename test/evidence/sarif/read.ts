// Reads logs of tests as a run of Touchstone would: what they say, and what is wrong with them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ScanCollector } from "../../../src/evidence/sarif/index.ts";
import type { Evidence, EvidenceProblem, Scan, Subject, Weakness } from "../../../src/model/index.ts";

export interface ReadScans {
  readonly scans: readonly Scan[];
  readonly weaknesses: readonly Weakness[];
  readonly subjects: readonly Subject[];
  readonly evidence: readonly Evidence[];
  readonly problems: readonly EvidenceProblem[];
}

export const now = "2026-01-01T00:00:00.000Z";

/** Of paths. */
export async function readPaths(paths: readonly string[], fileBytes = 64 * 1024 * 1024): Promise<ReadScans> {
  const evidence: Evidence[] = [];
  const problems: EvidenceProblem[] = [];
  const collector = new ScanCollector({ now, version: "0", fileBytes });
  const sink = {
    problem: (problem: EvidenceProblem) => void problems.push(problem),
    finished: (finished: Evidence) => void evidence.push(finished),
  };
  for (const path of paths) await collector.collect(path, sink, () => evidence.length);
  const subjects = [...collector.subjects((cwe) => cwe.map((number) => `list/${number}`))];
  return {
    scans: subjects.filter(({ kind }) => kind === "scan").map(({ input }) => input as Scan),
    weaknesses: subjects.filter(({ kind }) => kind === "weakness").map(({ input }) => input as Weakness),
    subjects,
    evidence,
    problems,
  };
}

/** Of files that are written to a folder of their own, by their names; logs are those that end so. */
export async function readFiles(
  files: Readonly<Record<string, string | Buffer>>,
  fileBytes?: number,
): Promise<ReadScans> {
  const folder = mkdtempSync(join(tmpdir(), "touchstone-sarif-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return await readPaths([folder], fileBytes);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A log with one run. */
export function logOf(tool: unknown, results: unknown, more: object = {}): string {
  return JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: tool }, results, ...more }] });
}

/** A result in a file. */
export function resultAt(file: string, line: number, more: object = {}): object {
  const physicalLocation = { artifactLocation: { uri: file }, region: { startLine: line } };
  return { ruleId: "rule", message: { text: "something" }, locations: [{ physicalLocation }], ...more };
}
