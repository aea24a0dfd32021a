// The same weakness from two tools is one, with two witnesses; and each has a name that stays when lines move.
import { createHash } from "node:crypto";
import type { Weakness, WeaknessSeverity } from "../../model/index.ts";
import { nameable } from "../own-subject.ts";
import { oldestFixAge } from "./fix-dates.ts";
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
  /** Unique in an assessment: rule, file or package, and a digest of what stands there. That a fix is known changes nothing. */
  readonly name: string;
}

const order: readonly WeaknessSeverity[] = ["critical", "high", "medium", "low", "info"];

/** In the order of files, lines, tools and rules, whatever the order of the logs. */
export function* mergeWeaknesses(placed: readonly PlacedWeakness[]): Generator<MergedWeakness> {
  const sorted = placed.toSorted(({ found: left }, { found: right }) => compareFound(left, right));
  const seen = new Map<string, number>();
  for (const group of groupsIn(sorted)) {
    const [first] = group;
    if (!first) continue;
    const weakness = mergedOf(group.map(({ found }) => found));
    const [witness] = weakness.witnesses;
    const software = weakness.package && { name: weakness.package.name, version: weakness.package.version };
    const basis = hashOf([witness?.tool, weakness.rule, weakness.file, software, first.found.context]);
    const ordinal = (seen.get(basis) ?? 0) + 1;
    seen.set(basis, ordinal);
    const { evidence, file } = first;
    yield { weakness, evidence, file, name: `${subjectOf(weakness)}:${hashOf([basis, ordinal])}` };
  }
}

function hashOf(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
}

/** Vulnerabilities of a package are one wherever they were seen, all else only in the same line of the same file. */
function* groupsIn(sorted: readonly PlacedWeakness[]): Generator<readonly PlacedWeakness[]> {
  const ofPackages = new Groups();
  let ofLine = new Groups();
  let place = "";
  for (const one of sorted) {
    const { package: software, advisories, class: kind, file, line } = one.found;
    if (software && advisories.length > 0) {
      const name = `${software.name.toLowerCase()} ${software.version}`;
      ofPackages.add(
        one,
        advisories.map((id) => JSON.stringify([id, kind, name])),
      );
      continue;
    }
    const here = `${line} ${file}`;
    if (here !== place) {
      yield* ofLine.all();
      ofLine = new Groups();
      place = here;
    }
    ofLine.add(one, keysInLine(one.found));
  }
  yield* ofLine.all();
  yield* ofPackages.all();
}

/** Another witness has one of them as well. Tools that name no line are the same only by rule and text. */
function keysInLine({ class: kind, cwe, file, line, message, context, witnesses }: FoundWeakness): readonly string[] {
  const own = JSON.stringify([witnesses[0]?.tool, witnesses[0]?.rule, kind, message, context]);
  if (file === "" || line === 0) return [own];
  return [own, ...(kind === "secret" ? ["secret"] : cwe.map((number) => `${kind} ${number}`))];
}

/** Those that have a key in common are one group, and so are groups that a later one joins. */
class Groups {
  readonly #byKey = new Map<string, PlacedWeakness[]>();
  readonly #groups = new Set<PlacedWeakness[]>();

  add(one: PlacedWeakness, keys: readonly string[]): void {
    const [first = [], ...others] = new Set(
      keys.flatMap((key) => (this.#byKey.has(key) ? [this.#byKey.get(key) ?? []] : [])),
    );
    for (const other of others) {
      first.push(...other);
      this.#groups.delete(other);
      for (const [key, group] of this.#byKey) if (group === other) this.#byKey.set(key, first);
    }
    first.push(one);
    this.#groups.add(first);
    for (const key of keys) this.#byKey.set(key, first);
  }

  /** Each in the order in which it was sorted. */
  *all(): Generator<readonly PlacedWeakness[]> {
    for (const group of this.#groups)
      yield group.toSorted(({ found: left }, { found: right }) => compareFound(left, right));
  }
}

function subjectOf({ rule, file, package: software, advisories }: MergedWeakness["weakness"]): string {
  const parts = software ? [advisories[0] ?? rule, `${software.name}@${software.version}`] : [rule, file];
  return nameable(parts.filter((part) => part !== "").join(":"));
}

function mergedOf(group: readonly FoundWeakness[]): MergedWeakness["weakness"] {
  const [first] = group;
  if (!first) throw new RangeError("a group is never empty");
  const worst = group.reduce((left, right) =>
    order.indexOf(right.severity) < order.indexOf(left.severity) ? right : left,
  );
  const { context: _, ...weakness } = first;
  if (group.length === 1) return weakness;
  const witnesses = new Map(group.flatMap((one) => one.witnesses).map((witness) => [JSON.stringify(witness), witness]));
  return {
    ...weakness,
    severity: worst.severity,
    severitySource: worst.severitySource,
    cwe: [...new Set(group.flatMap(({ cwe }) => cwe))].toSorted((left, right) => left - right),
    advisories: [...new Set(group.flatMap(({ advisories }) => advisories))].toSorted(),
    package: group.find((one) => one.package?.fixed)?.package ?? first.package,
    ...oldestFixAge(group),
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
    compareTexts(left.context, right.context) ||
    compareTexts(JSON.stringify(left), JSON.stringify(right))
  );
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
