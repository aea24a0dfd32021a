// The embedded OPA and a native one are the same OPA; and what is no usable OPA is not used.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, test } from "node:test";
import { execa } from "execa";
import { compileChecks, type CompiledChecks } from "../../src/library/compile-checks.ts";
import { readPolicySources } from "../../src/library/policy-sources.ts";
import { loadUserChecks } from "../../src/library/user-checks.ts";
import { TouchstoneError, type Bundle } from "../../src/model/index.ts";
import { createEvaluator, toItem, writeEntrypoints, type ItemResult } from "../../src/rego/index.ts";
import { findNativeOpa, type NativeOpa } from "../../src/toolchain/native-opa.ts";
import { chooseRegoCompiler, type RegoCompiler } from "../../src/toolchain/rego-compiler.ts";
import { RegoError, startRegoToolchain, type RegoProblem, type RegoSources } from "../../src/toolchain/rego-toolchain.ts";
import { checkFolders, fixturesOf, policies, repository, subjectsOf } from "../policies/check-folders.ts";
import { broken, odd } from "./policy-cases.ts";

const builtOpa = join(repository, ".cache/tools/opa");
const opa = (await findNativeOpa(builtOpa)) ?? (await findNativeOpa());
const wasmFile = join(repository, "dist/toolchain/rego.wasm");
const embedded = await startRegoToolchain(wasmFile);
const native = await compilerOf(opa);
const library = await readPolicySources(policies, "policies");

/** Other releases of OPA word some messages in their own way. */
const skip = skipReason(opa);

function skipReason(found: NativeOpa | undefined): string | false {
  if (!found) return `MISSING TOOL: opa, neither at ${builtOpa} nor on the PATH; build it from toolchain/native-opa`;
  const version = embedded.version();
  if (found.version === version) return false;
  return `WRONG TOOL: opa is ${found.version}, the embedded one ${version}; build it from toolchain/native-opa`;
}

async function compilerOf(found: NativeOpa | undefined): Promise<RegoCompiler> {
  return (await chooseRegoCompiler({ wasmFile, findNative: async () => found })).start();
}

// Whatever this process leaves in the folder for temporary files, it leaves here.
const elsewhere = await mkdtemp(join(tmpdir(), "touchstone-test-"));
const temporary = join(elsewhere, "tmp");
await mkdir(temporary);
process.env["TMPDIR"] = temporary;
after(() => rm(elsewhere, { recursive: true, force: true }));

async function assertNothingIsLeft(): Promise<void> {
  assert.equal(tmpdir(), temporary);
  assert.deepEqual(await readdir(temporary), []);
}

/** The problems that a compiler finds, or none. */
async function problemsOf(work: () => unknown): Promise<readonly RegoProblem[]> {
  try {
    await work();
    return [];
  } catch (thrown) {
    if (!(thrown instanceof RegoError)) throw thrown;
    return thrown.problems;
  }
}

test("both read the same METADATA of our own policies", { skip }, async () => {
  const described = await native.annotations(library);
  assert.ok(described.length > 30);
  assert.deepEqual(described, embedded.annotations(library));
  await assertNothingIsLeft();
});

test("both read the same METADATA of odd policies, and compile them", { skip }, async (context) => {
  for (const [theme, sources] of Object.entries(odd)) {
    await context.test(theme, async () => {
      const described = await native.annotations(sources);
      assert.deepEqual(described, embedded.annotations(sources));
      const entrypoints = described.flatMap(({ package: path, rules }) => {
        const names = path.every((step) => /^\w+$/.test(step)) ? rules.filter((rule) => !["f", "deep"].includes(rule)) : [];
        return names.map((rule) => [...path, rule].join("/"));
      });
      for (const compiler of [embedded, native]) {
        if (entrypoints.length > 0) assert.ok(WebAssembly.validate(await compiler.compile(sources, entrypoints)));
      }
    });
  }
  await assertNothingIsLeft();
});

