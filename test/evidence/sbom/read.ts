// Reads bills of tests as a run of Touchstone would: what they list, and what is wrong with them.
import { BillCollector } from "../../../src/evidence/sbom/index.ts";
import type { Bill, Component, Subject } from "../../../src/model/index.ts";
import { collectPaths, inFolder, now, type Told } from "../reading.ts";

export interface ReadBills extends Told {
  readonly bills: readonly Bill[];
  readonly components: readonly Component[];
  readonly subjects: readonly Subject[];
}

/** Of paths. */
export async function readPaths(paths: readonly string[], fileBytes = 512 * 1024 * 1024): Promise<ReadBills> {
  const collector = new BillCollector({ now, version: "0", fileBytes });
  const told = await collectPaths(collector, paths);
  const subjects = [...collector.subjects()];
  return {
    bills: subjects.filter(({ kind }) => kind === "sbom").map(({ input }) => input as Bill),
    components: subjects.filter(({ kind }) => kind === "component").map(({ input }) => input as Component),
    subjects,
    ...told,
  };
}

/** Of files that are written to a folder of their own, by their names; bills are those that end so. */
export async function readFiles(
  files: Readonly<Record<string, string | Buffer>>,
  fileBytes?: number,
): Promise<ReadBills> {
  return inFolder(files, (folder) => readPaths([folder], fileBytes));
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
