// Archives that try to reach beyond themselves, or to grow without end: refused, or their tricks come to nothing.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createChartRenderer } from "../../src/toolchain/chart-renderer.ts";
import { ChartRenderError } from "../../src/toolchain/chart-render-error.ts";
import { tarOf, type TarEntry } from "../evidence/tar.ts";
import { requestFor, wasmFile } from "./chart-cases.ts";

const render = createChartRenderer({ choice: "embedded", wasmFile });
const folder = await mkdtemp(join(tmpdir(), "touchstone-test-"));
after(() => rm(folder, { recursive: true }));

const chart: readonly TarEntry[] = [
  { name: "shop/Chart.yaml", content: "apiVersion: v2\nname: shop\nversion: 1.0.0\n" },
  {
    name: "shop/templates/menu.yaml",
    content: `apiVersion: v1
kind: ConfigMap
metadata:
  name: menu
data:
  files: {{ range $path, $_ := .Files }}{{ $path }};{{ end }}
  passwd: {{ .Files.Get "../../etc/passwd" | quote }}
  absolute: {{ .Files.Get "/etc/passwd" | quote }}
  link: {{ .Files.Get "link" | quote }}
`,
  },
];

/** The data of the menu, when the chart with these further entries renders. */
async function menuOf(name: string, entries: readonly TarEntry[]): Promise<string> {
  const { manifest } = await renderArchive(name, [...chart, ...entries]);
  return manifest.split("\ndata:\n")[1]?.trimEnd() ?? "";
}

async function renderArchive(name: string, content: readonly TarEntry[] | Buffer): Promise<{ readonly manifest: string }> {
  const file = join(folder, `${name}.tgz`);
  await writeFile(file, Buffer.isBuffer(content) ? content : tarOf(content));
  return render({ ...requestFor("values"), chart: file });
}

function refusal(message: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof ChartRenderError, String(error));
    assert.equal(error.code, "E_CHART");
    assert.match(error.message, message);
    assert.notEqual(error.hint, "");
    return true;
  };
}

const nothing = '  passwd: ""\n  absolute: ""\n  link: ""';

test("a template of an archive sees the archive's files and no others", async () => {
  assert.equal(await menuOf("plain", [{ name: "shop/notes.md", content: "rye" }]), `  files: notes.md;\n${nothing}`);
});

test("an entry whose path leaves the archive is refused", async () => {
  for (const [index, name] of ["shop/../../evil.txt", "shop/../../../etc/evil", "shop/a/../../evil"].entries()) {
    await assert.rejects(
      menuOf(`climbing-${index}`, [{ name, content: "evil" }]),
      refusal(/chart illegally references parent directory|unable to load chart archive/),
    );
  }
});

test("an entry beside the chart's folder, or with an absolute path, is a file of the chart like any other", async () => {
  assert.equal(await menuOf("beside", [{ name: "../beside.txt", content: "evil" }]), `  files: beside.txt;\n${nothing}`);
  assert.equal(await menuOf("absolute", [{ name: "/shop/rye.txt", content: "evil" }]), `  files: shop/rye.txt;\n${nothing}`);
});

test("symbolic and hard links in an archive lead nowhere", async () => {
  for (const type of ["1", "2"]) {
    const menu = await menuOf(`link-${type}`, [{ name: "shop/link", type, link: "/etc/passwd" }]);
    assert.match(menu, /\n {2}link: ""$/);
  }
});

test("a folder of the chart that is a link leads nowhere", async () => {
  const entries: readonly TarEntry[] = [
    { name: "shop/outside", type: "2", link: "/etc" },
    { name: "shop/outside/hostname", content: "written" },
  ];
  assert.match(await menuOf("folder-link", entries), /^ {2}files: outside;outside\/hostname;\n {2}passwd: ""\n/);
});

test("an archive that unpacks beyond Helm's limit is refused, as one file or as many", async () => {
  const dough = Buffer.alloc(101 * 1024 * 1024);
  await assert.rejects(menuOf("dough", [{ name: "shop/dough.bin", content: dough }]), refusal(/^unable to load chart archive$/));
  const loaf = Buffer.alloc(4 * 1024 * 1024);
  const loaves = Array.from({ length: 26 }, (_, index) => ({ name: `shop/loaf-${index}.bin`, content: loaf }));
  await assert.rejects(menuOf("loaves", loaves), refusal(/^unable to load chart archive$/));
});

test("an archive in the place of a dependency has the same limits", async () => {
  const dough = { name: "till/dough.bin", content: Buffer.alloc(101 * 1024 * 1024) };
  const till = tarOf([{ name: "till/Chart.yaml", content: "apiVersion: v2\nname: till\nversion: 1.0.0\n" }, dough]);
  await assert.rejects(menuOf("inner", [{ name: "shop/charts/till-1.0.0.tgz", content: till }]), refusal(/unable to load chart archive|maximum/));
});

test("what is no archive is refused in words", async () => {
  const whole = tarOf(chart);
  await assert.rejects(renderArchive("text", Buffer.from("apiVersion: v1\n")), refusal(/does not appear to be a valid chart file|gzip/));
  await assert.rejects(renderArchive("empty", Buffer.alloc(0)), refusal(/./));
  await assert.rejects(renderArchive("cut", whole.subarray(0, whole.length / 2)), refusal(/unexpected EOF|unable to load chart archive/));
  await assert.rejects(renderArchive("no-chart", [{ name: "shop/readme", content: "" }]), refusal(/Chart\.yaml/));
  await assert.rejects(renderArchive("flat", [{ name: "Chart.yaml", content: "name: shop\n" }]), refusal(/base directory|Chart\.yaml|unable to load chart archive/));
});
