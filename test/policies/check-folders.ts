// The checks on disk and their fixtures, read as a run of Touchstone would read them.
import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fixtureEvidence, fixtureFiles } from "../../scripts/check-pages/fixture-evidence.ts";
import { defaultLimits } from "../../src/evidence/index.ts";
import { Gathering } from "../../src/gather.ts";
import { loadBuiltIn } from "../../src/library/built-in.ts";
import { categoryLookup } from "../../src/library/index.ts";
import { subjectKinds, type Subject } from "../../src/model/index.ts";

export const repository = join(import.meta.dirname, "../..");
export const policies = join(repository, "policies");

export type Expectation = "pass" | "fail" | "skip";

export interface Fixture {
  /** Relative to `policies/`. */
  readonly file: string;
  readonly expectation: Expectation;
  /** Id of the check that it belongs to. */
  readonly check: string;
}

/** Ids of the folders that hold a policy. */
export function checkFolders(): readonly string[] {
  return globSync("*/*/policy.rego", { cwd: policies })
    .map((file) => dirname(file))
    .toSorted();
}

export function fixturesOf(check: string): readonly Fixture[] {
  return fixtureFiles(`${check}/fixtures/*`, policies).map((file) => ({
    file,
    check,
    expectation: basename(file).split("-", 1)[0] as Expectation,
  }));
}

/** Every subject of a fixture, those of inventories included. Throws when some of it cannot be read. */
export async function subjectsOf({ file }: Pick<Fixture, "file">): Promise<readonly Subject[]> {
  const subjects: Subject[] = [];
  const derived: Subject[] = [];
  const { frameworks } = await loadBuiltIn();
  const gathering = new Gathering(
    {
      ...fixtureEvidence(join(policies, file)),
      renderChart: () => Promise.reject(new Error("a fixture is no chart")),
      defaultNamespace: "default",
      limits: defaultLimits,
      now: "2026-01-01T00:00:00.000Z",
      version: "0",
      stdin: (async function* () {})(),
    },
    { kinds: new Set(subjectKinds), whole: false, asked: new Set(), categoriesOf: categoryLookup(frameworks) },
    { take: (subject) => void subjects.push(subject), derived: (_, subject) => void derived.push(subject) },
  );
  await gathering.gather();
  // What the API server would refuse is a problem of its own; the object is judged all the same.
  const problem = gathering.problems.find(({ code }) => code !== "E_NOT_KUBERNETES");
  if (problem) throw new Error(`${problem.location.file}:${problem.location.line}: ${problem.message}`);
  return [...subjects, ...derived];
}
