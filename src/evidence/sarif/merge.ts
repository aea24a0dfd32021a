// The same weakness from two tools is one, with two witnesses; and each has a name that stays when lines move.
import { createHash } from "node:crypto";
import type { Weakness, WeaknessSeverity } from "../../model/index.ts";
import type { FoundWeakness } from "./weaknesses-in.ts";

/** A weakness that somebody found, and the evidence in which it was found first. */
export interface PlacedWeakness {
  readonly found: FoundWeakness;
  /** Index of the evidence. */
  readonly evidence: number;
  /** The log. */
  readonly file: string;
}

export interface MergedWeakness extends Pick<PlacedWeakness, "evidence" | "file"> {
  readonly weakness: Omit<Weakness, "categories">;
  /** Unique in an assessment: rule, file or package, and a digest of what stands there. */
  readonly name: string;
}

const order: readonly WeaknessSeverity[] = ["critical", "high", "medium", "low", "info"];

/** In the order of files, lines, tools and rules, whatever the order of the logs. */
export function mergeWeaknesses(placed: readonly PlacedWeakness[]): readonly MergedWeakness[] {
  const sorted = placed.toSorted(({ found: left }, { found: right }) => compareFound(left, right));
  const groups = new Map<string, PlacedWeakness[][]>();
  const all: PlacedWeakness[][] = [];
  for (const one of sorted) {
    const keys = keysOf(one.found);
    const group = keys
      .flatMap((key) => groups.get(key) ?? [])
      .find(([first]) => first && isSame(first.found, one.found));
    if (group) group.push(one);
    const own = group ?? [one];
    if (!group) all.push(own);
    for (const key of keys) {
      const known = groups.get(key);
      if (!known) groups.set(key, [own]);
      else if (!known.includes(own)) known.push(own);
    }
  }
  const seen = new Map<string, number>();
  return all.map((group) => {
    const weakness = mergedOf(group.map(({ found }) => found));
    const { found: { context = "" } = {}, evidence = 0, file = "" } = group[0] ?? {};
    const basis = JSON.stringify([
      weakness.witnesses[0]?.tool,
      weakness.rule,
      weakness.file,
      weakness.package,
      context,
    ]);
    const ordinal = (seen.get(basis) ?? 0) + 1;
    seen.set(basis, ordinal);
    const digest = createHash("sha256").update(`${basis}#${ordinal}`).digest("hex").slice(0, 12);
    return { weakness, evidence, file, name: `${subjectOf(weakness)} ${digest}` };
  });
}

function subjectOf({ rule, file, package: software, advisories }: MergedWeakness["weakness"]): string {
  if (!software) return file === "" ? rule : `${rule} ${file}`;
  return `${advisories[0] ?? rule} ${software.name}@${software.version}`;
}

/** Where another witness of it would be found. */
function keysOf(found: FoundWeakness): readonly string[] {
  if (found.package && found.advisories.length > 0) {
    const { name, version } = found.package;
    return found.advisories.map((id) => JSON.stringify([id, name.toLowerCase(), version]));
  }
  return [JSON.stringify([found.class, found.file, found.line])];
}

/** Of those that share a key. What is in no file is the same only by rule and text. */
function isSame(first: FoundWeakness, other: FoundWeakness): boolean {
  if (first.package && first.advisories.length > 0) return true;
  const [left, right] = [first.witnesses[0], other.witnesses[0]];
  if (left?.tool === right?.tool)
    return left?.rule === right?.rule && first.context === other.context && first.message === other.message;
  if (first.file === "" || first.line === 0) return false;
  return first.class === "secret" || first.cwe.some((number) => other.cwe.includes(number));
}

function mergedOf(group: readonly FoundWeakness[]): MergedWeakness["weakness"] {
  const [first] = group;
  if (!first) throw new RangeError("a group is never empty");
  const worst = group.reduce((left, right) =>
    order.indexOf(right.severity) < order.indexOf(left.severity) ? right : left,
  );
  const { context: _, ...weakness } = first;
  const witnesses = new Map(group.flatMap((one) => one.witnesses).map((witness) => [JSON.stringify(witness), witness]));
  return {
    ...weakness,
    severity: worst.severity,
    severitySource: worst.severitySource,
    cwe: [...new Set(group.flatMap(({ cwe }) => cwe))].toSorted((left, right) => left - right),
    advisories: [...new Set(group.flatMap(({ advisories }) => advisories))].toSorted(),
    package: group.find((one) => one.package?.fixed)?.package ?? first.package,
    suppressed: group.every(({ suppressed }) => suppressed !== null) ? first.suppressed : null,
    witnesses: [...witnesses.values()],
  };
}

function compareFound(left: FoundWeakness, right: FoundWeakness): number {
  return (
    compareTexts(left.file, right.file) ||
    left.line - right.line ||
    compareTexts(left.witnesses[0]?.tool ?? "", right.witnesses[0]?.tool ?? "") ||
    compareTexts(left.rule, right.rule) ||
    compareTexts(left.message, right.message) ||
    compareTexts(left.context, right.context)
  );
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
