// What a path stands for, and what is passed over below a folder.
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { findSources } from "../../src/evidence/index.ts";
import { TouchstoneError } from "../../src/model/index.ts";
import { folderWith } from "./collecting.ts";
import { tarOf } from "./tar.ts";

const pod = "apiVersion: v1\nkind: Pod\n";

async function listed(path: string): Promise<readonly string[]> {
  const sources = await findSources(path);
  for (const source of sources) assert.ok(source.name.startsWith(path), source.name);
  return sources.map(({ kind, name, demanded }) => `${kind} ${name.slice(path.length)}${demanded ? " demanded" : ""}`);
}

async function refusal(path: string): Promise<readonly string[]> {
  try {
    await findSources(path);
  } catch (thrown) {
    assert.ok(thrown instanceof TouchstoneError, String(thrown));
    return [thrown.code, thrown.message.replaceAll(path, "PATH"), thrown.hint];
  }
  throw new assert.AssertionError({ message: "sources were found" });
}

test("a hyphen is standard input", async () => {
  assert.deepEqual(await findSources("-"), [{ kind: "stdin", path: "-", name: "-", demanded: true }]);
});

test("below a folder there are manifests, charts and kustomizations, in the order of their names", async () => {
  const folder = folderWith({
    "b.yml": pod,
    "a.yaml": pod,
    "c.json": "{}",
    "README.md": "",
    "B.yaml": pod,
    "shop/Chart.yaml": "name: shop\n",
    "shop/templates/pod.yaml": pod,
    "town/kustomization.yml": "resources: []\n",
    "town/pod.yaml": pod,
    "z/deep/pod.yaml": pod,
    "packed.tgz": tarOf({ "shop/Chart.yaml": "name: shop\n" }),
  });
  assert.deepEqual(await listed(folder), [
    "manifest /B.yaml",
    "manifest /a.yaml",
    "manifest /b.yml",
    "manifest /c.json",
    "chart /packed.tgz",
    "chart /shop",
    "kustomization /town",
    "manifest /z/deep/pod.yaml",
  ]);
});

test("hidden entries, node_modules, links, libraries and archives of other things are passed over", async () => {
  const folder = folderWith({
    "pod.yaml": pod,
    ".github/workflow.yaml": pod,
    ".hidden.yaml": pod,
    "node_modules/x/pod.yaml": pod,
    "house-style/Chart.yaml": "name: house-style\ntype: library\n",
    "house-style.tgz": tarOf({ "house-style/Chart.yaml": "name: house-style\ntype: 'library'\n" }),
    "package.tgz": tarOf({ "package/package.json": "{}" }),
    "broken.tgz": Buffer.from("no archive"),
    "empty.tgz": gzipSync(""),
  });
  symlinkSync(join(folder, "pod.yaml"), join(folder, "link.yaml"));
  symlinkSync(folder, join(folder, "loop"));
  assert.deepEqual(await listed(folder), ["manifest /pod.yaml"]);
});

test("what is named itself is demanded: a file of any name, an archive, a chart, a kustomization, a link", async () => {
  const folder = folderWith({
    "pod.txt": pod,
    "chart.tgz": "",
    "chart.tar.gz": "",
    "shop/Chart.yaml": "type: library\n",
    "town/Kustomization": "",
  });
  symlinkSync("pod.txt", join(folder, "link"));
  symlinkSync("shop", join(folder, "shop-link"));
  const kinds = {
    "pod.txt": "manifest",
    "chart.tgz": "chart",
    "chart.tar.gz": "chart",
    shop: "chart",
    town: "kustomization",
    link: "manifest",
    "shop-link": "chart",
  };
  for (const [name, kind] of Object.entries(kinds)) {
    const path = join(folder, name);
    assert.deepEqual(await findSources(path), [{ kind, path, name: path, demanded: true }]);
  }
});

test("sources below the working directory go by their relative names", async () => {
  const [source] = await findSources(join(process.cwd(), "test/charts/values"));
  assert.deepEqual(source, {
    kind: "chart",
    path: join(process.cwd(), "test/charts/values"),
    name: "test/charts/values",
    demanded: true,
  });
  assert.equal((await findSources("./test/charts/values"))[0]?.name, "test/charts/values");
});

test("a path that leads nowhere is refused", async () => {
  const folder = folderWith({ "pod.yaml": pod });
  const expected = ["E_PATH_MISSING", "PATH does not exist", "Check the path; `-` reads standard input."];
  assert.deepEqual(await refusal(join(folder, "none.yaml")), expected);
  assert.deepEqual(await refusal(join(folder, "pod.yaml/none")), expected);
});

test("a link that leads to itself is refused", async () => {
  const folder = folderWith({});
  symlinkSync("loop", join(folder, "loop"));
  const [code, message] = await refusal(join(folder, "loop"));
  assert.equal(code, "E_UNREADABLE");
  assert.match(message ?? "", /^PATH cannot be read: ELOOP/);
});

test("a folder without anything to scan is refused", async () => {
  const folder = folderWith({ "README.md": "", "house-style/Chart.yaml": "type: library\n" });
  mkdirSync(join(folder, "empty"));
  const hint = "Name a folder with YAML or JSON manifests, a Helm chart or a kustomization.";
  for (const path of [folder, join(folder, "empty")]) {
    assert.deepEqual(await refusal(path), ["E_NOT_KUBERNETES", "there is nothing to scan in PATH", hint]);
  }
});
