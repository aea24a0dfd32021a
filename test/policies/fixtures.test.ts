// Every fixture does what its name says, in our host and in OPA's own evaluator: two engines, one truth.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { isFixtureName } from "../../scripts/check-pages/fixture-evidence.ts";
import { withFixtureParameters } from "../../scripts/check-pages/fixture-parameters.ts";
import { loadLibrary } from "../../src/library/index.ts";
import { readPolicySources } from "../../src/library/policy-sources.ts";
import { reads, subjectKinds, type Subject, type SubjectKind } from "../../src/model/index.ts";
import { readOutcome } from "../../src/rego/outcome.ts";
import { createEvaluator, toItem, writeEntrypoints } from "../../src/rego/index.ts";
import { startRegoToolchain } from "../../src/toolchain/rego-toolchain.ts";
import { checkFolders, fixturesOf, policies, repository, subjectsOf, type Fixture } from "./check-folders.ts";

const library = await loadLibrary(
  { policies: [], catalogues: [], mappings: [] },
  { startCompiler: () => Promise.reject(new Error("nothing to compile")), writeEntrypoints, cacheFolder: "" },
);
const bundle = await withFixtureParameters(library.bundle);
const byId = new Map(bundle.checks.map((check) => [check.id, check]));
const fixtures: readonly { readonly fixture: Fixture; readonly subjects: readonly Subject[] }[] = await Promise.all(
  checkFolders()
    .flatMap(fixturesOf)
    .map(async (fixture) => ({ fixture, subjects: await subjectsOf(fixture) })),
);

const evaluator = await createEvaluator(bundle, {
  workers: 0,
  timeLimitMs: 1000,
  now: "2026-11-24T12:00:00.000Z",
  selected: new Set(byId.keys()),
});

for (const check of checkFolders()) {
  test(`${check}: fixtures pass, fail and skip as their names say`, async () => {
    const own = fixtures.filter(({ fixture }) => fixture.check === check);
    const declared = byId.get(check);
    for (const { fixture, subjects } of own) {
      const read = subjects.filter(({ kind, resource }) => declared && reads(declared, kind, resource.kind));
      if (fixture.expectation !== "skip") assert.ok(read.length > 0, `${fixture.file} has no subject that the check reads`);
      const results = await evaluator.evaluate(read.map(toItem));
      const expected = { pass: "pass", fail: "fail", skip: "not-applicable" }[fixture.expectation];
      let asExpected = 0;
      for (const [index, subject] of read.entries()) {
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
    }
    const seen = new Set(own.map(({ fixture }) => fixture.expectation));
    assert.ok(seen.has("pass") && seen.has("fail"), `${check} needs fixtures that pass and fixtures that fail`);
    for (const { fixture } of own) assert.ok(isFixtureName(fixture.file), fixture.file);
  });
}

/** What a document says of an object comes from others as well; a log has runs and weaknesses, a bill has components, and a check may mean one of them. */
function isDerived(kind: SubjectKind): boolean {
  return !["workload", "object", "namespace"].includes(kind);
}

test("a failing fixture names a place that is in its file, and details that fill the message", async () => {
  for (const { fixture, subjects } of fixtures) {
    const text = await readFile(join(policies, fixture.file), "utf8");
    const lines = text.split("\n").length;
    const results = await evaluator.evaluate(subjects.map(toItem));
    for (const [index, subject] of subjects.entries()) {
      for (const { check, outcome } of results[index] ?? []) {
        if (outcome.status !== "fail") continue;
        for (const { path, details } of outcome.failures) {
          const { line = 0 } = subject.locate(path);
          // A weakness is in a file that the scanner read, and not in its log.
          if (subject.kind !== "weakness") assert.ok(line >= 1 && line <= lines, `${fixture.file}: ${check} points at line ${line}`);
          const placeholders = byId.get(check)?.message.match(/\{\w+\}/g) ?? [];
          for (const placeholder of placeholders) assert.ok(Object.hasOwn(details, placeholder.slice(1, -1)), `${check} leaves ${placeholder} empty`);
        }
      }
    }
  }
});

test("OPA's own evaluator answers the same for every check on every fixture, of derived documents for the fixture's own check", async () => {
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
  // Every check of a kind on all of its subjects, those that METADATA leave out included.
  const numbersOf = (kind: SubjectKind): readonly number[] =>
    bundle.checks.flatMap(({ kinds }, number) => (kinds.includes(kind) ? [number] : []));
  const whole = subjectKinds.filter((kind) => !isDerived(kind));
  const all = whole.map((kind) => `all_${kind} := [${numbersOf(kind).map((number) => `c${number}`).join(", ")}]`);
  // Asking every check about every derived document takes OPA's interpreter many minutes: each is asked about its own.
  const numbered = bundle.checks.map((_, number) => `numbered[${number}] := c${number}`);
  const asked = "asked := answer if {\n\tnumber := input.number\n\tanswer := numbered[number] with input as input.document\n}";
  const modules = { ...sources, "run.rego": [run.source, ...all, ...numbered, asked, ""].join("\n"), "data.rego": data };
  let compared = 0;
  const own = fixtures.flatMap(({ fixture, subjects }) => {
    const number = bundle.checks.findIndex(({ id }) => id === fixture.check);
    const check = bundle.checks[number];
    return subjects.flatMap((subject) =>
      check && isDerived(subject.kind) && reads(check, subject.kind, subject.resource.kind) ? [{ number, check, subject }] : [],
    );
  });
  const answered = toolchain.evaluate(modules, "data.touchstone.run.asked", own.map(({ number, subject }) => ({ number, document: subject.input })));
  const known = await evaluator.evaluate(own.map(({ subject }) => toItem(subject)));
  for (const [index, { check, subject }] of own.entries()) {
    const outcome = known[index]?.find((result) => result.check === check.id)?.outcome;
    assert.deepEqual(outcome, readOutcome(answered[index]), `${check.id} on ${subject.location.file}`);
    compared++;
  }
  for (const kind of whole) {
    const checks = bundle.checks.filter((check) => check.kinds.includes(kind));
    const alike = fixtures.flatMap((one) => one.subjects).filter((subject) => subject.kind === kind);
    const subjects = [...new Map(alike.map((subject) => [JSON.stringify(subject.input), subject])).values()];
    if (checks.length === 0) continue;
    const theirs = toolchain.evaluate(modules, `data.touchstone.run.all_${kind}`, subjects.map(({ input }) => input));
    const ours = await evaluator.evaluate(subjects.map(toItem));
    for (const [index, subject] of subjects.entries()) {
      const answers = theirs[index] as readonly unknown[];
      for (const [position, check] of checks.entries()) {
        const theirOutcome = readOutcome(answers[position]);
        compared++;
        if (reads(check, kind, subject.resource.kind)) {
          const outcome = ours[index]?.find((result) => result.check === check.id)?.outcome;
          assert.deepEqual(outcome, theirOutcome, `${check.id} on ${subject.location.file}`);
        } else {
          // What METADATA exclude, the rule has nothing to say of either.
          assert.equal(theirOutcome?.status, "not-applicable", `${check.id} on ${subject.resource.kind} of ${subject.location.file}`);
        }
      }
    }
  }
  assert.ok(compared > 1000, `only ${compared} answers were compared`);
});
