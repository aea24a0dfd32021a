// Charts as evidence: what is rendered is judged, and places are those of the chart.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { collect, findSources, type RenderChart } from "../../src/evidence/index.ts";
import { TouchstoneError } from "../../src/model/index.ts";
import { collectAll, folderWith, linesOf, namesOf, options } from "./collecting.ts";
import { tarOf } from "./tar.ts";

const files = {
  "shop/Chart.yaml": "name: shop\n",
  "shop/templates/pod.yaml":
    "{{ if true }}\napiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n{{ end }}\n",
};
const manifest = "---\n# Source: shop/templates/pod.yaml\napiVersion: v1\nkind: Service\nmetadata:\n  name: demo\n";
const engine = { name: "helm-embedded", version: "v4.3.1" };

function rendering(text: string): RenderChart {
  return async () => ({ manifest: text, namespace: "shop-town", engine });
}

function refusing(message: string): RenderChart {
  return () => Promise.reject(new TouchstoneError("E_CHART", message, "Correct the chart."));
}

for (const chart of ["shop", "shop.tgz"]) {
  test(`objects have the namespace of the release and their places in the chart (${chart})`, async () => {
    const path = join(folderWith({ ...files, "shop.tgz": tarOf(files) }), chart);
    const collected = await collectAll(await findSources(path), { renderChart: rendering(manifest) });
    assert.deepEqual(linesOf(collected), []);
    assert.deepEqual(
      collected.objects.map(({ defaultNamespace, locate }) => [
        defaultNamespace,
        locate([]),
        locate(["metadata", "name"]),
        locate(["spec"]),
      ]),
      [
        [
          "shop-town",
          { file: `${path}/templates/pod.yaml`, line: 2 },
          { file: `${path}/templates/pod.yaml`, line: 5 },
          { file: `${path}/templates/pod.yaml`, line: 2 },
        ],
      ],
    );
    const [evidence] = collected.evidence;
    assert.deepEqual(
      [evidence?.kind, evidence?.source, evidence?.collector, evidence?.bytes],
      ["chart", path, engine, manifest.length],
    );
  });
}

test("what does not parse is said of the template", async () => {
  const path = join(folderWith(files), "shop");
  const broken = manifest.replace("kind: Service", "kind: [Service");
  assert.deepEqual(linesOf(await collectAll(await findSources(path), { renderChart: rendering(broken) })), [
    `E_YAML ${path}/templates/pod.yaml:4: missed comma between flow collection entries`,
  ]);
});

test("a chart that renders to nothing is a problem, even one that was only found", async () => {
  const folder = folderWith(files);
  const collected = await collectAll(await findSources(folder), { renderChart: rendering("\n") });
  assert.deepEqual(linesOf(collected), [`E_NOT_KUBERNETES ${folder}/shop: holds no Kubernetes object`]);
});

for (const [message, place] of [
  ["validation: chart.metadata.name is required", {}],
  [
    "execution error at (shop/templates/pod.yaml:4:11): A name is needed!",
    { file: "/templates/pod.yaml", line: 4, column: 12 },
  ],
  ["parse error at (shop/templates/pod.yaml:2): missing value for if", { file: "/templates/pod.yaml", line: 2 }],
  [
    "shop/charts/till/templates/a.yaml:7:18\n  executing",
    { file: "/charts/till/templates/a.yaml", line: 7, column: 19 },
  ],
  ["YAML parse error on shop/templates/pod.yaml: error converting YAML", { file: "/templates/pod.yaml" }],
] as const) {
  test(`Helm's own words, with the place that they name: ${message.slice(0, 40)}`, async () => {
    const path = join(folderWith(files), "shop");
    const { problems, objects, evidence } = await collectAll(await findSources(path), {
      renderChart: refusing(message),
    });
    const location = { ...place, file: "file" in place ? path + place.file : path };
    assert.deepEqual(problems, [{ code: "E_CHART", source: path, location, message, hint: "Correct the chart." }]);
    assert.deepEqual([objects, evidence], [[], []]);
  });
}

test("no more of a chart is handed over while the sink is busy", async () => {
  const path = join(folderWith(files), "shop");
  const [source] = await findSources(path);
  assert.ok(source);
  let busy = false;
  let taken = 0;
  const sink = {
    async object() {
      assert.equal(busy, false);
      busy = true;
      await new Promise((resolve) => setTimeout(resolve, 2));
      busy = false;
      taken++;
    },
    problem: () => assert.fail(),
    finished: () => assert.equal(taken, 3),
  };
  await collect(source, { ...options, renderChart: rendering(manifest.repeat(3)) }, sink);
});

test("one chart that does not render stops no other", async () => {
  const folder = folderWith({ "a/Chart.yaml": "name: a\n", "b/Chart.yaml": "name: b\n" });
  const renderChart: RenderChart = (chart) =>
    chart.endsWith("a") ? refusing("no")(chart) : rendering(manifest)(chart);
  const collected = await collectAll(await findSources(folder), { renderChart });
  assert.deepEqual([namesOf(collected), linesOf(collected)], [["Service/demo"], [`E_CHART ${folder}/a: no`]]);
});
