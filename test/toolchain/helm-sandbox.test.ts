// What a chart can see of the machine that renders it: itself.
import assert from "node:assert/strict";
import { copyFile, cp, mkdir, mkdtemp, open, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { execa } from "execa";
import { createChartRenderer, type ChartRequest } from "../../src/toolchain/chart-renderer.ts";
import { ChartRenderError } from "../../src/toolchain/chart-render-error.ts";
import { renderWithEmbeddedHelm } from "../../src/toolchain/helm-engine.ts";
import { charts, requestFor, wasmFile } from "./chart-cases.ts";

const render = createChartRenderer({ choice: "embedded", wasmFile });
let folder = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "touchstone-test-"));
});

after(async () => {
  await rm(folder, { recursive: true });
});

async function copyOf(chart: string, name: string): Promise<string> {
  await cp(join(charts, chart), join(folder, name), { recursive: true });
  return join(folder, name);
}

async function archiveOf(chart: string, archive: string): Promise<string> {
  await execa("tar", ["-czf", join(folder, archive), "-C", join(chart, ".."), chart.slice(join(chart, "..").length + 1)]);
  return join(folder, archive);
}

function at(chart: string, options?: Partial<ChartRequest>): ChartRequest {
  return { ...requestFor("values", options), chart };
}

function refusal(message: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof ChartRenderError, String(error));
    assert.match(error.message, message);
    return true;
  };
}

test("an archive renders as its folder does, its neighbours stay unseen, and nothing is left behind", async () => {
  const archive = await archiveOf(join(charts, "subcharts"), "bakery, 1.tgz");
  const leftBefore = (await readdir(tmpdir())).filter((name) => name.startsWith("touchstone-chart-"));
  const fromArchive = await render(at(archive));
  assert.deepEqual(fromArchive, await render(at(join(charts, "subcharts"))));
  assert.deepEqual(
    (await readdir(tmpdir())).filter((name) => name.startsWith("touchstone-chart-")),
    leftBefore,
  );
});

test("an archive that unpacks to more than Helm's limit is refused", async () => {
  const chart = await copyOf("values", "swollen");
  const file = await open(join(chart, "dough.bin"), "w");
  await file.truncate(101 * 1024 * 1024);
  await file.close();
  const archive = await archiveOf(chart, "swollen.tgz");
  await assert.rejects(render(at(archive)), refusal(/unable to load chart archive/));
  await assert.rejects(render(at(chart)), refusal(/exceeds maximum decompressed size of 104857600 bytes/));
});

test("a chart whose loops multiply is stopped", async () => {
  const chart = await copyOf("values", "yeast");
  await writeFile(join(chart, "templates/config.yaml"), `a: |\n{{ range until 700000 }}  ${"rising ".repeat(15)}\n{{ end }}`);
  await assert.rejects(render(at(chart)), refusal(/^the chart renders to more than 64 MiB$/));
});

test("a template that includes itself is stopped", async () => {
  const chart = await copyOf("values", "mirror");
  await writeFile(join(chart, "templates/config.yaml"), '{{ define "mirror" }}{{ include "mirror" . }}{{ end }}{{ include "mirror" . }}');
  await assert.rejects(render(at(chart)), refusal(/rendering template has a nested reference name: mirror/));
});

test("neither paths nor schemas reach files outside the chart", async () => {
  const { manifest } = await render(requestFor("files"));
  assert.match(manifest, /^ {2}outside: ""\n {2}absolute: ""$/m);
  await assert.rejects(render(requestFor("schema-outside")), refusal(/open \/etc\/hostname: /));
});

test("a link inside the chart is followed", async () => {
  const chart = await copyOf("files", "linked");
  await rm(join(chart, "recipes/rye.txt"));
  await symlink("../notes.md", join(chart, "recipes/rye.txt"));
  assert.match((await render(at(chart))).manifest, /^ {2}rye: "# Notes\\n"$/m);
});

for (const [name, target] of [
  ["folder", "../pantry"],
  ["file", "../../pantry/key.txt"],
  ["absolute", "/etc/hostname"],
  ["broken", "nowhere"],
] as const) {
  test(`a link that leaves the chart is refused by name (${name}), and unseen by the engine itself`, async () => {
    await mkdir(join(folder, "pantry"), { recursive: true });
    await copyFile(join(charts, "files/notes.md"), join(folder, "pantry/key.txt"));
    const chart = await copyOf("files", `leaving-${name}`);
    const link = target.startsWith("../../") ? "recipes/link" : "link";
    await symlink(target, join(chart, link));
    await assert.rejects(
      render(at(chart)),
      refusal(new RegExp(`^the symbolic link ${link} -> ${target} leaves the chart or leads nowhere$`)),
    );
    await assert.rejects(renderWithEmbeddedHelm(wasmFile, at(chart)), refusal(/symlink/));
  });
}

const unsupported: readonly (readonly [options: Partial<ChartRequest>, message: RegExp])[] = [
  [{ valuesFiles: ["-"] }, /standard input/],
  [{ valuesFiles: ["https://bakery.example/values.yaml"] }, /is a URL/],
  [{ valuesFiles: [join(charts, "none.yaml")] }, /none\.yaml does not exist/],
  [{ setFile: ["logo=https://bakery.example/logo.png"] }, /names a URL or standard input/],
  [{ setFile: ["logo=-"] }, /names a URL or standard input/],
  [{ setFile: [`logo=${join(charts, "none.png")}`] }, /cannot read .*none\.png/],
  [{ chart: "oci://bakery.example/charts/rye" }, /is not a local chart/],
  [{ chart: join(charts, "none") }, /none" not found/],
  [{ chart: charts }, /unable to detect chart at .*Chart\.yaml/],
  [{ chart: join(charts, "values/values.yaml") }, /values\.yaml' seems to be a YAML file, but expected a gzipped archive/],
];

for (const [options, message] of unsupported) {
  test(`refuses ${JSON.stringify(Object.values(options)[0])}`, async () => {
    await assert.rejects(render(requestFor("values", options)), refusal(message));
  });
}
