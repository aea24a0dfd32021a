// Looks whether a text is a SARIF log of a run, as far as the rest relies on it.
import type { Log } from "sarif";
import { ScannerFault } from "./scanner.ts";

/** @throws ScannerFault when it is none */
export function readLog(text: string): Log {
  const log = parseReport(text);
  if (!isObject(log) || log["version"] !== "2.1.0" || !Array.isArray(log["runs"]) || log["runs"].length === 0)
    throw new ScannerFault("what it wrote is no SARIF 2.1.0 log with a run");
  for (const run of log["runs"] as readonly unknown[]) {
    const driver = isObject(run) && isObject(run["tool"]) ? run["tool"]["driver"] : undefined;
    if (!isObject(run) || !isObject(driver) || typeof driver["name"] !== "string" || !Array.isArray(run["results"]))
      throw new ScannerFault("what it wrote is a SARIF log without the name of its tool or without results");
    if (!run["results"].every((result) => isObject(result) && isObject(result["message"])))
      throw new ScannerFault("what it wrote is a SARIF log with a result that has no message");
  }
  return log as unknown as Log;
}

/** @throws ScannerFault when it is no JSON */
export function parseReport(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ScannerFault("what it wrote is no JSON");
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