test("both find the same mistakes at the same places", { skip }, async (context) => {
  for (const [theme, sources] of Object.entries(broken)) {
    await context.test(theme, async () => {
      const expected = await problemsOf(() => embedded.annotations(sources));
      assert.ok(expected.length > 0);
      assert.deepEqual(await problemsOf(() => native.annotations(sources)), expected);
      assert.deepEqual(await problemsOf(() => native.compile(sources, ["p/x"])), expected);
    });
  }
  await assertNothingIsLeft();
});

test("both say the same of an entrypoint that is not there", { skip }, async () => {
  const expected = await problemsOf(() => embedded.compile(library, ["touchstone/run/nothing"]));
  assert.equal(expected.length, 1);
  assert.deepEqual(await problemsOf(() => native.compile(library, ["touchstone/run/nothing"])), expected);
  await assertNothingIsLeft();
});

test("what both compile answers the same for every check on every fixture", { skip }, async () => {
  const ours = await compileChecks("built-in", library, {}, embedded, writeEntrypoints);
  const theirs = await compileChecks("user", library, {}, native, writeEntrypoints);
  assert.deepEqual(theirs.checks, ours.checks);
  assert.equal(theirs.digest, ours.digest);
  const fixtures = checkFolders().flatMap(fixturesOf);
  const items = (await Promise.all(fixtures.map(subjectsOf))).flat().map(toItem);
  async function answers({ checks, digest, module }: CompiledChecks): Promise<readonly ItemResult[]> {
    const bundle: Bundle = { checks, digest, modules: [{ ...module, origin: "built-in" }] };
    const selected = new Set(checks.map(({ id }) => id));
    const evaluator = await createEvaluator(bundle, { selected, workers: 0, timeLimitMs: 1000, now: "2026-11-24T12:00:00.000Z" });
    try {
      return await evaluator.evaluate(items);
    } finally {
      await evaluator.close();
    }
  }
  const expected = await answers(ours);
  assert.ok(expected.flat().length > 100, "the fixtures show next to nothing");
  const actual = await answers(theirs);
  for (const [index, answer] of expected.entries()) assert.deepEqual(actual[index], answer, items[index]?.input);
  assert.equal(actual.length, expected.length);
  await assertNothingIsLeft();
});

test("a user's checks are compiled again when another compiler is there", { skip }, async () => {
  const own = { "policies/pinned.rego": library["policies/image/digest-pinned/policy.rego"] ?? "" };
  const shared = Object.fromEntries(Object.entries(library).filter(([name]) => name.startsWith("policies/lib/")));
  const started: string[] = [];
  async function load(compilerName: string): Promise<Uint8Array> {
    const startCompiler = async (): Promise<RegoCompiler> => {
      started.push(compilerName);
      return compilerName.startsWith("opa-native") ? native : embedded;
    };
    const cacheFolder = join(elsewhere, "cache");
    const options = { startCompiler, writeEntrypoints, cacheFolder, compilerId: "sha256:0", compilerName, shared };
    return (await loadUserChecks(own, options)).module.wasm;
  }
  for (const name of ["opa-embedded", "opa-native-1.22.2", "opa-embedded", "opa-native-1.22.2", "opa-native-1.23.0"]) {
    assert.ok(WebAssembly.validate((await load(name)) as BufferSource));
  }
  assert.deepEqual(started, ["opa-embedded", "opa-native-1.22.2", "opa-native-1.23.0"]);
});

test("variables for OPA's flags do not reach it", { skip }, async () => {
  process.env["OPA_BUILD_V0_COMPATIBLE"] = "true";
  try {
    assert.deepEqual(await native.annotations(library), embedded.annotations(library));
  } finally {
    delete process.env["OPA_BUILD_V0_COMPATIBLE"];
  }
});

/** Every Rego file of ours, tests included. */
function allRego(): RegoSources {
  const names = globSync("policies/**/*.rego", { cwd: repository }).toSorted();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(repository, name), "utf8")]));
}

