// What one run of a scanner says of itself, as policies read it.
import type { Scan, ScannedImage, ScanResults, WeaknessClass, WeaknessSeverity } from "../../model/index.ts";
import { asIndex, asList, asObject, asText, type JsonObject } from "../json.ts";
import type { WrittenRecord } from "../record.ts";
import { hoursSince } from "../hours-since.ts";
import { pathOf } from "./places.ts";
import type { RawRun } from "./raw.ts";
import type { ToolTraits } from "./tools.ts";
import { classesIn, type FoundWeakness } from "./weaknesses-in.ts";

/** Longer lists of messages and targets are cut: reports need no more. */
const mostMessages = 20;
const mostTargets = 1000;

export interface RunFacts {
  readonly run: RawRun;
  readonly tool: ToolTraits;
  readonly version: string;
  readonly rules: number;
  readonly found: readonly FoundWeakness[];
  /** Of all results, weaknesses or not. */
  readonly counts: Pick<ScanResults, "total" | "undecided">;
  readonly image: ScannedImage | null;
  readonly record: WrittenRecord | undefined;
  /** UTC, ISO 8601. */
  readonly now: string;
}

export function scanOf({ run, tool, version, rules, found, counts, image, record, now }: RunFacts): Scan {
  const driver = asObject(run.tool["driver"]);
  const undated = found.filter((one) => one.package?.fixed && one.fixKnownDays === null);
  return {
    tool: { name: tool.name, label: asText(driver["name"]), version },
    classes: classesOf(tool, found, record?.run?.classes),
    executed: run.executed,
    successful: tool.failsByFindings && found.length > 0 ? null : successOf(run),
    exitCode: record?.run?.exitCode ?? exitCodeOf(run),
    errors: errorsOf(run),
    rules,
    recorded: record?.run !== undefined,
    ageHours: hoursSince(record?.madeAt ?? madeAtOf(run), now),
    databaseAgeHours: hoursSince(record?.run?.database?.updatedAt, now),
    commit: run.commit || (record?.commit ?? ""),
    targets: targetsOf(run, record?.run?.target?.path),
    image,
    results: {
      ...counts,
      failed: found.length,
      suppressed: found.filter(({ suppressed }) => suppressed !== null).length,
      ...bySeverity(found),
    },
    undatedFixes: bySeverity(undated),
  };
}

function bySeverity(found: readonly FoundWeakness[]): Readonly<Record<WeaknessSeverity, number>> {
  const count = (severity: WeaknessSeverity): number => found.filter((one) => one.severity === severity).length;
  return {
    critical: count("critical"),
    high: count("high"),
    medium: count("medium"),
    low: count("low"),
    info: count("info"),
  };
}

/** The last time at which an invocation ended. */
export function madeAtOf({ invocations }: RawRun): string | undefined {
  const times = invocations
    .map(({ endTimeUtc, startTimeUtc }) => asText(endTimeUtc) || asText(startTimeUtc))
    .filter((time) => /^\d{4}-\d{2}-\d{2}T.*Z$/.test(time) && !Number.isNaN(Date.parse(time)));
  return times.toSorted().at(-1);
}

export function versionOf({ semanticVersion, version, dottedQuadFileVersion }: JsonObject): string {
  return asText(semanticVersion) || asText(version) || asText(dottedQuadFileVersion);
}

/** Those of its results are surely looked for. A record says it for a tool that looks for several. */
function classesOf(
  tool: ToolTraits,
  found: readonly FoundWeakness[],
  recorded: readonly WeaknessClass[] | undefined,
): readonly WeaknessClass[] {
  return [...new Set([...(recorded ?? tool.classes), ...classesIn(found)])].toSorted();
}

function successOf({ invocations }: RawRun): boolean | null {
  const said = invocations.map(({ executionSuccessful }) => executionSuccessful);
  if (said.some((one) => one === false)) return false;
  // An invocation has to say it: one that does not is no invocation, SARIF 2.1.0, section 3.20.14.
  if (said.some((one) => one !== true)) return false;
  return said.length > 0 ? true : null;
}

function exitCodeOf({ invocations }: RawRun): number | null {
  const codes = invocations.flatMap(({ exitCode }) => asIndex(exitCode) ?? []);
  return codes.length === 0 ? null : Math.max(...codes);
}

function errorsOf({ invocations }: RawRun): readonly string[] {
  const notifications = invocations.flatMap(({ toolExecutionNotifications, toolConfigurationNotifications }) =>
    [...asList(toolExecutionNotifications), ...asList(toolConfigurationNotifications)].map(asObject),
  );
  return notifications
    .filter(({ level }) => level === "error")
    .map(({ message }) => asText(asObject(message)["text"]).slice(0, 500) || "an error without a message")
    .slice(0, mostMessages);
}

/** Section 3.24.6: a file with the role `analysisTarget` was scanned. */
function targetsOf(run: RawRun, recorded: string | undefined): readonly string[] {
  const listed = run.artifacts
    .filter(({ isTarget }) => isTarget)
    .map((artifact) => pathOf({ ...artifact, index: undefined }, run));
  const targets = [...(recorded === undefined ? [] : [recorded]), ...listed].filter((path) => path !== "");
  return [...new Set(targets)].toSorted().slice(0, mostTargets);
}
