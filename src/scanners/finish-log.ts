// Makes of a scanner's SARIF the log that is kept: how the run went, places, and nothing of secrets.
import type { Invocation, Location, Log, ReportingDescriptor, Result, Run } from "sarif";
import { credentialWeaknesses } from "../model/index.ts";
import { relocated, type Target } from "./places.ts";
import { withoutAssigned, withoutTokens } from "./redact.ts";
import { isObject } from "./read-log.ts";
import { ScannerFault, type Scanner } from "./scanner.ts";

export const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

export interface RunFacts {
  readonly scanner: Scanner;
  /** Empty when it is unknown. */
  readonly version: string;
  readonly target: Target;
  /** Undefined when no program ran to its end by itself. */
  readonly exitCode: number | undefined;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** What went wrong; undefined when nothing did. */
  readonly failure: string | undefined;
}

/** Nesting of a log beyond what any scanner writes. */
const deepest = 60;

/**
 * Of what the scanner wrote, else of nothing: a run that failed has no list of results then, because no results and no run are
 * not the same.
 * @throws ScannerFault when it is nested too deeply
 */
export function finishedLog(log: Log | undefined, facts: RunFacts): Log {
  const { scanner, failure } = facts;
  const runs: readonly Run[] = log?.runs ?? [{ tool: { driver: { name: scanner.name } } }];
  return { $schema: sarifSchema, version: "2.1.0", runs: runs.map((run) => finishedRun(run, facts, failure)) };
}

function finishedRun(run: Run, facts: RunFacts, failure: string | undefined): Run {
  const { originalUriBaseIds, results, invocations, tool, ...rest } = run;
  const { version, target, scanner } = facts;
  const rules = [tool.driver, ...(tool.extensions ?? [])].flatMap((component) => component.rules ?? []);
  const kept = results?.map((result) => withoutSecret(result, ruleOf(result, tool.driver.rules ?? [], rules), scanner));
  const isEmpty = kept === undefined || kept.length === 0;
  const finished: Run = {
    ...rest,
    tool: { ...tool, driver: { ...tool.driver, ...(version !== "" && versions(version)) } },
    invocations: [invocation(facts, invocations?.[0]), ...(invocations?.slice(1) ?? [])],
    ...(!(isEmpty && failure !== undefined) && { results: kept ?? [] }),
  };
  return cleaned(finished, "", 0, (place) => relocated(place, target, originalUriBaseIds)) as Run;
}

function versions(version: string): { readonly version: string; readonly semanticVersion?: string } {
  return { version, ...(/^\d+\.\d+\.\d+/.test(version) && { semanticVersion: version }) };
}

/** What the scanner says itself counts, but for success. */
function invocation({ exitCode, startedAt, endedAt, failure }: RunFacts, own: Invocation | undefined): Invocation {
  const notifications = own?.toolExecutionNotifications ?? [];
  return {
    ...(exitCode !== undefined && { exitCode }),
    startTimeUtc: startedAt.toISOString(),
    endTimeUtc: endedAt.toISOString(),
    ...own,
    executionSuccessful: failure === undefined,
    ...(failure !== undefined && {
      toolExecutionNotifications: [...notifications, { level: "error" as const, message: { text: failure } }],
    }),
  };
}

function ruleOf(
  { ruleId, ruleIndex, rule }: Result,
  driverRules: readonly ReportingDescriptor[],
  rules: readonly ReportingDescriptor[],
): ReportingDescriptor | undefined {
  const id = ruleId ?? rule?.id;
  return rules.find((one) => one.id === id) ?? driverRules[ruleIndex ?? -1];
}

/** Files that lie about are more careful: what is stored in clear text (312) may be a password, too. */
const credentials = new RegExp(`\\bcwe[-_ ]?0*(?:${[...credentialWeaknesses, 312].join("|")})\\b`, "i");

/** In code and configuration of one's own; the vulnerabilities of packages quote nobody's. */
function isAboutCredentials(result: Result, rule: ReportingDescriptor | undefined, { classes }: Scanner): boolean {
  if (classes.every((one) => one === "dependency" || one === "image" || one === "licence")) return false;
  return credentials.test(JSON.stringify([rule?.properties ?? {}, result.properties ?? {}, result.taxa ?? []]));
}

/** Of a secret nothing is kept but the rule and the place. */
function withoutSecret(result: Result, rule: ReportingDescriptor | undefined, scanner: Scanner): Result {
  if (!(scanner.isSecret?.(result, rule) ?? false) && !isAboutCredentials(result, rule, scanner)) return result;
  const { ruleId, ruleIndex, level, kind, suppressions, baselineState, properties, locations } = result;
  const id = ruleId ?? rule?.id ?? "unknown";
  const tags = properties?.tags;
  const security = (properties?.["security-severity"] ?? undefined) as string | number | undefined;
  const severity = (properties?.["issue_severity"] ?? undefined) as string | undefined;
  return {
    ruleId: id,
    ...(ruleIndex !== undefined && { ruleIndex }),
    ...(level !== undefined && { level }),
    ...(kind !== undefined && { kind }),
    message: { text: `${id}: a secret; what was found is left out` },
    locations: (locations ?? []).map(bareLocation),
    ...(suppressions && { suppressions }),
    ...(baselineState !== undefined && { baselineState }),
    properties: {
      ...(tags && { tags }),
      ...(security !== undefined && { "security-severity": security }),
      ...(severity !== undefined && { issue_severity: severity }),
    },
  };
}

function bareLocation({ physicalLocation }: Location): Location {
  const { artifactLocation, region } = physicalLocation ?? {};
  const { startLine, startColumn, endLine, endColumn } = region ?? {};
  return {
    physicalLocation: {
      ...(artifactLocation && { artifactLocation }),
      ...(startLine !== undefined && {
        region: {
          startLine,
          ...(startColumn !== undefined && { startColumn }),
          ...(endLine !== undefined && { endLine }),
          ...(endColumn !== undefined && { endColumn }),
        },
      }),
    },
  };
}

/** All of it, with places moved and tokens removed. */
function cleaned(value: unknown, key: string, depth: number, move: (place: object) => object): unknown {
  if (typeof value === "string") return key === "snippet" ? withoutAssigned(value) : withoutTokens(value);
  if (depth > deepest) throw new ScannerFault("what it wrote is nested too deeply");
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item, key, depth + 1, move));
  if (!isObject(value)) return value;
  const moved = key === "artifactLocation" || (key === "location" && "uri" in value) ? move(value) : value;
  // Of a snippet, all parts are of the same kind.
  const nameOf = (name: string): string => (key === "snippet" ? key : name);
  return Object.fromEntries(
    Object.entries(moved).map(([name, one]) => [name, cleaned(one, nameOf(name), depth + 1, move)]),
  );
}

/** Results that are failures and that nobody suppressed, and all. */
export function countResults(log: Log): { readonly open: number; readonly all: number } {
  const results = log.runs.flatMap((run) => run.results ?? []);
  const open = results.filter(
    ({ kind, suppressions, baselineState }) =>
      (kind === undefined || kind === "fail") && (suppressions ?? []).length === 0 && baselineState !== "absent",
  );
  return { open: open.length, all: results.length };
}
