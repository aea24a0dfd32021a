// What a folder and a bundle bring: modules, data at the paths where OPA has them, a manifest; and what is refused.
import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { canonicalJson } from "../../src/library/canonical-json.ts";
import { mergeData } from "../../src/library/bundles/merge-data.ts";
import { openBundle, type PolicyBundle } from "../../src/library/bundles/open-bundle.ts";
import { readSource } from "../../src/library/bundles/read-source.ts";
import { joinModules } from "../../src/library/bundles/shared-modules.ts";
import { TouchstoneError, type ErrorCode } from "../../src/model/index.ts";
import { opaBundles } from "../../src/toolchain/opa-bundle.ts";
import { folderOf, repository } from "../cli/touchstone.ts";
import { tarOf, type TarEntry } from "../evidence/tar.ts";
import { builtBundle, runOpa, skip } from "./native-opa.ts";

const opa = opaBundles(join(repository, "dist/toolchain/rego.wasm"));
const rego = "package touchstone.oven.door\n\nclosed := true\n";

async function open(path: string): Promise<PolicyBundle> {
  return openBundle(await readSource(path, false), opa);
}

/** What a source brings, by the names inside it. */
async function contentOf(path: string): Promise<{ readonly modules: readonly string[]; readonly data: unknown }> {
  const { modules, data } = await open(path);
  const names = Object.keys(modules).map((name) => name.slice(path.length + 1));
  return { modules: names, data: JSON.parse(canonicalJson(mergeData(data))) as unknown };
}

/** Fails unless the source is refused so; `~` in the message stands for the source's path. */
async function assertRefused(path: string, code: ErrorCode, message: string): Promise<void> {
  await assert.rejects(
    async () => contentOf(path),
    (thrown) => {
      assert.ok(thrown instanceof TouchstoneError, String(thrown));
      assert.equal(thrown.message.replaceAll(path, "~"), message);
      assert.equal(thrown.code, code);
      assert.notEqual(thrown.hint, "");
      return true;
    },
  );
}

async function archiveOf(entries: Parameters<typeof tarOf>[0]): Promise<string> {
  return join(await folderOf({ "b.tar.gz": tarOf(entries) }), "b.tar.gz");
}

const odd = {
  "data.json": '{"bakery": {"name": "crumb", "__proto__": 1, "big": 1e3}}',
  "bakery/oven/data.yaml": 'heat: 0o17\nold: 017\non: yes\noff: "no"\nwhen: 2026-01-02\nlist: [~, 1.50, .5]\n',
  "bakery/shop/data.yml": "open: true\nnight: Off\n",
  "bakery/shop/till/data.json": '["a", {"b": null}]',
  "notes.json": '{"not": "data"}',
  "door.rego": rego,
  "door_test.rego": "package touchstone.oven.door_test\n\ntest_closed if true\n",
};

test("data is where OPA has it, and has OPA's values, in a folder and in a bundle", { skip }, async () => {
  const folder = await folderOf({ ...odd, ".manifest": "{}" });
  const truth = JSON.parse(
    await runOpa(["eval", "--bundle", ".", "--format", "raw", "data.bakery"], folder),
  ) as unknown;
  const { data, modules } = await contentOf(folder);
  assert.deepEqual(modules, ["door.rego"]);
  assert.equal(canonicalJson(data), canonicalJson({ bakery: truth }));
  const archive = join(await folderOf({ "b.tar.gz": await builtBundle(folder) }), "b.tar.gz");
  const built = await contentOf(archive);
  assert.equal(canonicalJson(built.data), canonicalJson({ bakery: truth }));
  assert.equal(built.modules.length, 1);
});

test("a plain folder's fixtures, hidden folders and node_modules are passed over; a bundle's are not", async () => {
  const files = {
    "door.rego": rego,
    "fixtures/data.yaml": "a: 1\n",
    "oven/fixtures/x.rego": rego,
    ".git/y.rego": rego,
    "node_modules/data.json": "{}",
  };
  assert.deepEqual(await contentOf(await folderOf(files)), { modules: ["door.rego"], data: {} });
  const bundle = await contentOf(await folderOf({ ...files, ".manifest": "{}" }));
  assert.deepEqual(bundle.modules, [".git/y.rego", "door.rego", "oven/fixtures/x.rego"]);
  assert.deepEqual(bundle.data, { fixtures: { a: 1 }, node_modules: {} });
});

