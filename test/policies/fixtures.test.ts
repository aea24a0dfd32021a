// Every fixture does what its name says, in our host and in OPA's own evaluator: two engines, one truth.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { isFixtureName } from "../../scripts/check-pages/fixture-evidence.ts";
import { withFixtureParameters } from "../../scripts/check-pages/fixture-parameters.ts";
import { loadLibrary } from "../../src/library/index.ts";
import { readPolicySources } from "../../src/library/policy-sources.ts";
import { reads, type Subject, type SubjectKind } from "../../src/model/index.ts";
import { readOutcome } from "../../src/rego/outcome.ts";
import { createEvaluator, toItem, writeEntrypoints, type ItemResult } from "../../src/rego/index.ts";
import { startRegoToolchain } from "../../src/toolchain/rego-toolchain.ts";
import { checkFolders, fixturesOf, policies, repository, subjectsOf, type Fixture } from "./check-folders.ts";

const library = await loadLibrary(
  { policies: [], catalogues: [], mappings: [] },
  { startCompiler: () => Promise.reject(new Error("nothing to compile")), writeEntrypoints, cacheFolder: "" },
);
const bundle = await withFixtureParameters(library.bundle);
const byId = new Map(bundle.checks.map((check) => [check.id, check]));
/** What a check was asked about, without what it was read from: all fixtures together would not fit into memory. */
interface Asked {
  readonly check: string;
  readonly kind: SubjectKind;
  readonly resourceKind: string;
  readonly input: unknown;
  readonly file: string;
}
/** Documents of objects that every check of the kind is asked about, each once. */
const whole = new Map<string, Asked>();
/** Derived documents, each for the check that its fixture belongs to. */
const derived: Asked[] = [];

function remember(subjects: readonly Subject[], { file, check }: Fixture): void {
  const declared = byId.get(check);
  for (const { kind, resource, input } of subjects) {
    const asked = { check, kind, resourceKind: resource.kind, input, file };
    if (!isDerived(kind)) whole.set(`${kind} ${JSON.stringify(input)}`, asked);
    else if (declared && reads(declared, kind, resource.kind)) derived.push(asked);
  }
}

const evaluator = await createEvaluator(bundle, {
  workers: 0,
  timeLimitMs: 1000,
  now: "2026-11-24T12:00:00.000Z",
  selected: new Set(byId.keys()),
});

for (const check of checkFolders()) {
  test(`${check}: fixtures pass, fail and skip as their names say, and findings name a place and fill the message`, async () => {
    const own = fixturesOf(check);
    const declared = byId.get(check);
    for (const fixture of own) {
      const subjects = await subjectsOf(fixture);
      remember(subjects, fixture);
      const isRead = subjects.map(({ kind, resource }) => declared !== undefined && reads(declared, kind, resource.kind));
      if (fixture.expectation !== "skip") assert.ok(isRead.includes(true), `${fixture.file} has no subject that the check reads`);
      const results = await evaluator.evaluate(subjects.map(toItem));
      const expected = { pass: "pass", fail: "fail", skip: "not-applicable" }[fixture.expectation];
      let asExpected = 0;
      for (const [index, subject] of subjects.entries()) {
        if (!isRead[index]) continue;
        const outcome = results[index]?.find((result) => result.check === check)?.outcome;
        const status = outcome?.status ?? "pass";
        if (status === expected) asExpected++;
        // What a whole inventory says of an object involves others, which are in the fixture and need not be what the check is about.
        if (isDerived(subject.kind) && status === "not-applicable") continue;
        // A run that counts passes whatever it found: the weakness is what fails. So it is with a bill and its components.
        const isRunOfWeakness = subject.kind === "scan" && declared?.kinds.includes("weakness");
        const isBillOfComponents = subject.kind === "sbom" && declared?.kinds.includes("component");
        if ((isRunOfWeakness || isBillOfComponents) && status === "pass" && expected === "fail") continue;
        assert.equal(status, expected, `${fixture.file}: ${subject.resource.kind} ${subject.resource.name} ${JSON.stringify(outcome)}`);
      }
      assert.ok(asExpected > 0 || fixture.expectation === "skip", `${fixture.file}: the check judges none of it`);
      const lines = (await readFile(join(policies, fixture.file), "utf8")).split("\n").length;
      for (const [index, subject] of subjects.entries()) assertPlaces(subject, results[index] ?? [], fixture.file, lines);
    }
    const seen = new Set(own.map(({ expectation }) => expectation));
    assert.ok(seen.has("pass") && seen.has("fail"), `${check} needs fixtures that pass and fixtures that fail`);
    for (const { file } of own) assert.ok(isFixtureName(file), file);
  });
}

