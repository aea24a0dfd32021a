// Hands files to a collector as a run of Touchstone would, and keeps what it tells of them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { FileCollector } from "../../src/evidence/index.ts";
import type { Evidence, EvidenceProblem } from "../../src/model/index.ts";

export const now = "2026-01-01T00:00:00.000Z";

export interface Told {
  readonly evidence: readonly Evidence[];
  readonly problems: readonly EvidenceProblem[];
}

export async function collectPaths(collector: FileCollector, paths: readonly string[]): Promise<Told> {
  const evidence: Evidence[] = [];
  const problems: EvidenceProblem[] = [];
  const sink = {
    problem: (problem: EvidenceProblem) => void problems.push(problem),
    finished: (finished: Evidence) => void evidence.push(finished),
  };
  for (const path of paths) await collector.collect(path, sink, () => evidence.length);
  return { evidence, problems };
}

/** Writes files to a folder of their own, by their names, and gives the folder to `read`. */
export async function inFolder<T>(
  files: Readonly<Record<string, string | Buffer>>,
  read: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "touchstone-evidence-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return await read(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
