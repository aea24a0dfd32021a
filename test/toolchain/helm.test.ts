// What the embedded Helm renders. That a native Helm renders the same is asserted in helm-agreement.test.ts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadAll } from "js-yaml";
import { createChartRenderer, type ChartRequest } from "../../src/toolchain/chart-renderer.ts";
import { ChartRenderError } from "../../src/toolchain/chart-render-error.ts";
import { defaultKubeVersion } from "../../src/toolchain/chart-request.ts";
import { startGoModule } from "../../src/wasi/go-module.ts";
import { precedence, refused, requestFor, types, wasmFile, type ChartCase } from "./chart-cases.ts";

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
}

const render = createChartRenderer({ choice: "embedded", wasmFile });

async function manifestsOf(chart: string, options?: Partial<ChartRequest>): Promise<readonly Manifest[]> {
  const { manifest } = await render(requestFor(chart, options));
  return (loadAll(manifest) as (Manifest | null)[]).filter((document) => document !== null);
}

async function dataOf({ chart, options }: ChartCase): Promise<Readonly<Record<string, unknown>>> {
  const [first] = await manifestsOf(chart, options);
  return first?.data ?? {};
}

function namesOf(manifests: readonly Manifest[]): readonly string[] {
  return manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}

test("says which chart it rendered and with what", async () => {
  const { chart, engine } = await render(requestFor("values"));
  assert.deepEqual(chart, { name: "values", version: "1.2.3", appVersion: "7.0" });
  assert.deepEqual(engine, { name: "helm-embedded", version: "v4.3.1" });
});

test("lays values over each other in Helm's order: files, JSON, set, string, file", async () => {
  const values = (await dataOf(precedence))["values.yaml"];
  assert.deepEqual(loadAll(String(values)), [
    {
      closed: { monday: true },
      price: { rye: "chart", wheat: "first", spelt: "second", corn: "json", oat: "set", rice: "string", millet: "Fresh, every morning\n" },
    },
  ]);
});

test("gives each value the type that its option stands for, and files their very bytes", async () => {
  const { "values.yaml": text, logo } = await dataOf(types);
  const { logo: _, ...values } = loadAll(String(text))[0] as Record<string, unknown>;
  assert.equal(logo, Buffer.from([0, 255, 254, 128, 10, 13, 65]).toString("base64"));
  assert.deepEqual(values, {
    closed: { monday: true, sunday: true },
    "dotted.key": 1,
    exact: 1.5,
    flag: true,
    json: [1, { a: null }],
    list: ["a", 1],
    nothing: null,
    number: 12,
    quoted: "a,b",
    table: { list: [null, { name: "x" }] },
    text: "12",
    yes: "true",
  });
});

test("takes in subcharts by condition, tag and alias, with imported and global values", async () => {
  const usual = await manifestsOf("subcharts");
  assert.deepEqual(namesOf(usual), ["ConfigMap/demo-counter", "ConfigMap/demo-front", "ConfigMap/demo-oven", "ConfigMap/bakery"]);
  assert.deepEqual(usual[3]?.data, {
    oven: '{"degrees":230,"enabled":true,"exports":{"heat":{"watt":4000}},"global":{"city":"Ghent"},"shelf":{"count":3}}',
    imported: '{"count":3}',
    watt: "4000",
    subcharts: "counter front oven",
    city: "Ghent",
  });
  const turned = await manifestsOf("subcharts", { set: ["tags.machines=true,oven.enabled=false,back.enabled=true,global.city=Bruges"] });
  assert.deepEqual(namesOf(turned), [
    "ConfigMap/demo-back",
    "ConfigMap/demo-counter",
    "ConfigMap/demo-front",
    "ConfigMap/demo-mixer",
    "ConfigMap/bakery",
  ]);
  assert.equal(turned[3]?.data?.["values"], '{"global":{"city":"Bruges","country":"BE"},"speed":"slow"}');
});

test("takes templates, but no manifests, from a library", async () => {
  assert.deepEqual(await manifestsOf("library"), [
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "shop", labels: { owner: "Ada", service: "Helm" } } },
  ]);
});

