// What the embedded Rego toolchain answers. That a native OPA answers the same is asserted in native-opa.test.ts.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { TouchstoneError } from "../../src/model/index.ts";
import { RegoError, startRegoToolchain, type RegoProblem } from "../../src/toolchain/rego-toolchain.ts";
import { repository } from "./chart-cases.ts";

const wasmFile = join(repository, "dist/toolchain/rego.wasm");
const toolchain = await startRegoToolchain(wasmFile);

const oven = `# METADATA
# title: Ovens are cold
# custom:
#   severity: high
package bakery.oven

# METADATA
# description: What is hot.
fail contains {"path": ["heat"], "details": {"heat": input.heat}} if input.heat > limit

limit := 230
`;

function problemsOf(work: () => unknown): readonly RegoProblem[] {
  try {
    work();
  } catch (thrown) {
    assert.ok(thrown instanceof RegoError, String(thrown));
    assert.equal(thrown.code, "E_POLICY");
    return thrown.problems;
  }
  throw new assert.AssertionError({ message: "the policies are in order" });
}

test("says which OPA it is", () => {
  assert.equal(toolchain.version(), "1.22.2");
});

test("reads what each policy says of itself, in the order of the files", () => {
  const plain = "package bakery.till\n\nopen := true\n\nopen_at := 7\n\nopen_at := 8 if input.sunday\n";
  assert.deepEqual(toolchain.annotations({ "oven.rego": oven, "a/till.rego": plain }), [
    { file: "a/till.rego", package: ["bakery", "till"], rules: ["open", "open_at"], metadata: null, row: 1 },
    {
      file: "oven.rego",
      package: ["bakery", "oven"],
      rules: ["fail", "limit"],
      metadata: { scope: "package", title: "Ovens are cold", custom: { severity: "high" } },
      row: 1,
    },
  ]);
});

for (const [what, source, expected] of [
  ["does not parse", "package bakery\n\nfail contains x if {\n", { code: "rego_parse_error", row: 4, col: 0 }],
  ["has METADATA that is no YAML", "# METADATA\n# title: [\npackage bakery\n", { code: "rego_parse_error", row: 2, col: 1 }],
  ["names an unknown function", "package bakery\n\nx := bake(input)\n", { code: "rego_type_error", row: 3, col: 6 }],
  ["calls a function with a wrong type", "package bakery\n\nx := upper(1)\n", { code: "rego_type_error", row: 3, col: 6 }],
  ["has a variable that is nowhere given a value", "package bakery\n\nx if y > 1\n", { code: "rego_unsafe_var_error", row: 3, col: 6 }],
  ["refers to itself", "package bakery\n\nx if not x\n", { code: "rego_recursion_error", row: 3, col: 1 }],
  ["is written for OPA before 1.0", "package bakery\n\nx { true }\n", { code: "rego_parse_error", row: 3, col: 1 }],
  ["is empty", "# nothing\n", { code: "rego_parse_error", row: 0, col: 0 }],
] as const) {
  test(`a policy that ${what} is refused at its file, row and column`, () => {
    const sources = { "bakery.rego": source, "oven.rego": oven };
    for (const work of [
      () => toolchain.annotations(sources),
      () => toolchain.compile(sources, ["bakery/oven/fail"]),
      () => toolchain.test(sources),
      () => toolchain.evaluate(sources, "data", [{}]),
    ]) {
      const [problem] = problemsOf(work);
      assert.ok(problem);
      const { code, file, row, col, message } = problem;
      assert.deepEqual({ code, file, row, col }, { ...expected, file: "bakery.rego" });
      assert.notEqual(message, "");
    }
  });
}

test("every mistake is said in one line, with its place before it", () => {
  const sources = {
    "b.rego": "package b\n\nx if y\n",
    "a.rego": "package a\n\nx if y\n\nz if {\n",
    "d.rego": "import data.x\n",
  };
  assert.throws(() => toolchain.annotations(sources), (error) => {
    assert.ok(error instanceof RegoError);
    assert.deepEqual(error.message.split("\n"), [
      "a.rego:6: rego_parse_error: unexpected eof token",
      "d.rego:1:1: rego_parse_error: package expected",
    ]);
    assert.equal(error.hint, "Correct the policy at the place that is named.");
    return true;
  });
});

test("a policy that does not parse keeps no other from being checked: all that do not are named", () => {
  const problems = problemsOf(() => toolchain.annotations({ "a.rego": "package a\nx if {", "b.rego": "package\n", "oven.rego": oven }));
  assert.deepEqual([...new Set(problems.map(({ file }) => file))], ["a.rego", "b.rego"]);
});

test("an entrypoint that is not there is a mistake without a place", () => {
  const [problem] = problemsOf(() => toolchain.compile({ "oven.rego": oven }, ["bakery/oven/none"]));
  assert.deepEqual([problem?.file, problem?.row], ["", 0]);
  assert.match(problem?.message ?? "", /bakery\/oven\/none/);
});

