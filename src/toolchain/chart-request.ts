// What a renderer of Helm charts is asked, and what it answers.

/** The arguments of `helm template`; paths are those of this machine, relative ones start at the working directory. */
export interface ChartRequest {
  /** A chart's folder, or a chart archive (.tgz). */
  readonly chart: string;
  readonly release: string;
  readonly namespace: string;
  /** `--values`, the last one wins. */
  readonly valuesFiles: readonly string[];
  /** `--set`: laid over `setJson` and `valuesFiles`, below `setString` and `setFile`. */
  readonly set: readonly string[];
  readonly setString: readonly string[];
  readonly setFile: readonly string[];
  readonly setJson: readonly string[];
  /** The cluster's version; without it every engine assumes {@link defaultKubeVersion}. */
  readonly kubeVersion?: string;
  /** API versions that the cluster has beyond Kubernetes' own. */
  readonly apiVersions: readonly string[];
  readonly includeCrds: boolean;
  readonly skipTests: boolean;
}

/** What the embedded Helm assumes; said to every engine, so that the manifests do not depend on which Helm a machine has. */
export const defaultKubeVersion = "1.37.0";

/** The manifests of one chart, as `helm template` prints them. */
export interface RenderedChart {
  readonly manifest: string;
  readonly chart: ChartIdentity;
  readonly engine: { readonly name: "helm-embedded" | "helm-native"; readonly version: string };
}

/** How a chart names itself in Chart.yaml. */
export interface ChartIdentity {
  readonly name: string;
  readonly version: string;
  readonly appVersion?: string;
}

/** Reads the fields of a Chart.yaml, or of Helm's account of one; undefined when it is neither. */
export function toChartIdentity(value: unknown): ChartIdentity | undefined {
  if (typeof value !== "object" || value === null || !("name" in value) || !("version" in value)) return undefined;
  const { name, version } = value;
  if (typeof name !== "string" || typeof version !== "string") return undefined;
  const appVersion = "appVersion" in value ? value.appVersion : undefined;
  return typeof appVersion === "string" && appVersion !== "" ? { name, version, appVersion } : { name, version };
}
