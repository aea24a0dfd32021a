// Bundles in OCI image layouts, as oras, the policy CLI and conftest push them: each blob is held against its digest.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { symlink, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { canonicalJson } from "../../src/library/canonical-json.ts";
import { mergeData } from "../../src/library/bundles/merge-data.ts";
import { openBundle } from "../../src/library/bundles/open-bundle.ts";
import { readSource } from "../../src/library/bundles/read-source.ts";
import { TouchstoneError } from "../../src/model/index.ts";
import { opaBundles } from "../../src/toolchain/opa-bundle.ts";
import { folderOf, pod, repository, scanJson } from "../cli/touchstone.ts";
import { tarOf } from "../evidence/tar.ts";
import { checkSource } from "../rego/compiled.ts";
import { builtBundle, skip } from "./native-opa.ts";

const opa = opaBundles(join(repository, "dist/toolchain/rego.wasm"));
const rego = "package touchstone.oven.door\n\nclosed := true\n";
const types = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  archive: "application/vnd.oci.image.layer.v1.tar+gzip",
  policy: "application/vnd.cncf.openpolicyagent.policy.layer.v1+rego",
  data: "application/vnd.cncf.openpolicyagent.data.layer.v1+json",
};

interface Layer {
  readonly type: string;
  readonly content: string | Buffer;
  readonly title?: string;
}

/** A layout with one image for each tag; `digests` has those of the manifests. */
function layoutOf(images: Readonly<Record<string, readonly Layer[]>>): {
  readonly files: Readonly<Record<string, Buffer>>;
  readonly digests: Readonly<Record<string, string>>;
} {
  const files: Record<string, Buffer> = { "oci-layout": Buffer.from('{"imageLayoutVersion": "1.0.0"}') };
  const digests: Record<string, string> = {};
  function add(
    mediaType: string,
    content: string | Buffer,
    annotations: Readonly<Record<string, string>> = {},
  ): object {
    const bytes = Buffer.from(content as string);
    const hex = createHash("sha256").update(bytes).digest("hex");
    files[`blobs/sha256/${hex}`] = bytes;
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length, annotations };
  }
  const manifests = Object.entries(images).map(([tag, layers]) => {
    const manifest = {
      schemaVersion: 2,
      config: add("application/vnd.oci.image.config.v1+json", "{}"),
      layers: layers.map(({ type, content, title }) =>
        add(type, content, title === undefined ? {} : { "org.opencontainers.image.title": title }),
      ),
    };
    const descriptor = add(types.manifest, JSON.stringify(manifest), { "org.opencontainers.image.ref.name": tag });
    digests[tag] = (descriptor as { readonly digest: string }).digest;
    return descriptor;
  });
  files["index.json"] = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests }));
  return { files, digests };
}

async function contentOf(path: string): Promise<{ readonly modules: readonly string[]; readonly data: unknown }> {
  const { modules, data } = await openBundle(await readSource(path, true), opa);
  const names = Object.keys(modules).map((name) => name.slice(path.length + 1));
  return { modules: names, data: JSON.parse(canonicalJson(mergeData(data))) as unknown };
}

async function assertRefused(path: string, message: string): Promise<void> {
  await assert.rejects(contentOf(path), (thrown) => {
    assert.ok(thrown instanceof TouchstoneError, String(thrown));
    assert.equal(thrown.message.replaceAll(path, "~"), message);
    assert.equal(thrown.code, "E_BUNDLE");
    return true;
  });
}

const bundle = tarOf({ "/door.rego": rego, "/data.json": '{"heat": 1}' });

test("an image with a bundle's archive is that bundle, in a folder and in a tar archive of it", async () => {
  const { files } = layoutOf({ "1.0": [{ type: types.archive, content: bundle, title: "bundle.tar.gz" }] });
  const expected = { modules: ["door.rego"], data: { heat: 1 } };
  assert.deepEqual(await contentOf(await folderOf(files)), expected);
  const tar = join(await folderOf({ "image.tar": gunzipSync(tarOf(files)) }), "image.tar");
  assert.deepEqual(await contentOf(tar), expected);
  assert.deepEqual(await contentOf(`${tar}:1.0`), expected);
});

test("layers of policies and data, as conftest pushes them, are files by their titles", async () => {
  const { files } = layoutOf({
    latest: [
      { type: types.policy, content: rego, title: "policy/door.rego" },
      { type: types.policy, content: "package x_test\n", title: "policy/door_test.rego" },
      { type: types.data, content: '{"rye": 1}', title: "bakery/loaves.json" },
      { type: types.data, content: '{"oats": 2}', title: "bakery/more.json" },
    ],
  });
  assert.deepEqual(await contentOf(await folderOf(files)), {
    modules: ["policy/door.rego"],
    data: { bakery: { rye: 1, oats: 2 } },
  });
});

