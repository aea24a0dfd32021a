// Reads bills of tests as a run of Touchstone would: what they list, and what is wrong with them.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BillCollector } from "../../../src/evidence/sbom/index.ts";
import type { Bill, Component, Evidence, EvidenceProblem, Subject } from "../../../src/model/index.ts";

export interface ReadBills {
  readonly bills: readonly Bill[];
  readonly components: readonly Component[];
  readonly subjects: readonly Subject[];
  readonly evidence: readonly Evidence[];
  readonly problems: readonly EvidenceProblem[];
}

export const now = "2026-01-01T00:00:00.000Z";

/** Of paths. */
export async function readPaths(paths: readonly string[], fileBytes = 512 * 1024 * 1024): Promise<ReadBills> {
  const evidence: Evidence[] = [];
  const problems: EvidenceProblem[] = [];
  const collector = new BillCollector({ now, version: "0", fileBytes });
  const sink = {
    problem: (problem: EvidenceProblem) => void problems.push(problem),
    finished: (finished: Evidence) => void evidence.push(finished),
  };
  for (const path of paths) await collector.collect(path, sink, () => evidence.length);
  const subjects = [...collector.subjects()];
  return {
    bills: subjects.filter(({ kind }) => kind === "sbom").map(({ input }) => input as Bill),
    components: subjects.filter(({ kind }) => kind === "component").map(({ input }) => input as Component),
    subjects,
    evidence,
    problems,
  };
}

/** Of files that are written to a folder of their own, by their names; bills are those that end so. */
export async function readFiles(
  files: Readonly<Record<string, string | Buffer>>,
  fileBytes?: number,
): Promise<ReadBills> {
  const folder = mkdtempSync(join(tmpdir(), "touchstone-sbom-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return await readPaths([folder], fileBytes);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** CycloneDX with these components. */
export function cycloneDx(components: unknown, more: object = {}): string {
  const metadata = { timestamp: "2025-12-31T00:00:00Z" };
  return JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", metadata, components, ...more });
}

/** SPDX with these packages. */
export function spdx(packages: unknown, more: object = {}): string {
  const creationInfo = { created: "2025-12-31T00:00:00Z", creators: [] };
  return JSON.stringify({ spdxVersion: "SPDX-2.3", name: "agents", creationInfo, packages, ...more });
}
