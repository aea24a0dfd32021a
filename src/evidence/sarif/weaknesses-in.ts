// The weaknesses of one run: results that are failures, with what each tool says in places of its own brought together.
import { credentialWeaknesses, type Suppression, type Weakness, type WeaknessClass } from "../../model/index.ts";
import { asObject, asText, textsIn, type JsonObject } from "../json.ts";
import { fixAgeOf, noFixAge } from "./fix-dates.ts";
import { advisoriesIn, packageOf } from "./packages.ts";
import { pathOf } from "./places.ts";
import type { RawResult, RawRun } from "./raw.ts";
import { messageOf, type Rules } from "./rules.ts";
import { severityOf } from "./severity.ts";
import type { ToolTraits } from "./tools.ts";

/** Of one tool, before it is merged with what others saw. */
export interface FoundWeakness extends Omit<Weakness, "categories"> {
  /** What stands there, as an HMAC; empty where nobody says it, and for secrets. */
  readonly context: string;
}

export interface RunContext {
  readonly run: RawRun;
  readonly rules: Rules;
  readonly tool: ToolTraits;
  readonly version: string;
  /** What results have in common is kept once: a large log would not fit into memory otherwise. */
  readonly shared: Map<string, unknown>;
  /** UTC, ISO 8601. */
  readonly now: string;
}

/** Of a result that is a failure; for any other kind of result there is none. */
export function weaknessOf(
  result: RawResult,
  { run, rules, tool, version, shared, now }: RunContext,
): FoundWeakness | undefined {
  if (!isFailure(result)) return undefined;
  const once = <T>(value: T): T => sharedOf(shared, value);
  const rule = rules.of(result);
  const properties = asObject(rule["properties"]);
  const message = messageOf(result, rule);
  const id = result.ruleId || result.rule.id || asText(rule["id"]) || "unknown";
  const kind = tool.classOf?.(result, rule, run) ?? tool.classes[0] ?? "code";
  const cwe = weaknessNumbers([
    ...textsIn(properties["tags"]),
    ...textsOf(properties["cwe"]),
    ...result.tags,
    ...textsOf(result.properties["cwe"]),
    ...textsOf(result.properties["cwes"]),
    ...rules.cweTaxa(result, rule),
  ]);
  const isQuoting = kind === "secret" || cwe.some((number) => credentialWeaknesses.has(number));
  const isOthers = kind === "dependency" || kind === "image";
  return {
    class: kind,
    ...severityOf(result, rule, rules, tool),
    rule: once(id),
    title: once(titleOf(rule, id)),
    message: isQuoting ? "" : message,
    cwe: once(cwe.length > 0 ? cwe : isQuoting ? [798] : weaknessNumbers([message])),
    file: once(pathOf(result.place, run)),
    line: result.place.line,
    advisories: once(
      isOthers ? advisoriesIn([id, ...textsIn(rule["deprecatedIds"]), ...textsIn(properties["tags"]), message]) : [],
    ),
    package: once(isOthers ? packageOf(message, result.properties, rule) : null),
    ...(isOthers ? fixAgeOf(result, rule, now) : noFixAge),
    secret: kind === "secret" ? { kind: id, digest: tool.snippetIsSecret ? result.context : "" } : null,
    suppressed: once(suppressionOf(result)),
    state: stateOf(result),
    witnesses: once([{ tool: tool.name, version, rule: id }]),
    context: isQuoting ? "" : result.context,
  };
}

function sharedOf<T>(shared: Map<string, unknown>, value: T): T {
  const key = JSON.stringify(value);
  if (!shared.has(key)) shared.set(key, value);
  return shared.get(key) as T;
}

/** An unknown kind is taken for a failure. */
function isFailure({ kind, baselineState }: RawResult): boolean {
  const isOther = ["pass", "notApplicable", "informational", "review", "open"].includes(kind);
  return !isOther && baselineState !== "absent";
}

/** Each once, in ascending order. */
function weaknessNumbers(texts: readonly string[]): readonly number[] {
  const numbers = texts.flatMap((text) =>
    [...text.matchAll(/(?:^|[/\b([\s"'])cwe[-_ ]?0*(\d{1,4})\b/gi)].map(([, number]) => Number(number)),
  );
  return [...new Set(numbers)].toSorted((left, right) => left - right);
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "number" ? [`CWE-${value}`] : textsIn(value);
}

/** Of the rule, and so the same for all of its results. */
function titleOf(rule: JsonObject, id: string): string {
  const short = asText(asObject(rule["shortDescription"])["text"]);
  const isEmpty = short === "" || short.includes(id);
  return (isEmpty ? asText(rule["name"]) || id : short).split("\n")[0]?.slice(0, 300) ?? id;
}

/** One that is under review or rejected says that the result is not suppressed: section 3.27.23. */
function suppressionOf({ suppressions }: RawResult): Suppression | null {
  const [first] = suppressions;
  if (!first || suppressions.some(({ status }) => status === "underReview" || status === "rejected")) return null;
  const { kind, status, justification } = first;
  return { kind: asText(kind), status: asText(status), justification: asText(justification).slice(0, 300) };
}

function stateOf({ baselineState }: RawResult): Weakness["state"] {
  return baselineState === "new" || baselineState === "unchanged" || baselineState === "updated" ? baselineState : "";
}

/** What the classes of a run's results are, for a tool that looks for several. */
export function classesIn(found: readonly FoundWeakness[]): readonly WeaknessClass[] {
  return [...new Set(found.map((one) => one.class))].toSorted();
}
