// What `touchstone collect scanners` prints of each run, as a table and as JSON.
import { textTable } from "../../report/index.ts";
import type { Scan } from "../../scanners/index.ts";

export interface CollectedScan extends Scan {
  /** Where it was written to; undefined when there was nothing to write. */
  readonly file: string | undefined;
}

/** Longer reasons are cut in the table. */
const longestReason = 160;

export function scansTable(scans: readonly CollectedScan[]): string {
  const isSingle = new Set(scans.map(({ target }) => target.path)).size === 1;
  return textTable(
    ["SCANNER", "PATH", "VERSION", "STATE", "RESULTS", "SECONDS", "FILE", ""],
    scans.map(({ scanner, target, version, state, results, kept, file, reason }) => [
      scanner.name,
      isSingle ? "" : target.path,
      version,
      state,
      results === undefined ? "" : String(results),
      kept === undefined ? "" : kept.run.seconds.toFixed(1),
      file ?? "",
      shown(state === "missing" ? `install: ${reason}` : reason),
    ]),
  );
}

export function scansJson(scans: readonly CollectedScan[]): string {
  const listed = scans.map(({ scanner, target, version, state, results, kept, file, reason }) => ({
    scanner: scanner.name,
    path: target.path,
    version,
    state,
    classes: scanner.classes,
    results: results ?? null,
    seconds: kept?.run.seconds ?? null,
    exitCode: kept?.run.exitCode ?? null,
    file: file ?? null,
    reason: state === "missing" ? "it is not on the PATH" : reason,
    install: scanner.install,
  }));
  return `${JSON.stringify({ scans: listed }, undefined, 2)}\n`;
}

function shown(text: string): string {
  return text.length > longestReason ? `${text.slice(0, longestReason - 3)}...` : text;
}