test("the same policies give the same bytes, whatever was compiled before, in this process or another", async () => {
  const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
  const compile = (): string => digest(toolchain.compile({ "oven.rego": oven, "till.rego": "package bakery.till\n" }, ["bakery/oven/fail"]));
  const first = compile();
  toolchain.compile({ "other.rego": "package other\n\nx := 1\n" }, ["other/x"]);
  assert.equal(compile(), first);
  const another = await startRegoToolchain(wasmFile);
  assert.equal(digest(another.compile({ "till.rego": "package bakery.till\n", "oven.rego": oven }, ["bakery/oven/fail"])), first);
});

test("what it compiles is WebAssembly", () => {
  assert.ok(WebAssembly.validate(toolchain.compile({ "oven.rego": oven }, ["bakery/oven/fail"])));
});

test("two files of one package are one package", () => {
  const sources = { "a.rego": "package bakery\n\nbread contains loaf if some loaf in rye\n", "b.rego": "package bakery\n\nrye := {input.loaf}\n" };
  assert.deepEqual(toolchain.evaluate(sources, "data.bakery.bread", [{ loaf: "dark" }]), [["dark"]]);
  const twice = { "a.rego": "package bakery\n\nx := 1\n", "b.rego": "package bakery\n\nx := 2\n" };
  assert.throws(() => toolchain.evaluate(twice, "data.bakery.x", [{}]), RegoError);
});

test("evaluates a query for each input, and null where it is undefined", () => {
  const inputs = [{ heat: 250 }, { heat: 100 }, {}, null, { heat: "hot" }];
  const hot = (heat: unknown) => [{ path: ["heat"], details: { heat } }];
  assert.deepEqual(toolchain.evaluate({ "oven.rego": oven }, "data.bakery.oven.fail", inputs), [hot(250), [], [], [], hot("hot")]);
  assert.deepEqual(toolchain.evaluate({ "oven.rego": oven }, "data.bakery.oven.none", inputs), [null, null, null, null, null]);
});

test("print statements compile, and say nothing", () => {
  const source = 'package bakery\n\nx := y if {\n\ty := input.loaf\n\tprint("loaf", y)\n}\n';
  assert.ok(WebAssembly.validate(toolchain.compile({ "bakery.rego": source }, ["bakery/x"])));
  assert.deepEqual(toolchain.evaluate({ "bakery.rego": source }, "data.bakery.x", [{ loaf: 1 }]), [1]);
});

test("functions that WebAssembly has not compile all the same: http.send, time and units", () => {
  const source = `package bakery

status := http.send({"method": "get", "url": input.url}).status_code

now := time.now_ns()

bytes := units.parse_bytes("1Ki")
`;
  const wasm = toolchain.compile({ "bakery.rego": source }, ["bakery/status", "bakery/now", "bakery/bytes"]);
  assert.ok(WebAssembly.validate(wasm));
});

test("http.send reaches nothing from here", () => {
  const source = 'package bakery\n\nstatus := http.send({"method": "get", "url": "http://127.0.0.1:1/", "raise_error": false}).status_code\n';
  assert.deepEqual(toolchain.evaluate({ "bakery.rego": source }, "data.bakery.status", [{}]), [0]);
});

test("formats, and refuses to format what does not parse", () => {
  assert.deepEqual(toolchain.format({ "a.rego": "package   a\nx:=1\n", "oven.rego": oven }), { "a.rego": "package a\n\nx := 1\n", "oven.rego": oven });
  const [problem] = problemsOf(() => toolchain.format({ "a.rego": "package a\nx := {" }));
  assert.deepEqual([problem?.file, problem?.row], ["a.rego", 2]);
});

test("runs tests: those that pass, fail, stop and are put off, by file and row", () => {
  const tests = `package bakery.oven_test

import data.bakery.oven

test_hot if count(oven.fail) == 1 with input as {"heat": 250}

test_cold if count(oven.fail) == 1 with input as {"heat": 1}

test_stops if [1 | x := {1: 1, 1: 2}[_]] == object.union(1, 2)

todo_test_later if false
`;
  const results = (sources: Readonly<Record<string, string>>): unknown =>
    toolchain.test(sources).map(({ file, row, package: path, name, passed, skipped }) => [file, row, path, name, passed, skipped]);
  const sources = { "oven.rego": oven, "oven_test.rego": tests.replace(/^test_stops.*\n\n/m, "") };
  const path = "data.bakery.oven_test";
  assert.deepEqual(results(sources), [
    ["oven_test.rego", 5, path, "test_hot", true, false],
    ["oven_test.rego", 7, path, "test_cold", false, false],
    ["oven_test.rego", 9, path, "todo_test_later", false, true],
  ]);
  assert.equal(problemsOf(() => toolchain.test({ "oven.rego": oven, "oven_test.rego": tests }))[0]?.code, "rego_type_error");
  assert.deepEqual(results({ "oven.rego": oven }), []);
});

test("a module that is missing, or none, is an error that says how to get it", async () => {
  for (const file of [join(repository, "dist/toolchain/none.wasm"), import.meta.filename]) {
    await assert.rejects(startRegoToolchain(file), (error) => {
      assert.ok(error instanceof TouchstoneError);
      assert.equal(error.code, "E_TOOLCHAIN");
      assert.match(error.message, /^the embedded Rego compiler cannot be started: /);
      assert.equal(error.hint, "Reinstall Touchstone; in a source tree run `npm run setup`.");
      return true;
    });
  }
});
