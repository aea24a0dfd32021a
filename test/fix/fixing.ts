// The options of a run of `fixPaths` on manifests.
import { defaultThresholds } from "../../src/assessment/index.ts";
import { defaultLimits } from "../../src/evidence/index.ts";
import type { FixOptions } from "../../src/fix-paths.ts";
import { loadLibrary } from "../../src/library/index.ts";
import { defaultTimeLimitMs, writeEntrypoints } from "../../src/rego/index.ts";

const library = await loadLibrary(
  { policies: [], catalogues: [], mappings: [] },
  { startCompiler: () => Promise.reject(new Error("nothing to compile")), writeEntrypoints, cacheFolder: "" },
);

export function fixOptions(path: string, ...checks: readonly string[]): FixOptions {
  return {
    paths: [path],
    library,
    frameworks: [],
    thresholds: defaultThresholds,
    selected: new Set(checks),
    workers: 0,
    timeLimitMs: defaultTimeLimitMs,
    now: "2026-01-01T00:00:00.000Z",
    version: "0",
    defaultNamespace: "default",
    limits: defaultLimits,
    renderChart: () => Promise.reject(new Error("this is no chart")),
    stdin: (async function* () {})(),
  };
}
