// Renders charts as the options say; the engines are loaded only when there is a chart.
import type { RenderChart } from "../evidence/index.ts";
import { packageFile } from "../package-root.ts";
import type { createChartRenderer } from "../toolchain/chart-renderer.ts";
import type { CommonOptions } from "./options.ts";

type Renderer = ReturnType<typeof createChartRenderer>;

/** The default of `helm template`. */
const defaultRelease = "release-name";

/** What of the options decides how a chart is rendered. */
type ChartOptions = Pick<
  CommonOptions,
  | "values"
  | "set"
  | "setString"
  | "setFile"
  | "setJson"
  | "apiVersions"
  | "releaseName"
  | "kubeVersion"
  | "includeCrds"
  | "skipTests"
  | "helmEngine"
>;

/** `extra` are values in the way of `--set-json`, behind those of the options. */
export type RenderWith = (chart: string, extra?: readonly string[]) => ReturnType<RenderChart>;

export function chartRenderer(options: ChartOptions, namespace: string): RenderWith {
  let renderer: Promise<Renderer> | undefined;
  async function start(): Promise<Renderer> {
    const { createChartRenderer } = await import("../toolchain/chart-renderer.ts");
    return createChartRenderer({
      choice: options.helmEngine ?? "auto",
      wasmFile: packageFile("dist", "toolchain", "helm.wasm"),
    });
  }
  return async (chart, extra = []) => {
    const render = await (renderer ??= start());
    const { manifest, engine } = await render({
      chart,
      release: options.releaseName ?? defaultRelease,
      namespace,
      valuesFiles: options.values,
      set: options.set,
      setString: options.setString,
      setFile: options.setFile,
      setJson: [...options.setJson, ...extra],
      ...(options.kubeVersion !== undefined && { kubeVersion: options.kubeVersion }),
      apiVersions: options.apiVersions,
      includeCrds: options.includeCrds ?? false,
      skipTests: options.skipTests ?? false,
    });
    return { manifest, namespace, engine };
  };
}
