// `touchstone policy check`: what it prints of mistakes, and which exit code it ends with.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkSource } from "../rego/compiled.ts";
import { folderOf, repository, touchstone } from "./touchstone.ts";

test("our own policies are without fault, strict mode included", async () => {
  const { exitCode, stdout, stderr } = await touchstone(["policy", "check", "--strict", "policies"], {
    cwd: repository,
  });
  assert.match(stdout, /^\d{2,} files, no problems\n$/);
  assert.deepEqual([exitCode, stderr], [0, ""]);
});

test("every problem of every file is shown with its line and a caret below its column: 1", async () => {
  const folder = await folderOf({
    "a.rego": "",
    "ovens/b.rego": 'package ovens\n\nhot if {\n\tinput.name == "brïoche"; sing(1)\n}\n',
    "c.rego": "package c\n\nx := 1 +\n",
    "d.rego": "package d\n\nx := \u001b[31m\n",
  });
  const { exitCode, stdout } = await touchstone(["policy", "check", "."], { cwd: folder });
  assert.equal(
    stdout,
    `a.rego: rego_parse_error: empty module
c.rego:4: rego_parse_error: unexpected eof token
  x := 1 +
          ^
d.rego:3:6: rego_parse_error: illegal token
  x := \\x1b[31m
       ^

4 files, 3 problems
`,
  );
  assert.equal(exitCode, 1);
  const alone = await touchstone(["policy", "check", "ovens/b.rego"], { cwd: folder });
  assert.equal(
    alone.stdout,
    `ovens/b.rego:4:27: rego_type_error: undefined function sing
  \tinput.name == "brïoche"; sing(1)
  \t                         ^

1 file, 1 problem
`,
  );
});

test("the METADATA of checks are checked, and of nothing else", async () => {
  const folder = await folderOf({
    "good.rego": checkSource("rye", 'fail contains {"path": []} if input.x'),
    "good_test.rego": "package touchstone.bakery.rye_test\n\ntest_it if true\n",
    "kinds.rego": checkSource("spelt", 'fail contains {"path": []} if input.x', "[oven]"),
    "plain.rego": "package house.rules\n\nallow := true\n",
    "rules.rego": "package touchstone.lib.ovens\n\nhot := true\n",
    "silent.rego": "package touchstone.bakery.oat\n\nfail := set()\n",
  });
  const { exitCode, stdout } = await touchstone(["policy", "check", ".", "--format", "json"], { cwd: folder });
  assert.deepEqual(JSON.parse(stdout), {
    files: 6,
    problems: [
      [
        "kinds.rego",
        "METADATA.custom.kinds.0 must be one of workload, object, namespace, relation, access, network, scan, weakness, scanners, sbom, component, signature, image, certificate, credential, endpoint, transport, control-plane, monitoring, alerts",
      ],
      ["silent.rego", "the policy has no METADATA"],
    ].map(([file, message]) => ({ code: "check_error", message, file, row: 1, col: 1 })),
  });
  assert.equal(exitCode, 1);
});

test("a policy may use Touchstone's shared rules, functions included", async () => {
  const source = checkSource(
    "named-pool",
    `import data.touchstone.lib.containers

fail contains {"path": container.path, "details": containers.details(container)} if some container in input.containers`,
  );
  const folder = await folderOf({
    "right.rego": source,
    "wrong.rego": source.replace("containers.details", "containers.crumbs"),
  });
  const right = await touchstone(["policy", "check", "--strict", "right.rego"], { cwd: folder });
  assert.deepEqual([right.exitCode, right.stdout], [0, "1 file, no problems\n"]);
  const wrong = await touchstone(["policy", "check", "wrong.rego"], { cwd: folder });
  assert.match(wrong.stdout, /undefined function data\.touchstone\.lib\.containers\.crumbs/);
});

test("paths that are no policies are wrong usage: 3", async () => {
  const folder = await folderOf({ "notes.txt": "", "empty/notes.txt": "", "bytes.rego": Uint8Array.of(0xff, 0xfe) });
  for (const [args, message] of [
    [["nowhere"], /^error: nowhere does not exist \[E_PATH_MISSING\]/],
    [["notes.txt"], /^error: notes\.txt is neither a folder nor a file with Rego or data \[E_USAGE\]/],
    [["empty"], /^error: there is no \.rego file in empty \[E_POLICY\]/],
    [["bytes.rego"], /^error: bytes\.rego is not UTF-8 text \[E_BINARY\]/],
    [[], /^error: missing required argument 'path'/],
    [["notes.txt", "--format", "xml"], /^error: option '--format <format>' argument 'xml' is invalid/],
  ] as const) {
    const { exitCode, stdout, stderr } = await touchstone(["policy", "check", ...args], { cwd: folder });
    assert.match(stderr, message);
    assert.deepEqual([exitCode, stdout], [3, ""]);
  }
});

test("--help shows examples", async () => {
  const { exitCode, stdout } = await touchstone(["policy", "check", "--help"]);
  assert.equal(exitCode, 0);
  assert.match(stdout, /^ {2}touchstone policy check policies\/ --format json$/m);
});