test("a link to a file is read as the file; a link to a folder is not followed", async () => {
  const folder = await folderOf({ "door.rego": rego });
  const elsewhere = await folderOf({ "window.rego": rego, "deep/wall.rego": rego });
  await symlink(join(elsewhere, "window.rego"), join(folder, "window.rego"));
  await symlink(join(elsewhere, "deep"), join(folder, "deep"));
  assert.deepEqual((await contentOf(folder)).modules, ["door.rego", "window.rego"]);
});

test("two values for one path are refused, naming both files", async () => {
  const folder = await folderOf({
    "door.rego": rego,
    "bakery/data.json": '{"oven": {"heat": 1}}',
    "bakery/oven/data.yaml": "heat: 1\n",
  });
  await assertRefused(
    folder,
    "E_BUNDLE",
    "~/bakery/data.json and ~/bakery/oven/data.yaml both give data.bakery.oven.heat a value",
  );
  const list = await folderOf({ "door.rego": rego, "a/data.json": "[1]", "a/b/data.json": "2" });
  await assertRefused(list, "E_BUNDLE", "~/a/b/data.json and ~/a/data.json both give data.a a value");
});

test("data that cannot be read is named with its place", async () => {
  for (const [name, text, code, message] of [
    ["a/data.json", '{\n  "a": 1,\n}', "E_YAML", "~/a/data.json:3:1: the file is no JSON"],
    ["a/data.yaml", "a: 1\na: 2\n", "E_YAML", "~/a/data.yaml:2:1: a key is written twice in the same mapping"],
    ["data.yaml", "- 1\n", "E_BUNDLE", "~/data.yaml: data at the root must be a mapping"],
    [
      "touchstone/data.json",
      '{"parameters": {}}',
      "E_BUNDLE",
      "~/touchstone/data.json sets data.touchstone.parameters, which is Touchstone's own",
    ],
    [
      "touchstone/parameters/x/data.json",
      "1",
      "E_BUNDLE",
      "~/touchstone/parameters/x/data.json sets data.touchstone.parameters, which is Touchstone's own",
    ],
    [
      "touchstone/target/data.yaml",
      "kubernetes: { major: 1, minor: 24 }\n",
      "E_BUNDLE",
      "~/touchstone/target/data.yaml sets data.touchstone.target, which is Touchstone's own",
    ],
  ] as const) {
    await assertRefused(await folderOf({ "door.rego": rego, [name]: text }), code, message);
  }
});

test("data outside the manifest's roots is refused, as OPA refuses it", { skip }, async () => {
  const manifest = '{"revision": "7", "roots": ["touchstone/oven", "bakery/oven/"]}';
  const good = await folderOf({ ".manifest": manifest, "door.rego": rego, "bakery/oven/data.json": '{"heat": 1}' });
  assert.deepEqual((await open(good)).manifest, JSON.parse(manifest));
  assert.deepEqual((await contentOf(good)).data, { bakery: { oven: { heat: 1 } } });
  const bad = await folderOf({ ".manifest": manifest, "door.rego": rego, "data.json": '{"bakery": {"shop": 1}}' });
  await assert.rejects(builtBundle(bad), /do not permit data at path '\/bakery\/shop'/);
  await assertRefused(
    bad,
    "E_BUNDLE",
    "~/data.json holds data at bakery/shop, outside the roots of its bundle (touchstone/oven, bakery/oven)",
  );
});

test("a manifest that is wrong is refused with its place", async () => {
  for (const [manifest, message] of [
    ['{"roots": "a"}', '~/.manifest:1:2: roots must be a list, not "a"'],
    ['{"roots": ["a", "a/b"]}', '~/.manifest: the roots "a" and "a/b" overlap'],
    ['{"rego_version": 2}', "~/.manifest:1:2: rego_version must be one of 0, 1, not 2"],
  ] as const) {
    await assertRefused(await folderOf({ "door.rego": rego, ".manifest": manifest }), "E_BUNDLE", message);
  }
  await assertRefused(
    await folderOf({ "door.rego": rego, ".manifest": "{}", "a/x.manifest": "{}" }),
    "E_BUNDLE",
    "~ has two manifests: .manifest and a/x.manifest",
  );
  await assertRefused(
    await folderOf({ ".manifest": "{}", "patch.json": '{"data": []}' }),
    "E_BUNDLE",
    "~ is a delta bundle: it only holds changes (patch.json)",
  );
});

