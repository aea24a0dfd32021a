// A SARIF log of what a scanner found that does not write SARIF itself.
import type { Log, Notification, ReportingDescriptor, Result } from "sarif";
import { sarifSchema } from "./finish-log.ts";

export interface Found {
  /** The rule that was broken; the first with an id is the one that is kept. */
  readonly rule: ReportingDescriptor;
  readonly result: Omit<Result, "ruleId" | "ruleIndex">;
}

export interface ConvertedRun {
  /** As the scanner calls itself. */
  readonly name: string;
  readonly informationUri: string;
  readonly found: readonly Found[];
  /** What it could not do, though it went on. */
  readonly notifications?: readonly Notification[];
}

export function convertedLog({ name, informationUri, found, notifications = [] }: ConvertedRun): Log {
  const rules = new Map<string, ReportingDescriptor>();
  for (const { rule } of found) if (!rules.has(rule.id)) rules.set(rule.id, rule);
  const ids = [...rules.keys()];
  return {
    $schema: sarifSchema,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name, informationUri, rules: [...rules.values()] } },
        ...(notifications.length > 0 && {
          invocations: [{ executionSuccessful: true, toolExecutionNotifications: [...notifications] }],
        }),
        results: found.map(({ rule, result }) => ({ ruleId: rule.id, ruleIndex: ids.indexOf(rule.id), ...result })),
      },
    ],
  };
}
