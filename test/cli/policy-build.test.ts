// `touchstone policy build`: the same input gives the same bytes, and a bundle is there whole or not at all.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { checkSource } from "../rego/compiled.ts";
import { folderOf, touchstone, type Run } from "./touchstone.ts";

const check = checkSource("rye", 'fail contains {"path": []} if input.kind == data.kinds.rye');

function build(cwd: string, ...args: readonly string[]): Promise<Run> {
  return touchstone(["policy", "build", ...args], { cwd });
}

test("the same input gives the same bytes, wherever it lies", async () => {
  const files = { "policies/rye/policy.rego": check, "policies/kinds/data.json": '{"rye": "Rye"}' };
  const folders = [await folderOf(files), await folderOf(files)];
  for (const target of ["rego", "wasm"]) {
    const bundles: Buffer[] = [];
    for (const [cwd, path] of [
      [folders[0] ?? "", "policies"],
      [folders[1] ?? "", join(folders[1] ?? "", "policies")],
      [folders[1] ?? "", "./policies/"],
    ] as const) {
      assert.equal((await build(cwd, path, "-o", "out/bundle.tar.gz", "-t", target)).exitCode, 0);
      bundles.push(await readFile(join(cwd, "out/bundle.tar.gz")));
      assert.deepEqual(await readdir(join(cwd, "out")), ["bundle.tar.gz"]);
    }
    const [first] = bundles;
    assert.deepEqual(
      bundles.map((bundle) => first?.equals(bundle)),
      [true, true, true],
      target,
    );
  }
});

test("tests and fixtures are not in it; the shared rules that it needs are", async () => {
  const cwd = await folderOf({
    "policies/p.rego": checkSource(
      "named",
      'import data.touchstone.lib.containers\n\nfail contains {"path": []} if containers.is_sidecar(input.containers[0])',
    ),
    "policies/p_test.rego": "package p_test\n\ntest_it if true\n",
    "policies/fixtures/fail-x.yaml": "kind: Pod\n",
  });
  assert.equal((await build(cwd, "policies", "-o", "b.tar.gz")).exitCode, 0);
  const { stdout } = await touchstone(["policy", "inspect", "b.tar.gz", "--format", "json"], { cwd });
  const { namespaces } = JSON.parse(stdout) as { readonly namespaces: Readonly<Record<string, readonly string[]>> };
  assert.deepEqual(namespaces["data.touchstone.bakery.named"], ["/p.rego"]);
  assert.deepEqual(namespaces["data.touchstone.lib.containers"], ["/built-in/lib/containers.rego"]);
  assert.ok(!("data.p_test" in namespaces) && !("data" in namespaces));
});

test("a policy that does not compile gives no bundle: 1", async () => {
  const cwd = await folderOf({ "p.rego": "package p\n\nx := y\n" });
  const { exitCode, stdout, stderr } = await build(cwd, "p.rego", "-o", "b.tar.gz");
  assert.match(stderr, /^p\.rego:3:6: rego_unsafe_var_error: var y is unsafe\n {2}x := y\n {7}\^\n$/);
  assert.deepEqual([exitCode, stdout, await readdir(cwd)], [1, "", ["p.rego"]]);
});

test("wrong usage is told, and gives no bundle: 3", async () => {
  const cwd = await folderOf({
    "p.rego": "package p\n\nx := 1\n",
    "a/p.rego": "package a\n",
    "key.pem": "a secret",
    file: "",
  });
  for (const [args, message] of [
    [["p.rego"], /required option '-o, --output <file>' not specified/],
    [["p.rego", "-o", "b.tar.gz", "-t", "wasm"], /a WASM module needs an entrypoint/],
    [["p.rego", "-o", "b.tar.gz", "-t", "wasm", "-e", "p/y"], /the bundle cannot be built: .*entrypoint/],
    [["p.rego", "-o", "b.tar.gz", "--signing-key", "key.pem"], /key\.pem is no private key in PEM/],
    [["p.rego", "-o", "file/b.tar.gz"], /\[E_OUTPUT\]/],
  ] as const) {
    const { exitCode, stderr } = await build(cwd, ...args);
    assert.match(stderr, message);
    assert.equal(exitCode, 3);
  }
  assert.deepEqual((await readdir(cwd)).toSorted(), ["a", "file", "key.pem", "p.rego"]);
});