test("an archive's paths may begin with a slash or a dot, and be long", async () => {
  const long = `${"oven/".repeat(30)}door.rego`;
  const pax = `path=${long}\n`;
  const record = `${pax.length + 4} ${pax}`;
  const archive = await archiveOf([
    { name: "/data.json", content: '{"a": 1}' },
    { name: "./door.rego", content: rego },
    { name: "oven/", type: "5" },
    { name: "PaxHeaders/x", type: "x", content: record },
    { name: "short", content: rego },
  ]);
  assert.deepEqual(await contentOf(archive), { modules: ["door.rego", long], data: { a: 1 } });
});

test("an archive with what a bundle has no use for is refused, naming archive and entry", async () => {
  const cases: readonly (readonly [readonly TarEntry[], string])[] = [
    [[{ name: "x.rego", type: "2", link: "/etc/passwd" }], "~: x.rego is a link to /etc/passwd"],
    [[{ name: "x.rego", type: "1", link: "y.rego" }], "~: x.rego is a link to y.rego"],
    [[{ name: "null", type: "3" }], "~: null is no regular file"],
    [[{ name: "../x.rego" }], '~: the path "../x.rego" leads out of it'],
    [[{ name: "a/../../x.rego" }], '~: the path "a/../../x.rego" leads out of it'],
    [[{ name: "//etc/x.rego" }], '~: the path "//etc/x.rego" leads out of it'],
    [[{ name: "a\\x.rego" }], '~: the path "a\\\\x.rego" leads out of it'],
    [[{ name: "x.rego" }, { name: "/x.rego" }], "~: x.rego is in it twice"],
  ];
  for (const [entries, message] of cases) await assertRefused(await archiveOf(entries), "E_BUNDLE", message);
});

test("an archive that is damaged or unpacks to too much is refused", async () => {
  const whole = tarOf({ "door.rego": rego });
  const cut = join(await folderOf({ "b.tar.gz": whole.subarray(0, whole.length - 20) }), "b.tar.gz");
  await assertRefused(cut, "E_BUNDLE", "~ cannot be unpacked: unexpected end of file");
  const bomb = await archiveOf({ "data.json": Buffer.alloc(101 * 1024 * 1024) });
  await assertRefused(bomb, "E_BUNDLE", "~ unpacks to more than 100 MiB");
});

test("Rego v0 is read as OPA reads it, by the manifest's versions", { skip }, async () => {
  const v0 = "# METADATA\n# title: kept\npackage touchstone.oven.old\n\ndeny[msg] { msg := input.x }\n";
  const folder = await folderOf({
    ".manifest": '{"rego_version": 1, "file_rego_versions": {"/old/*.rego": 0}}',
    "old/old.rego": v0,
    "door.rego": rego,
  });
  assert.deepEqual(Object.values((await open(folder)).modules), [
    rego,
    "# METADATA\n# title: kept\npackage touchstone.oven.old\n\ndeny contains msg if msg := input.x\n",
  ]);
  const all = await folderOf({ "old.rego": v0 });
  const archive = join(await folderOf({ "b.tar.gz": await builtBundle(all, "--v0-compatible") }), "b.tar.gz");
  assert.match(Object.values((await open(archive)).modules)[0] ?? "", /^deny contains msg if /m);
  const broken = await folderOf({ ".manifest": '{"rego_version": 0}', "a/b.rego": "package a\n\nx {\n" });
  await assertRefused(broken, "E_POLICY", "~/a/b.rego:4: rego_parse_error: unexpected eof token");
});

test("a shared module is used once, and a user's own takes the built-in one's place", () => {
  const builtIn = {
    "built-in/lib/a.rego": "# METADATA\npackage touchstone.lib.a\n",
    "built-in/lib/b.rego": "package touchstone.lib.b\n",
  };
  const copy = { "mine/a.rego": builtIn["built-in/lib/a.rego"] };
  assert.deepEqual(joinModules([copy], builtIn), {
    own: copy,
    shared: { "built-in/lib/b.rego": builtIn["built-in/lib/b.rego"] },
  });
  const other = { "other/a.rego": copy["mine/a.rego"], "other/b.rego": 'package touchstone.lib["b"] # own\n' };
  assert.deepEqual(joinModules([copy, other], builtIn), {
    own: { ...copy, "other/b.rego": other["other/b.rego"] },
    shared: {},
  });
});