async function runOpa(args: readonly string[], cwd = repository, input = ""): Promise<string> {
  return (await execa(opa?.command ?? "opa", args, { cwd, input, stripFinalNewline: false })).stdout;
}

test("both format alike: ours are as `opa fmt` leaves them, and an untidy copy becomes the same", { skip }, async () => {
  const sources = allRego();
  assert.equal(await runOpa(["fmt", "--list", "policies"]), "");
  assert.deepEqual(embedded.format(sources), sources);
  const untidy = Object.fromEntries(
    Object.entries(sources).map(([name, text]) => [name, text.replaceAll("\t", "  ").replaceAll(" := ", ":=").replaceAll("\n\n", "\n\n\n")]),
  );
  const folder = join(elsewhere, "untidy");
  for (const [name, text] of Object.entries(untidy)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await runOpa(["fmt", "--write", "policies"], folder);
  const theirs = Object.fromEntries(Object.keys(untidy).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  assert.notDeepEqual(theirs, untidy);
  assert.deepEqual(embedded.format(untidy), theirs);
});

test("both run our tests, and a failing one, with the same results", { skip }, async () => {
  const oven = `package oven_test

test_passes if true

test_fails if false

test_throws if 1 / 0 == 1

todo_test_later if true
`;
  const folder = join(elsewhere, "tests");
  await mkdir(folder);
  await writeFile(join(folder, "oven_test.rego"), oven);
  const ran = await execa(opa?.command ?? "opa", ["test", "--format=json", "oven_test.rego"], { cwd: folder, reject: false });
  assert.equal(ran.exitCode, 2);
  const theirs = toTests(ran.stdout);
  assert.deepEqual(theirs.map(({ name, passed, skipped }) => [name, passed, skipped]), [
    ["test_passes", true, false],
    ["test_fails", false, false],
    ["test_throws", false, false],
    ["todo_test_later", false, true],
  ]);
  assert.deepEqual(embedded.test({ "oven_test.rego": oven }).map(toComparable), theirs);
  const ours = embedded.test(allRego()).map(toComparable);
  assert.ok(ours.length > 10);
  assert.deepEqual(ours, toTests(await runOpa(["test", "--format=json", "--ignore=*.yaml", "--ignore=*.json", "policies"])));
});

interface ComparableTest {
  readonly file: string;
  readonly row: number;
  readonly package: string;
  readonly name: string;
  readonly passed: boolean;
  readonly skipped: boolean;
}

function toComparable({ file, row, package: path, name, passed, skipped }: ComparableTest): ComparableTest {
  return { file, row, package: path, name, passed, skipped };
}

interface OpaTest {
  readonly location: { readonly file: string; readonly row: number };
  readonly package: string;
  readonly name: string;
  readonly fail?: boolean;
  readonly skip?: boolean;
}

/** In the order of the embedded runner. */
function toTests(json: string): readonly ComparableTest[] {
  return (JSON.parse(json) as readonly OpaTest[])
    .map(({ location: { file, row }, package: path, name, fail = false, skip: skipped = false }) => {
      return { file, row, package: path, name, passed: !fail && !skipped, skipped };
    })
    .toSorted((a, b) => (a.file === b.file ? a.row - b.row : a.file < b.file ? -1 : 1));
}

test("both evaluate alike", { skip }, async () => {
  const folder = join(elsewhere, "bakery");
  const source = `package bakery

weights contains loaf.weight if some loaf in input.loaves

names := [upper(loaf.name) | some loaf in input.loaves]

total := sum(weights)

by_name[loaf.name] := loaf if some loaf in input.loaves

message := sprintf("%d loaves of %v", [count(input.loaves), concat(", ", sort(names))])

ratio := 1 / input.divisor

large := 12345678901234567890 + 1
`;
  await mkdir(folder);
  await writeFile(join(folder, "bakery.rego"), source);
  const inputs = [
    { loaves: [{ name: "rye", weight: 2 }, { name: "brïoche", weight: 0.1 }, { name: "spelt", weight: 0.2 }], divisor: 3 },
    { loaves: [], divisor: 0 },
    { loaves: [{ name: "rye", weight: 1 }, { name: "rye", weight: 2 }] },
    null,
  ];
  const queries = ["data.bakery.weights", "data.bakery.total", "data.bakery.message", "data.bakery.ratio", "data.bakery.large", "input.loaves[0]"];
  for (const query of queries) {
    const ours = embedded.evaluate({ "bakery.rego": source }, query, inputs);
    for (const [index, input] of inputs.entries()) {
      const answer = await runOpa(["eval", "--format=json", "--data=bakery.rego", "--stdin-input", query], folder, JSON.stringify(input));
      const { result } = JSON.parse(answer) as { result?: { expressions: { value: unknown }[] }[] };
      assert.deepEqual(ours[index], result?.[0]?.expressions[0]?.value ?? null, `${query} of input ${index}`);
    }
  }
  assert.throws(() => embedded.evaluate({ "bakery.rego": source }, "data.bakery.by_name", inputs), /object keys must be unique/);
  const asked = ["eval", "--format=json", "--data=bakery.rego", "--stdin-input", "data.bakery.by_name"];
  await assert.rejects(runOpa(asked, folder, JSON.stringify(inputs[2])), /object keys must be unique/);
});

const versionOutput = `Version: 1.22.2
Build Commit: 
Go Version: go1.26.0
Rego Version: v1
WebAssembly: available`;

/** A program that prints `version` when it is asked for that, and runs \`rest\` for any other command. */
async function fakeOpa(name: string, version: string, rest = "exit 0"): Promise<string> {
  const file = join(elsewhere, name, "opa");
  await mkdir(dirname(file));
  await writeFile(file, `#!/bin/sh\nif [ "$1" = version ]; then\necho '${version}'\nexit 0\nfi\n${rest}\n`);
  await chmod(file, 0o755);
  return file;
}

test("takes no program for a usable OPA but an OPA of version 1 or later", async () => {
  assert.equal(await findNativeOpa(join(elsewhere, "nowhere")), undefined);
  assert.equal(await findNativeOpa(process.execPath), undefined);
  const refused = {
    silent: "",
    "other-program": "Version: 1.22.2\nBuilt for bread",
    "no-number": versionOutput.replace("1.22.2", "latest"),
    zero: versionOutput.replace("1.22.2", "0.70.0"),
    "zero-of-rego-v1": versionOutput.replace("1.22.2", "0.100.1"),
  };
  for (const [name, output] of Object.entries(refused)) assert.equal(await findNativeOpa(await fakeOpa(name, output)), undefined, name);
  const failing = await fakeOpa("failing", versionOutput);
  await writeFile(failing, `#!/bin/sh\necho '${versionOutput}'\nexit 1\n`);
  assert.equal(await findNativeOpa(failing), undefined);
  for (const version of ["1.0.0", "1.22.2", "1.23.0-dev", "2.0.0"]) {
    const command = await fakeOpa(`usable-${version}`, versionOutput.replace("1.22.2", version));
    assert.deepEqual(await findNativeOpa(command), { command, version });
  }
});

test("looks on the PATH, and not in the current folder", async () => {
  const folder = dirname(await fakeOpa("on-the-path", versionOutput));
  const before = { path: process.env["PATH"], folder: process.cwd() };
  try {
    process.env["PATH"] = [folder, before.path].join(delimiter);
    assert.deepEqual(await findNativeOpa(), { command: "opa", version: "1.22.2" });
    process.chdir(folder);
    process.env["PATH"] = [".", ""].join(delimiter);
    assert.equal(await findNativeOpa(), undefined);
  } finally {
    process.env["PATH"] = before.path;
    process.chdir(before.folder);
  }
});

test("chooses the native compiler when there is one, and says nothing when there is none", async () => {
  const found = { command: "opa", version: "1.22.2" };
  const native = await chooseRegoCompiler({ wasmFile: "nowhere.wasm", findNative: async () => found });
  assert.equal(native.id, "opa-native-1.22.2");
  const own = await chooseRegoCompiler({ wasmFile, findNative: async () => undefined });
  assert.equal(own.id, "opa-embedded");
  const sources = { "p.rego": "package p\n\nx := 1\n" };
  assert.deepEqual((await own.start()).annotations(sources), embedded.annotations(sources));
  await assert.rejects(
    (await chooseRegoCompiler({ wasmFile: "nowhere.wasm", findNative: async () => undefined })).start(),
    (error) => error instanceof TouchstoneError && error.code === "E_TOOLCHAIN",
  );
});

test("an OPA that fails for a reason of its own is an error that names it, and leaves nothing behind", async () => {
  const sources = { "p.rego": "package p\n\nx := 1\n" };
  const failures = {
    "does-not-know-the-flag": ['echo "Error: unknown flag: --target" >&2; exit 1', /unknown flag: --target/],
    "is-silent": ["exit 3", /exit code 3/],
    "does-nothing": ["exit 0", /it wrote no bundle/],
    crashes: ["printf 'panic: out of flour\\n\\ngoroutine 1 [running]:\\nmain.main()\\n' >&2; exit 2", /: panic: out of flour$/],
    "is-killed": ["kill -9 $$", /SIGKILL/],
    "has-no-room": [
      'if [ "$1" = build ]; then echo "error: write ../touchstone-bundle.tar.gz: no space left on device"; exit 1; fi',
      /no space left on device/,
    ],
    "finds-a-mistake-that-it-cannot-tell": ["echo 'error: 1 error occurred'; echo oops >&2; exit 1", /its answer is no JSON: oops/],
    "writes-no-archive": ["echo flour > ../touchstone-bundle.tar.gz; echo '{}'", /its bundle cannot be read: incorrect header check/],
    "writes-an-archive-without-a-module": [
      "echo '{}'; tar -cf - . | gzip > ../touchstone-bundle.tar.gz",
      /its bundle cannot be read: there is no policy\.wasm in it/,
    ],
  } as const;
  for (const [name, [script, message]] of Object.entries(failures)) {
    const command = await fakeOpa(name, versionOutput, script);
    const compiler = await compilerOf(await findNativeOpa(command));
    await assert.rejects(async () => compiler.compile(sources, ["p/x"]), isFailureOf(command, message), name);
    await assertNothingIsLeft();
  }
  const command = await fakeOpa("knows-no-file", versionOutput, "touch ../touchstone-bundle.tar.gz; echo '{\"result\": []}'");
  const compiler = await compilerOf(await findNativeOpa(command));
  await assert.rejects(async () => compiler.annotations(sources), isFailureOf(command, /it cannot parse p\.rego alone/));
  await assertNothingIsLeft();
});

function isFailureOf(command: string, message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof TouchstoneError && !(error instanceof RegoError), String(error));
    assert.equal(error.code, "E_TOOLCHAIN");
    assert.ok(error.message.startsWith(`OPA 1.22.2, which was found as ${command}, failed: `), error.message);
    assert.match(error.message, message);
    assert.match(error.hint, /take it off the PATH/);
    return true;
  };
}

test("a folder for temporary files that cannot be written is an error that says so", async () => {
  const compiler = await compilerOf({ command: "opa", version: "1.22.2" });
  process.env["TMPDIR"] = join(elsewhere, "nowhere");
  try {
    await assert.rejects(async () => compiler.annotations({ "p.rego": "package p\n" }), (error) => {
      assert.ok(error instanceof TouchstoneError);
      assert.equal(error.code, "E_TOOLCHAIN");
      assert.match(error.message, /cannot be written to the folder for temporary files: ENOENT/);
      return true;
    });
  } finally {
    process.env["TMPDIR"] = temporary;
  }
});
