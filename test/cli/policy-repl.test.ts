// `touchstone policy repl`: a session through a pipe prints what `opa run` prints, and no mistake ends it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bakery, inFolder } from "../toolchain/bakery.ts";
import { runOpa, skipWithoutOpa as skip } from "../toolchain/opa-binary.ts";
import { folderOf, touchstone } from "./touchstone.ts";

/** Statements that are complete on their lines, or end with an empty one. */
const session = `1 == 1
1 == 2
x := [1, 2, 3]
x
x[i]
some i; x[i] > 1
[a, b] = [1, {"c": "d"}]; e = "text"
sum(x)
"text"
y if {
  count(x) == 3
  true
}

y
z contains n if some n in x
z
missing
data.bakery.limits
data.bakery.ovens.never(3)
import data.bakery.limits as kept
kept.degrees
show
unset y
show
package other
q := 4
q
json
q
pretty
input.name
1 / 0
{"a": {"b": 1}}["a"]
print("said")
null
`;

test("prints what opa run prints", { skip }, async () => {
  const folder = await folderOf(inFolder(bakery));
  const theirs = await runOpa(["run", "policies"], folder, session);
  const [, printed = ""] = theirs.stdout.split(/check for updates\.\n\n/);
  const ours = await touchstone(["policy", "repl", "policies"], { cwd: folder, input: session });
  assert.ok(printed.split("\n").length > 50);
  assert.equal(ours.stdout, printed);
  assert.equal(ours.exitCode, 0);
});

test("a mistake is told and the session goes on, to the end of the input", async () => {
  const input = "x := 1\n1 +* 2\nnope(1)\nx := \n\n:frob\n:load\n:load nowhere\n:input nowhere\nunset\nx\n[1,\n";
  const { exitCode, stdout, stderr } = await touchstone(["policy", "repl"], { input });
  assert.deepEqual(
    stdout.split("\n").filter((line) => !line.startsWith("\t")),
    [
      "Rule 'x' defined in package repl. Type 'show' to see rules.",
      "1 error occurred: 1:4: rego_parse_error: unexpected mul token",
      "1 error occurred: 1:1: rego_type_error: undefined function nope",
      "2 errors occurred:",
      "3:0: rego_parse_error: unexpected eof token",
      "3:0: rego_parse_error: unexpected eof token: expected rule value term (e.g., x := <VALUE> { ... })",
      "code bad arguments: unset <ref>: expects exactly one argument",
      "1",
      "1 error occurred: 3:0: rego_parse_error: unexpected eof token",
      "",
    ],
  );
  assert.equal(
    stderr,
    `error: there is no command :frob; :help lists them
error: a file is missing: :load PATH
error: nowhere does not exist
error: nowhere cannot be read: ENOENT: no such file or directory, open 'nowhere'
`,
  );
  assert.equal(exitCode, 0);
});

test(":load, :input, :show, :reset and :quit", async () => {
  const cwd = await folderOf({
    "p.rego": "package p\n\nhot if input.degrees > data.limits.degrees\n",
    "bad.rego": "package p\n\nhot := \n",
    "data.json": '{"limits": {"degrees": 250}}',
    "input.yaml": "degrees: 300\n",
    "cold.json": '{"degrees": 3}',
  });
  const input = `:load p.rego
:load data.json
:input input.yaml
data.p.hot
:input cold.json
data.p.hot
:load bad.rego
n := input.degrees
n
:show
:reset
data.p
:quit
1
`;
  const { exitCode, stdout, stderr } = await touchstone(["policy", "repl"], { cwd, input });
  assert.equal(
    stdout,
    `true
undefined
Rule 'n' defined in package repl. Type 'show' to see rules.
3
package repl

n := input.degrees
undefined
`,
  );
  assert.match(stderr, /^error: bad\.rego:4: rego_parse_error/);
  assert.equal(exitCode, 0);
});

test("statements go on over lines until they are whole, and the help is there", async () => {
  const input = "p if {\n  x := 1\n  x == 1\n}\np\n`raw\ntext`\n:help\nexit\n1\n";
  const { stdout } = await touchstone(["policy", "repl"], { input });
  assert.ok(
    stdout.startsWith(`Rule 'p' defined in package repl. Type 'show' to see rules.\ntrue\n"raw\\ntext"\n:load PATH`),
    stdout,
  );
  assert.match(stdout, /show active module definition/);
  assert.doesNotMatch(stdout, /\n1\n$/);
});

test("policies that do not compile are no beginning: 1", async () => {
  const cwd = await folderOf({ "p.rego": "package p\n\nx := y\n" });
  const { exitCode, stdout, stderr } = await touchstone(["policy", "repl", "p.rego"], { cwd, input: "1\n" });
  assert.match(stderr, /^p\.rego:3:6: rego_unsafe_var_error/);
  assert.deepEqual([exitCode, stdout], [1, ""]);
});
