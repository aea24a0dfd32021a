// Reads logs of tests as a run of Touchstone would: what they say, and what is wrong with them.
import { ScanCollector } from "../../../src/evidence/sarif/index.ts";
import type { Scan, Subject, Weakness } from "../../../src/model/index.ts";
import { collectPaths, inFolder, now, type Told } from "../reading.ts";

export interface ReadScans extends Told {
  readonly scans: readonly Scan[];
  readonly weaknesses: readonly Weakness[];
  readonly subjects: readonly Subject[];
}

/** Of paths. */
export async function readPaths(paths: readonly string[], fileBytes = 64 * 1024 * 1024): Promise<ReadScans> {
  const collector = new ScanCollector({ now, version: "0", fileBytes });
  const told = await collectPaths(collector, paths);
  const subjects = [...collector.subjects((cwe) => cwe.map((number) => `list/${number}`))];
  return {
    scans: subjects.filter(({ kind }) => kind === "scan").map(({ input }) => input as Scan),
    weaknesses: subjects.filter(({ kind }) => kind === "weakness").map(({ input }) => input as Weakness),
    subjects,
    ...told,
  };
}

/** Of files that are written to a folder of their own, by their names; logs are those that end so. */
export async function readFiles(
  files: Readonly<Record<string, string | Buffer>>,
  fileBytes?: number,
): Promise<ReadScans> {
  return inFolder(files, (folder) => readPaths([folder], fileBytes));
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