/** Every finding, of whichever check, names a line that is there, and has what its message needs. */
function assertPlaces(subject: Subject, results: ItemResult, file: string, lines: number): void {
  for (const { check, outcome } of results) {
    if (outcome.status !== "fail") continue;
    for (const { path, details } of outcome.failures) {
      const { line = 0 } = subject.locate(path);
      // A weakness is in a file that the scanner read, and not in its log.
      if (subject.kind !== "weakness") assert.ok(line >= 1 && line <= lines, `${file}: ${check} points at line ${line}`);
      const placeholders = byId.get(check)?.message.match(/\{\w+\}/g) ?? [];
      for (const placeholder of placeholders) assert.ok(Object.hasOwn(details, placeholder.slice(1, -1)), `${check} leaves ${placeholder} empty`);
    }
  }
}

/** What a document says of an object comes from others as well; a log has runs and weaknesses, a bill has components, and a check may mean one of them. */
function isDerived(kind: SubjectKind): boolean {
  return !["workload", "object", "namespace"].includes(kind);
}

/** Of a check that METADATA exclude from an object, so many answers are asked for: it is asked about every so-many-th object. */
const everyExcluded = 10;

test("OPA's own evaluator answers the same on every fixture: derived documents for the fixture's check, objects for every check", async () => {
  const sources = await readPolicySources(policies, "policies");
  const toolchain = await startRegoToolchain(join(repository, "dist/toolchain/rego.wasm"));
  const notApplicable = new Set(
    toolchain
      .annotations(sources)
      .flatMap(({ package: path, rules }) => (rules.includes("not_applicable") ? [path.slice(1).join("/")] : [])),
  );
  const run = writeEntrypoints(bundle.checks, (id) => notApplicable.has(id));
  const parameters = Object.fromEntries(
    bundle.checks.map(({ id, parameters = [] }) => [id, Object.fromEntries(parameters.map(({ name, value }) => [name, value]))]),
  );
  const data = `package touchstone\n\nparameters := ${JSON.stringify(parameters)}`;
  // Asking every check about every document takes OPA's interpreter many minutes: each is asked what may have an answer.
  const numbered = bundle.checks.map((_, number) => `numbered[${number}] := c${number}`);
  const answers = "answers := [answer |\n\tsome number in input.numbers\n\tanswer := numbered[number] with input as input.document\n]";
  const modules = { ...sources, "run.rego": [run.source, ...numbered, answers, ""].join("\n"), "data.rego": data };
  const questions = [
    ...derived.map((asked) => ({ asked, numbers: [bundle.checks.findIndex(({ id }) => id === asked.check)] })),
    ...[...whole.values()].map((asked, index) => ({
      asked,
      numbers: bundle.checks.flatMap((check, number) => {
        const isAsked = reads(check, asked.kind, asked.resourceKind) || (index + number) % everyExcluded === 0;
        return check.kinds.includes(asked.kind) && isAsked ? [number] : [];
      }),
    })),
  ];
  const theirs = toolchain.evaluate(modules, "data.touchstone.run.answers", questions.map(({ asked: { input }, numbers }) => ({ document: input, numbers })));
  let compared = 0;
  for (const [at, { asked, numbers }] of questions.entries()) {
    const { kind, resourceKind, input, file } = asked;
    const [ours = []] = await evaluator.evaluate([{ kind, resource: resourceKind, input: JSON.stringify(input) }]);
    for (const [position, number] of numbers.entries()) {
      const check = bundle.checks[number];
      const outcome = readOutcome((theirs[at] as readonly unknown[])[position]);
      compared++;
      if (check && reads(check, kind, resourceKind)) {
        assert.deepEqual(ours.find((result) => result.check === check.id)?.outcome, outcome, `${check.id} on ${file}`);
      } else {
        // What METADATA exclude, the rule has nothing to say of either.
        assert.equal(outcome?.status, "not-applicable", `${check?.id} on ${resourceKind} of ${file}`);
      }
    }
  }
  assert.ok(compared > 10_000, `only ${compared} answers were compared`);
});