test("one of several images is named by tag or digest", async () => {
  const { files, digests } = layoutOf({
    old: [{ type: types.archive, content: tarOf({ "old.rego": rego }) }],
    "ghcr.io/bakery/policies:new": [{ type: types.archive, content: tarOf({ "new.rego": rego }) }],
  });
  const folder = await folderOf(files);
  assert.deepEqual((await contentOf(`${folder}:old`)).modules, ["old.rego"]);
  assert.deepEqual((await contentOf(`${folder}:new`)).modules, ["new.rego"]);
  assert.deepEqual((await contentOf(`${folder}@${digests["old"]}`)).modules, ["old.rego"]);
  await assertRefused(folder, "~: it holds 2 images: old, ghcr.io/bakery/policies:new");
  await assertRefused(`${folder}:other`, "~: there is no such image in it");
});

test("an index in the index is followed to the one image that it holds", async () => {
  const { files } = layoutOf({ "1.0": [{ type: types.archive, content: bundle }] });
  const inner = files["index.json"] ?? Buffer.alloc(0);
  const hex = createHash("sha256").update(inner).digest("hex");
  const outer = { manifests: [{ mediaType: types.index, digest: `sha256:${hex}`, size: inner.length }] };
  const folder = await folderOf({
    ...files,
    [`blobs/sha256/${hex}`]: inner,
    "index.json": Buffer.from(JSON.stringify(outer)),
  });
  assert.deepEqual((await contentOf(folder)).modules, ["door.rego"]);
});

test("a blob that is not what its digest says, is missing or a link is refused", async () => {
  const { files } = layoutOf({ "1.0": [{ type: types.archive, content: bundle }] });
  const folder = await folderOf(files);
  const digest = `sha256:${createHash("sha256").update(bundle).digest("hex")}`;
  const file = join(folder, "blobs", digest.replace(":", "/"));
  const changed = Buffer.from(bundle);
  changed[changed.length - 1] = 1;
  await writeFile(file, changed);
  await assertRefused(folder, `~: the blob ${digest} has another content than its digest says`);
  await writeFile(file, "short");
  await assertRefused(folder, `~: the blob ${digest} has 5 bytes, not the ${bundle.length} that it must have`);
  await unlink(file);
  await assertRefused(folder, `~: the blob ${digest} is missing`);
  await symlink(join(await folderOf({ blob: bundle }), "blob"), file);
  await assertRefused(folder, `~: the blob ${digest} is missing`);
});

test("an image that is no bundle is refused, with what it is", async () => {
  const layer = { type: types.archive, content: bundle };
  const tag = async (layers: readonly Layer[]): Promise<string> => folderOf(layoutOf({ "1": layers }).files);
  const zstd = await tag([{ type: "application/vnd.oci.image.layer.v1.tar+zstd", content: "x" }]);
  const hex = createHash("sha256").update("x").digest("hex");
  const type = "application/vnd.oci.image.layer.v1.tar+zstd";
  await assertRefused(zstd, `~: the layer sha256:${hex} is of the media type ${type}`);
  const two = await tag([layer, { ...layer, content: tarOf({ "x.rego": rego }) }]);
  await assertRefused(two, "~: it has 2 layers with archives, and a bundle is one");
  const nameless = await tag([{ type: types.policy, content: "x" }]);
  await assertRefused(nameless, `~: the layer sha256:${hex} has no title that names its file`);
  const outside = await tag([{ type: types.policy, content: "x", title: "../x.rego" }]);
  await assertRefused(outside, '~: the path "../x.rego" leads out of it');
  const empty = await folderOf({ "oci-layout": "{}", "index.json": "[]" });
  await assertRefused(empty, "~/index.json: it is no index or manifest of an OCI image");
});

test("a bundle that OPA built judges from an image as it does from its archive", { skip }, async () => {
  const policy = checkSource(
    "banned",
    `fail contains {"path": [], "details": {"what": name}} if some name in data.bakery.banned`,
  );
  const source = await folderOf({ "banned.rego": policy, "bakery/data.yaml": "banned: [rye]\n" });
  const archive = await builtBundle(source);
  const image = layoutOf({ "1.0": [{ type: types.archive, content: archive }] }).files;
  const folder = await folderOf({ "pod.yaml": pod, "b.tar.gz": archive });
  const layout = await folderOf(image);
  const args = ["pod.yaml", "--checks", "bakery/*", "--policy"];
  const fromArchive = await scanJson([...args, "b.tar.gz"], { cwd: folder });
  const fromImage = await scanJson([...args, `${layout}:1.0`], { cwd: folder });
  assert.equal(fromImage.stderr, "");
  assert.equal(fromImage.assessment.bundle.digest, fromArchive.assessment.bundle.digest);
  assert.deepEqual(
    fromImage.assessment.checks.flatMap(({ findings }) => findings.map(({ message }) => message)),
    ["rye is wrong"],
  );
});
