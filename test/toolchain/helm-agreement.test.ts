// The embedded Helm and a native one are the same Helm: the same bytes for every chart, the same words for every refusal.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { glob } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { createChartRenderer, type ChartRequest, type RenderedChart } from "../../src/toolchain/chart-renderer.ts";
import { ChartRenderError } from "../../src/toolchain/chart-render-error.ts";
import { findNativeHelm, type NativeHelm } from "../../src/toolchain/native-helm.ts";
import { charts, refused, rendered, repository, requestFor, wasmFile } from "./chart-cases.ts";

const builtHelm = join(repository, ".cache/tools/helm");
const native = (await findNativeHelm(builtHelm)) ?? (await findNativeHelm());
const embedded = createChartRenderer({ choice: "embedded", wasmFile });
const renderNatively = createChartRenderer({ choice: "native", wasmFile, findNative: async () => native });

/** Helm 3 and other releases of Helm 4 separate documents in their own ways. */
const skip = skipReason(native);

function skipReason(helm: NativeHelm | undefined): string | false {
  if (!helm) return `MISSING TOOL: helm, neither at ${builtHelm} nor on the PATH; build it from toolchain/native`;
  return helm.version.startsWith("v4.3.1")
    ? false
    : `WRONG TOOL: helm is ${helm.version}, the embedded one v4.3.1; build it from toolchain/native`;
}

async function examples(): Promise<readonly ChartRequest[]> {
  const requests: ChartRequest[] = [];
  for await (const file of glob("examples/*/Chart.yaml", { cwd: repository })) {
    const chart = join(repository, dirname(file));
    const options = { chart, includeCrds: true };
    requests.push(requestFor(chart, options));
    for await (const values of glob("values-*.yaml", { cwd: chart }))
      requests.push(requestFor(chart, { ...options, valuesFiles: [join(chart, values)] }));
  }
  return requests;
}

function withoutEngine({ manifest, chart }: RenderedChart): Omit<RenderedChart, "engine"> {
  return { manifest, chart };
}

test("both render the same bytes", { skip }, async (context) => {
  const features = rendered.map(({ chart, options }) => requestFor(chart, options));
  assert.ok(features.length > 20);
  for (const request of [...features, ...(await examples())]) {
    await context.test(`${basename(request.chart)} ${request.valuesFiles.map((file) => basename(file)).join(" ")}`.trimEnd(), async () => {
      const [ours, theirs] = await Promise.all([embedded(request), renderNatively(request)]);
      assert.equal(theirs.engine.name, "helm-native");
      assert.deepEqual(withoutEngine(ours), withoutEngine(theirs));
    });
  }
});

test("both refuse with the same words", { skip }, async () => {
  for (const { chart, options, message } of refused) {
    await assert.rejects(renderNatively(requestFor(chart, options)), (error) => {
      assert.ok(error instanceof ChartRenderError);
      assert.equal(error.message, message);
      return true;
    });
  }
});

test("auto takes the native Helm that is found, and the embedded one when there is none", { skip }, async () => {
  const found = await createChartRenderer({ choice: "auto", wasmFile, findNative: async () => native })(requestFor("library"));
  const missing = await createChartRenderer({ choice: "auto", wasmFile, findNative: async () => undefined })(requestFor("library"));
  assert.deepEqual([found.engine.name, missing.engine.name], ["helm-native", "helm-embedded"]);
});

test("a native Helm that is demanded must be there", async () => {
  const none = createChartRenderer({ choice: "native", wasmFile, findNative: () => findNativeHelm(join(charts, "no-helm")) });
  await assert.rejects(
    none(requestFor("library")),
    new ChartRenderError(join(charts, "library"), "no usable helm on the PATH", {
      hint: "Install Helm 3 or 4, or use the embedded engine.",
    }),
  );
});

test("a program that is not Helm is not taken for one", async () => {
  assert.equal(await findNativeHelm(process.execPath), undefined);
  assert.equal(existsSync(join(charts, "no-helm")), false);
});
