// The large manifest is the same every time, and made of Kubernetes objects.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { loadAll } from "js-yaml";
import { describeFiles } from "../../bench/corpus.ts";
import { shopDocuments, writeLargeManifest } from "../../bench/generate-manifest.ts";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "touchstone-large-"));
});
after(() => rm(folder, { recursive: true }));

test("a shop has a Deployment, every second one a Service, every fourth a ConfigMap", () => {
  const kinds = [0, 1, 2].map((shop) => shopDocuments(shop).map((text) => /^kind: (\w+)$/m.exec(text)?.[1]));
  assert.deepEqual(kinds, [["Deployment", "Service", "ConfigMap"], ["Deployment"], ["Deployment", "Service"]]);
});

test("the file has the size that was asked for, whole documents, and the same bytes each time", async () => {
  const files = [join(folder, "one.yaml"), join(folder, "two.yaml")];
  const written = await Promise.all(files.map((file) => writeLargeManifest(file, 50_000)));
  assert.deepEqual(written[0], written[1]);
  const [first = ""] = files;
  const { objects, ...described } = await writeLargeManifest(first, 50_000);
  assert.deepEqual(described, await describeFiles([first]));
  assert.ok(described.bytes >= 50_000 && described.bytes < 60_000);
  const documents = loadAll(await readFile(first, "utf8")) as { kind: string }[];
  assert.equal(documents.length, objects);
  assert.deepEqual(new Set(documents.map(({ kind }) => kind)), new Set(["Deployment", "Service", "ConfigMap"]));
});
