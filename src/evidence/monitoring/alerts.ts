// All alerts of a run together, with what the recorded queries that they rest on say.
import type { Alerts, Comparison, KnownAlert, Query, Rule, Subject } from "../../model/index.ts";
import { ownSubject } from "../own-subject.ts";
import type { PlacedDocument } from "./subjects.ts";

/** Recorded queries may rest on each other; deeper ones are left as they are. */
const mostDepth = 8;

/** Where it is told what alerts there are. */
export interface AlertsPlace {
  readonly evidence: number;
  readonly file: string;
  /** 0 where no line says anything of them. */
  readonly line: number;
}

/** The subject of all alerts; undefined where nothing says anything of alerts. */
export function alertsSubject(documents: readonly PlacedDocument[]): Subject | undefined {
  const told = documents.filter(({ document }) => ["rules", "alertmanager", "prometheus"].includes(document.type));
  const [first] = told.filter(({ document }) => document.type === "rules").concat(told);
  if (!first) return undefined;
  const { file, line = 0 } = first.locate([]);
  return placed(alertsOf(told), { evidence: first.evidence, file, line });
}

/** Where there is no document at all, and somebody asks for alerts. */
export function noAlertsSubject(at: AlertsPlace): Subject {
  return placed({ documents: 0, alerts: [] }, at);
}

function placed(input: Alerts, at: AlertsPlace): Subject {
  return ownSubject({ kind: "alerts", resourceKind: "Alerts", name: "alerts", input, ...at });
}

export function alertsOf(documents: readonly PlacedDocument[]): Alerts {
  const all = documents.flatMap(({ document, source }) =>
    document.type === "rules" ? document.rules.map((rule) => ({ rule, source })) : [],
  );
  const recorded = new Map<string, Query>();
  for (const { rule } of all) if (rule.rule === "record" && rule.query.parses) recorded.set(rule.name, rule.query);
  const alerts = all.filter(({ rule }) => rule.rule === "alert");
  return { documents: documents.length, alerts: alerts.map(({ rule, source }) => knownAlert(rule, source, recorded)) };
}

function knownAlert(rule: Rule, source: string, recorded: ReadonlyMap<string, Query>): KnownAlert {
  const { rule: _, path: __, query, ...alert } = rule;
  const { path: ___, language: ____, ...plain } = query;
  return { ...alert, query: resolved(plain, recorded), source };
}

/** The query with what recorded ones say that it names, by whatever many steps. */
function resolved(query: Query, recorded: ReadonlyMap<string, Query>): Query {
  const metrics = new Set(query.metrics);
  const below = new Set<Query>();
  let waiting: readonly string[] = query.metrics;
  for (let depth = 0; depth < mostDepth && waiting.length > 0; depth++) {
    const found = waiting.flatMap((name) => recorded.get(name) ?? []).filter((one) => !below.has(one));
    for (const one of found) below.add(one);
    waiting = found.flatMap((one) => one.metrics).filter((name) => !metrics.has(name));
    for (const name of waiting) metrics.add(name);
  }
  const together = (list: (one: Query) => readonly string[]): readonly string[] =>
    [...new Set([query, ...below].flatMap(list))].toSorted();
  return {
    ...query,
    metrics: together((one) => one.metrics),
    functions: together((one) => one.functions),
    matchers: together((one) => one.matchers),
    divides: query.divides || [...below].some((one) => one.divides),
    comparisons: query.comparisons.map((comparison) => resolvedComparison(comparison, recorded)),
  };
}

/** What is compared may be a ratio that was recorded under one name. */
function resolvedComparison(comparison: Comparison, recorded: ReadonlyMap<string, Query>): Comparison {
  const [name, ...others] = comparison.metrics;
  let at = others.length === 0 ? name : undefined;
  for (let depth = 0; depth < mostDepth && at !== undefined && comparison.ratio === null; depth++) {
    const query: Query | undefined = recorded.get(at);
    if (!query) return comparison;
    if (query.ratio) {
      const { value } = comparison;
      return { ...comparison, ratio: query.ratio, value: value === null ? null : value / query.ratio.scale };
    }
    [at] = query.metrics.length === 1 ? query.metrics : [];
  }
  return comparison;
}
