// Lines of rendered charts, and the lines of the templates that wrote them.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openTemplates } from "../../src/evidence/chart-files.ts";
import { mapChartLines } from "../../src/evidence/chart-lines.ts";
import { TemplateLines } from "../../src/evidence/template-lines.ts";
import { folderWith } from "./collecting.ts";
import { tarOf } from "./tar.ts";

/** The template's line for each line of the rendered text; a dash where it is unknown. */
function aligned(template: string, rendered: string): string {
  const lines = new TemplateLines(template).align(rendered, 0);
  return rendered
    .trimEnd()
    .split("\n")
    .map((_, index) => lines.get(index + 1) ?? "-")
    .join(" ");
}

test("lines without actions belong to the same text, whatever its indentation", () => {
  assert.equal(aligned("kind: Pod\nspec:\n  a: 1\n", "kind: Pod\nspec:\n    a: 1\n"), "1 2 3");
});

test("lines with an action belong to what stands before it", () => {
  assert.equal(
    aligned("name: {{ .x }}\nimage: {{ .y }}\n- name: {{ .z }}\n", "image: a\nname: b\n- name: c\n"),
    "2 1 3",
  );
});

test("lines with an action in their first word are found by its beginning", () => {
  assert.equal(aligned("data:\n  app-{{ .x }}: 1\n  - {{ .y }}\n", "data:\n  app-oven: 1\n  - rye\n"), "1 2 3");
});

test("equal lines are told apart by their order", () => {
  const template = "a:\n  name: {{ .x }}\n  on: yes\nb:\n  name: {{ .y }}\n  on: yes\n";
  assert.equal(aligned(template, "a:\n  name: 1\n  on: yes\nb:\n  name: 2\n  on: yes\n"), "1 2 3 4 5 6");
});

test("a loop comes back to its lines", () => {
  const template = "items:\n{{- range .items }}\n- name: {{ . }}\n  kind: x\n{{- end }}\nend: 1\n";
  assert.equal(aligned(template, "items:\n- name: a\n  kind: x\n- name: b\n  kind: x\nend: 1\n"), "1 3 4 3 4 6");
});

test("lines that no line of the template wrote have none", () => {
  assert.equal(aligned("a: 1\n{{ include x . }}\nb: 1\n", "a: 1\nfrom: helper\n\nb: 1\n"), "1 - - 3");
});

test("a document of several belongs to the one that has most of its lines", () => {
  const template =
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n";
  assert.equal(aligned(template, "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n"), "6 7 8 9");
  assert.equal(aligned(template, "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n"), "1 2 3 4");
});

test("Windows line ends make no difference", () => {
  assert.equal(aligned("kind: Pod\r\nname: {{ .x }}\r\n", "kind: Pod\nname: oven\n"), "1 2");
});

const manifest = `---
# Source: shop/templates/pod.yaml
kind: Pod
name: oven
---
# Source: shop/charts/till/templates/pod.yaml
kind: Pod
# Source: within is no comment of Helm's
x: y # Source: shop/templates/none.yaml
`;

test("each block belongs to the template that its comment names", () => {
  const asked: string[] = [];
  const map = mapChartLines(
    manifest,
    (template) => (template === "" ? "charts/shop" : `charts/${template}`),
    (template) => {
      asked.push(template);
      return template === "shop/templates/pod.yaml" ? "{{ if .x }}\nkind: Pod\nname: {{ .x }}\n{{ end }}\n" : undefined;
    },
  );
  assert.deepEqual([1, 3, 4, 4, 7].map(map), [
    { file: "charts/shop" },
    { file: "charts/shop/templates/pod.yaml", line: 2 },
    { file: "charts/shop/templates/pod.yaml", line: 3 },
    { file: "charts/shop/templates/pod.yaml", line: 3 },
    { file: "charts/shop/charts/till/templates/pod.yaml" },
  ]);
  assert.deepEqual(asked, ["shop/templates/pod.yaml", "shop/charts/till/templates/pod.yaml"]);
});

test("a manifest without comments, or of nothing, is all of the chart", () => {
  assert.deepEqual(
    mapChartLines(
      "kind: Pod\n",
      () => "shop",
      () => "",
    )(1),
    { file: "shop" },
  );
  assert.deepEqual(
    mapChartLines(
      "",
      () => "shop",
      () => "",
    )(1),
    { file: "shop" },
  );
});

test("templates are read from folders, archives, and archives within either", () => {
  const till = tarOf({ "till/Chart.yaml": "name: till\n", "till/templates/a.yaml": "till" });
  const files = { "shop/Chart.yaml": "name: shop\n", "shop/templates/a.yaml": "shop", "shop/charts/till-1.tgz": till };
  const folder = folderWith({ ...files, "shop.tgz": tarOf(files), "secret.txt": "secret" });
  for (const chart of ["shop", "shop.tgz"]) {
    const read = openTemplates(join(folder, chart));
    const names = [
      "shop/templates/a.yaml",
      "shop/charts/till/templates/a.yaml",
      "shop/templates/b.yaml",
      "shop/../secret.txt",
      "shop",
      "",
    ];
    assert.deepEqual(names.map(read), ["shop", "till", undefined, undefined, undefined, undefined], chart);
  }
});

test("a chart that is gone, or has a file in the place of its charts, has no templates", () => {
  const folder = folderWith({ "shop/charts": "", "broken.tgz": "" });
  mkdirSync(join(folder, "odd/charts/folder.tgz"), { recursive: true });
  writeFileSync(join(folder, "odd/charts/broken.tgz"), "no archive");
  for (const chart of ["none", "shop", "broken.tgz", "odd"])
    assert.equal(openTemplates(join(folder, chart))("a/templates/b.yaml"), undefined);
});

test("thousands of lines are aligned within moments", () => {
  const template = Array.from(
    { length: 3000 },
    (_, index) => `key${index}-{{ .x }}: 1\nname${index}: {{ .y }}\nend${index}: 1`,
  ).join("\n");
  const rendered = Array.from({ length: 3000 }, (_, index) => `name${index}: x\nend${index}: 1`).join("\n");
  const started = performance.now();
  assert.equal(new TemplateLines(template).align(rendered, 0).size, 6000);
  assert.ok(performance.now() - started < 2000);
});
