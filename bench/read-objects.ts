// The Kubernetes objects in manifest files, as Touchstone reads them: to count them, and for tools that want them as JSON.
import { collect, defaultLimits, type CollectOptions, type EvidenceSink } from "../src/evidence/index.ts";

export interface ReadObjects {
  readonly objects: readonly unknown[];
  /** Documents that cannot be read. */
  readonly problems: number;
}

export async function readObjects(files: readonly string[]): Promise<ReadObjects> {
  const objects: unknown[] = [];
  let problems = 0;
  const sink: EvidenceSink = {
    object({ value }) {
      objects.push(value);
    },
    problem() {
      problems++;
    },
    finished() {},
  };
  for (const file of files)
    await collect({ kind: "manifest", path: file, name: file, demanded: false }, manifestOptions, sink);
  return { objects, problems };
}

/** How manifests are read where nothing is rendered. */
export const manifestOptions: CollectOptions = {
  renderChart: () => Promise.reject(new Error("charts are rendered before")),
  defaultNamespace: "default",
  limits: defaultLimits,
  now: "1970-01-01T00:00:00Z",
  version: "bench",
  stdin: process.stdin,
};
