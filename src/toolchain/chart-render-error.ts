// The one error of chart rendering that users cause and can mend: Helm's own words, and what to do about them.

import { TouchstoneError } from "../model/index.ts";

/** A chart could not be rendered for a reason that lies in the chart, its values or the machine; anything else is thrown as it came. */
export class ChartRenderError extends TouchstoneError {
  override readonly name = "ChartRenderError";
  /** The chart, as the request named it. */
  readonly chart: string;

  constructor(chart: string, message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super("E_CHART", message, options.hint ?? hintFor(message), options.cause);
    this.chart = chart;
  }
}

/** Helm's messages, most specific first, and what a user does about each. */
const hints: readonly (readonly [message: RegExp, hint: string])[] = [
  [/missing in charts\/ directory/, "Run `helm dependency build` in the chart first: nothing is downloaded while rendering."],
  [/requires kubeVersion/, "Name your cluster's version with the Kubernetes version option."],
  [/invalid kube version/, "Write the version as 1.34 or 1.34.2."],
  [/^validation: /, "Correct the chart's Chart.yaml."],
  [/charts are not installable/, "A library has no manifests of its own: render the chart that uses it."],
  [/don't meet the specifications of the schema/, "Correct the values; the chart's values.schema.json says what it accepts."],
  [/failed parsing --set-json/, 'Write key=JSON, such as ports=[80,443], or one JSON object such as {"ports":[80,443]}.'],
  [/failed parsing --set-file/, "Write key=path, and check that the file can be read."],
  [/failed parsing --set/, "Write key=value; a comma or a dot that belongs to the value or key takes a backslash before it."],
  [
    /failed to parse |cannot (load|unmarshal)|YAML parse error/,
    "Correct the YAML in the file that is named; every rendered document must be YAML.",
  ],
  [
    /Chart\.yaml file is missing|unable to detect chart|no Chart\.yaml|unsupported chart version|invalid chart apiVersion/,
    "Name a folder with a Chart.yaml of apiVersion v1 or v2, or a chart archive (.tgz).",
  ],
  [
    /gzipped archive|valid chart file|chart archive/,
    "Name a chart's folder, or an archive made by `helm package` that holds at most 100 MiB of files.",
  ],
  [/maximum decompressed size|more than \d+ MiB/, "A chart may hold 100 MiB of files and render to 64 MiB of manifests."],
  [/release name/, "Use lower-case letters, digits, hyphens and dots, at most 53 of them."],
  [
    /\.(?:ya?ml|tpl|txt):\d+|template/,
    "Look at the template and line that are named: often a required value is missing from the values files.",
  ],
];

function hintFor(message: string): string {
  return hints.find(([pattern]) => pattern.test(message))?.[1] ?? "Render the chart with `helm template --debug` to see more.";
}
