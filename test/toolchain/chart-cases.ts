// The feature charts, and the ways in which the tests render them: every engine must treat each of these the same.
import { join } from "node:path";
import type { ChartRequest } from "../../src/toolchain/chart-renderer.ts";

export const repository = join(import.meta.dirname, "../..");
export const charts = join(repository, "test/charts");
export const wasmFile = join(repository, "dist/toolchain/helm.wasm");

/** A request for `chart`, a path or the name of a feature chart, as a user would make it who only adds `options`. */
export function requestFor(chart: string, options: Partial<ChartRequest> = {}): ChartRequest {
  return {
    chart: join(charts, chart),
    release: "demo",
    namespace: "town",
    valuesFiles: [],
    set: [],
    setString: [],
    setFile: [],
    setJson: [],
    apiVersions: [],
    includeCrds: false,
    skipTests: false,
    ...options,
  };
}

export interface ChartCase {
  readonly chart: string;
  readonly options?: Partial<ChartRequest>;
}

const given = (file: string): string => join(charts, "values/given", file);

/** Later sources win: each bread's price names the last source that gave it. */
export const precedence: ChartCase = {
  chart: "values",
  options: {
    valuesFiles: [given("first.yaml"), given("second.yaml")],
    setJson: ['{"price":{"corn":"json"}}', 'price.oat="json"', 'price.rice="json"', 'price.millet="json"'],
    set: ["price.oat=set,price.rice=set", "price.millet=set"],
    setString: ["price.rice=string,price.millet=string"],
    setFile: [`price.millet=${given("slogan.txt")}`],
  },
};

/** What each way of setting a value makes of text that looks like something else. */
export const types: ChartCase = {
  chart: "values",
  options: {
    set: ["number=12,flag=true,nothing=null,list={a,1},table.list[1].name=x,quoted=a\\,b,dotted\\.key=1", "price=null"],
    setString: ["text=12,yes=true"],
    setJson: ['json=[1,{"a":null}]', "exact=1.50"],
    setFile: [`logo=${given("logo.bin")}`],
  },
};

export const rendered: readonly ChartCase[] = [
  { chart: "capabilities" },
  {
    chart: "capabilities",
    options: { kubeVersion: "v1.29.4-gke.1500", apiVersions: ["monitoring.coreos.com/v1", "monitoring.coreos.com/v1/ServiceMonitor"] },
  },
  { chart: "crds" },
  { chart: "crds", options: { includeCrds: true } },
  { chart: "documents" },
  { chart: "files" },
  { chart: "functions" },
  { chart: "functions", options: { set: ["guest=Grace"], release: "a.long-release-name" } },
  { chart: "helmignore" },
  { chart: "hooks" },
  { chart: "hooks", options: { skipTests: true } },
  { chart: "kube-version" },
  { chart: "legacy" },
  { chart: "legacy", options: { set: ["crumb.enabled=false"] } },
  { chart: "library" },
  { chart: "schema" },
  { chart: "subcharts" },
  { chart: "subcharts", options: { set: ["tags.machines=true,oven.enabled=false,back.enabled=true,global.city=Bruges"] } },
  { chart: "values" },
  { chart: "values", options: { valuesFiles: [given("with, a comma.yaml")] } },
  precedence,
  types,
];

/** Each with the message that Helm gives. */
export const refused: readonly (ChartCase & { readonly message: string })[] = [
  {
    chart: "missing-dependency",
    message:
      "an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: sourdough",
  },
  { chart: "nameless", message: "validation: chart.metadata.name is required" },
  {
    chart: "not-yaml",
    message:
      "YAML parse error on not-yaml/templates/config.yaml: error converting YAML to JSON: yaml: line 3: mapping values are not allowed in this context",
  },
  { chart: "parse-error", message: "parse error at (parse-error/templates/config.yaml:2): missing value for if" },
  { chart: "library/charts/house-style", message: "library charts are not installable" },
  { chart: "version-three", message: "invalid chart apiVersion" },
  {
    chart: "kube-version",
    options: { kubeVersion: "1.29" },
    message: "chart requires kubeVersion: >=1.30.0-0 <1.40.0-0 which is incompatible with Kubernetes v1.29",
  },
  { chart: "values", options: { kubeVersion: "latest" }, message: `invalid kube version 'latest': could not parse "latest" as version` },
  {
    chart: "values",
    options: { release: "No Capitals" },
    message: `release name check failed: release name "No Capitals": invalid release name, must match regex ^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length must not be longer than 53`,
  },
  {
    chart: "values",
    options: { valuesFiles: [given("not-yaml.yaml")] },
    message: `failed to parse ${given("not-yaml.yaml")}: cannot unmarshal yaml document: error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'`,
  },
  { chart: "values", options: { set: ["rye"] }, message: 'failed parsing --set data: key "rye" has no value' },
  {
    chart: "values",
    options: { setString: ["rye[x]=1"] },
    message: 'failed parsing --set-string data: error parsing index: strconv.Atoi: parsing "x": invalid syntax',
  },
  { chart: "values", options: { setJson: ["rye={"] }, message: "failed parsing --set-json data rye={" },
  { chart: "values", options: { setJson: ['{"rye"}'] }, message: 'failed parsing --set-json data JSON: {"rye"}' },
  { chart: "values", options: { setFile: ["rye"] }, message: 'failed parsing --set-file data: key "rye" has no value' },
  {
    chart: "schema",
    options: { set: ["loaves=0,till.currency=euro"] },
    message:
      "values don't meet the specifications of the schema(s) in the following chart(s):\nschema:\n- at '/loaves': minimum: got 0, want 1\ntill:\n- at '/currency': 'euro' does not match pattern '^[A-Z]{3}$'",
  },
  {
    chart: "schema",
    options: { setString: ["loaves=12"] },
    message:
      "values don't meet the specifications of the schema(s) in the following chart(s):\nschema:\n- at '/loaves': got string, want integer",
  },
  { chart: "template-error", message: "execution error at (template-error/templates/config.yaml:4:11): A name is needed!" },
  {
    chart: "template-error",
    options: { set: ["name=nil"] },
    message:
      'template-error/templates/config.yaml:7:18\n  executing "template-error/templates/config.yaml" at <.Values.a.b.c>:\n    nil pointer evaluating interface {}.b',
  },
  {
    chart: "template-error",
    options: { set: ["name=fail"] },
    message: "execution error at (template-error/templates/config.yaml:9:11): The oven is off.",
  },
  {
    chart: "template-error",
    options: { set: ["name=include"] },
    message:
      'template-error/templates/config.yaml:11:11\n  executing "template-error/templates/config.yaml" at <include "no.such.template" .>:\n    error calling include:\ntemplate: no template "no.such.template" associated with template "gotpl"',
  },
];
