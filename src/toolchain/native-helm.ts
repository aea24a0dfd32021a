// Renders one chart with the `helm` of this machine, as a process without a shell, a cluster, plugins or standard input.
import { devNull } from "node:os";
import { resolve } from "node:path";
import { execa } from "execa";
import { load } from "js-yaml";
import { ChartRenderError } from "./chart-render-error.ts";
import { toChartIdentity, type ChartRequest, type RenderedChart } from "./chart-request.ts";

/** A Helm that can be run. */
export interface NativeHelm {
  /** A name to be found on the PATH, or a path. */
  readonly command: string;
  /** As it prints it, such as `v4.3.1`. */
  readonly version: string;
}

const timeLimitMs = 120_000;
/** The embedded engine's limit, which it checks itself. */
const outputLimitMiB = 64;

/** Asks `command` for its version; undefined when it is missing, does not answer, or is neither Helm 3 nor Helm 4. */
export async function findNativeHelm(command = "helm"): Promise<NativeHelm | undefined> {
  const { stdout, problem } = await runHelm(command, ["version", "--short"], 10_000);
  const version = /^v[34]\.\d\S*$/m.exec(stdout)?.[0];
  return problem !== undefined || version === undefined ? undefined : { command, version };
}

/** Renders with `helm template`; Helm's message becomes the error's. */
export async function renderWithNativeHelm(helm: NativeHelm, request: ChartRequest): Promise<RenderedChart> {
  const chart = resolve(request.chart);
  const [rendered, shown] = await Promise.all([
    runHelm(helm.command, templateArguments(request, chart), timeLimitMs),
    runHelm(helm.command, ["show", "chart", "--", chart], timeLimitMs),
  ]);
  const problem = rendered.problem ?? shown.problem;
  if (problem !== undefined) throw new ChartRenderError(request.chart, problem.replaceAll(chart, request.chart));
  const identity = toChartIdentity(load(shown.stdout));
  if (!identity) throw new TypeError("helm show chart printed no Chart.yaml");
  return { manifest: rendered.stdout, chart: identity, engine: { name: "helm-native", version: helm.version } };
}

/** Every value stands behind an equals sign, so that none of them can be taken for a flag. */
function templateArguments(request: ChartRequest, chart: string): string[] {
  return [
    "template",
    `--namespace=${request.namespace}`,
    ...request.valuesFiles.map((file) => `--values=${toCsvField(file)}`),
    ...request.setJson.map((value) => `--set-json=${value}`),
    ...request.set.map((value) => `--set=${value}`),
    ...request.setString.map((value) => `--set-string=${value}`),
    ...request.setFile.map((value) => `--set-file=${value}`),
    ...request.apiVersions.map((version) => `--api-versions=${toCsvField(version)}`),
    ...(request.kubeVersion ? [`--kube-version=${request.kubeVersion}`] : []),
    ...(request.includeCrds ? ["--include-crds"] : []),
    ...(request.skipTests ? ["--skip-tests"] : []),
    "--",
    request.release,
    chart,
  ];
}

/** Helm reads some flags as a line of comma-separated values. */
function toCsvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

interface HelmRun {
  readonly stdout: string;
  /** Why the run failed, if it did. */
  readonly problem?: string;
}

async function runHelm(command: string, flags: readonly string[], timeout: number): Promise<HelmRun> {
  const { failed, isMaxBuffer, timedOut, stdout, stderr, shortMessage } = await execa(command, flags, {
    env: toEnvironment(process.env),
    extendEnv: false,
    stdin: "ignore",
    stripFinalNewline: false,
    maxBuffer: outputLimitMiB * 1024 * 1024,
    timeout,
    reject: false,
  });
  if (!failed) return { stdout };
  if (isMaxBuffer) return { stdout, problem: `the chart renders to more than ${outputLimitMiB} MiB` };
  if (timedOut) return { stdout, problem: `helm did not finish within ${timeout / 1000} seconds` };
  return { stdout, problem: toHelmMessage(stderr) || (shortMessage ?? "helm failed") };
}

/** The caller's environment without what changes Helm's answer: its own settings, the cluster's, and the time zone. */
function toEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^(HELM_|KUBE)/i.test(name));
  return { ...Object.fromEntries(kept), HELM_NO_PLUGINS: "1", KUBECONFIG: devNull, TZ: "UTC" };
}

/** Takes Helm's error from between log lines and the advice on `--debug`, or a crash without its stack. */
function toHelmMessage(stderr: string): string {
  const crash = /^panic: (.*)$/m.exec(stderr)?.[1];
  if (crash !== undefined) return `helm crashed: ${crash}`;
  const start = /^Error: /m.exec(stderr);
  const message = start ? stderr.slice(start.index + start[0].length) : stderr;
  return message.replace(/\n\nUse --debug flag to render out invalid YAML\s*$/, "").trimEnd();
}
