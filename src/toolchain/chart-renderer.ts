// Chooses the Helm that renders a chart: the machine's own for speed, or the one that comes with Touchstone.
import { ChartRenderError } from "./chart-render-error.ts";
import { defaultKubeVersion, type ChartRequest, type RenderedChart } from "./chart-request.ts";
import { checkChartRequest } from "./check-chart-request.ts";
import { renderWithEmbeddedHelm } from "./helm-engine.ts";
import { findNativeHelm, renderWithNativeHelm, type NativeHelm } from "./native-helm.ts";

export type { ChartRequest, RenderedChart } from "./chart-request.ts";

/** `auto` takes a native Helm 3 or 4 from the PATH when there is one, else the embedded engine. */
export type HelmEngineChoice = "auto" | "embedded" | "native";

export interface ChartRendererOptions {
  readonly choice: HelmEngineChoice;
  /** The embedded engine's module. */
  readonly wasmFile: string;
  /** Finds the native Helm; asked at most once. The default looks on the PATH. */
  readonly findNative?: () => Promise<NativeHelm | undefined>;
}

/** Returns a function that renders one chart, or throws a `ChartRenderError` that says why it cannot be rendered. */
export function createChartRenderer(options: ChartRendererOptions): (request: ChartRequest) => Promise<RenderedChart> {
  const findNative = options.findNative ?? findNativeHelm;
  let search: Promise<NativeHelm | undefined> | undefined;
  return async function renderChart(request) {
    await checkChartRequest(request);
    const complete = { ...request, kubeVersion: request.kubeVersion ?? defaultKubeVersion };
    const native = options.choice === "embedded" ? undefined : await (search ??= findNative());
    if (native) return renderWithNativeHelm(native, complete);
    if (options.choice === "native") {
      throw new ChartRenderError(request.chart, "no usable helm on the PATH", { hint: "Install Helm 3 or 4, or use the embedded engine." });
    }
    return renderWithEmbeddedHelm(options.wasmFile, complete);
  };
}