test("prints custom resource definitions first, and only when asked", async () => {
  assert.deepEqual(namesOf(await manifestsOf("crds")), ["Loaf/rye"]);
  assert.deepEqual(namesOf(await manifestsOf("crds", { includeCrds: true })), [
    "CustomResourceDefinition/loaves.bakery.example",
    "CustomResourceDefinition/rolls.bakery.example",
    "CustomResourceDefinition/tarts.bakery.example",
    "Loaf/rye",
  ]);
});

test("prints hooks after the manifests, tests among them unless they are skipped", async () => {
  const hooks = ["Service/counter", "ServiceAccount/account", "Pod/taste", "Pod/smell", "Job/second", "Job/first", "Job/after"];
  assert.deepEqual(namesOf(await manifestsOf("hooks")), hooks);
  assert.deepEqual(
    namesOf(await manifestsOf("hooks", { skipTests: true })),
    hooks.filter((name) => !name.startsWith("Pod/")),
  );
});

test("prints each document under its source, in the order of installation, without notes", async () => {
  const { manifest } = await render(requestFor("documents"));
  assert.deepEqual(
    manifest.split("\n").filter((line) => line.startsWith("# Source: ")),
    [
      "mixed.yaml",
      "windows.yaml",
      "../charts/side/templates/config.yaml",
      "list.json",
      "unicode.yaml",
      "unterminated.yaml",
      "windows.yaml",
      "mixed.yaml",
      "mixed.yaml",
      "comments.yaml",
      "mixed.yaml",
    ].map((file) => `# Source: documents/${file.startsWith("../") ? file.slice(3) : `templates/${file}`}`),
  );
  assert.doesNotMatch(manifest, /Visit|Side|Partial|Never/);
});

test("assumes Helm's default cluster, or the one that is described", async () => {
  const usual = await dataOf({ chart: "capabilities" });
  assert.equal(usual["kube"], "v1.37.0 v1.37.0 v1.37.0 1.37");
  assert.equal(usual["helm"], "v4.3.1");
  assert.equal(usual["release"], '{"IsInstall":true,"IsUpgrade":false,"Name":"demo","Namespace":"town","Revision":1,"Service":"Helm"}');
  const described = await dataOf({ chart: "capabilities", options: { kubeVersion: "1.29.4", apiVersions: ["monitoring.coreos.com/v1"] } });
  assert.deepEqual(
    [described["kube"], described["monitors"], described["kind"], described["recent"]],
    ["v1.29.4 v1.29.4 v1.29.4 1.29", "true", "false", "false"],
  );
});

test("states the default cluster version that its module was built with", async () => {
  const engine = await startGoModule(wasmFile);
  const { versions } = engine.call({ op: "version" }) as { versions: { kube: string } };
  assert.equal(versions.kube, `v${defaultKubeVersion}`);
});

test("runs Helm's functions: templates in values, time zones, and an empty answer from a cluster that is not there", async () => {
  const { greeting, found, all, summerTime, local, host } = await dataOf({ chart: "functions" });
  assert.deepEqual(
    { greeting, found, all, summerTime, local, host },
    {
      greeting: "Good morning, Ada",
      found: "{}",
      all: "[]",
      summerTime: "2024-03-31 03:30 CEST",
      local: "2024-03-31 01:30 UTC",
      host: "",
    },
  );
});

test("leaves out what .helmignore names", async () => {
  assert.deepEqual(await manifestsOf("helmignore"), [
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "helmignore" }, data: { files: ".helmignore menu.txt" } },
  ]);
});

for (const { chart, options, message } of refused) {
  test(`refuses ${chart} ${options ? JSON.stringify(options) : ""} in Helm's words`, async () => {
    const request = requestFor(chart, options);
    await assert.rejects(render(request), (error) => {
      assert.ok(error instanceof ChartRenderError);
      assert.equal(error.message, message);
      assert.equal(error.chart, request.chart);
      assert.notEqual(error.hint, "");
      return true;
    });
  });
}
