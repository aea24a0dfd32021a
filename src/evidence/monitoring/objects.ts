// Kubernetes objects that are documents of monitoring themselves: those of the operators of Prometheus, Grafana, OpenTelemetry, Jaeger.
import { asObject, asText, isMapping, type JsonObject } from "../json.ts";
import type { KubernetesObject } from "../collected.ts";
import { readAlertmanager } from "./alertmanager.ts";
import { readCollector } from "./collector.ts";
import { readDashboard } from "./dashboard.ts";
import { datasourceOf } from "./datasources.ts";
import type { ReadDocument } from "./documents.ts";
import { readJaeger } from "./jaeger.ts";
import { mappingAt, partsOf, UnreadableDocument, type Path } from "./parts.ts";
import { readRules } from "./rules.ts";
import { readPrometheusObject, readScrapeObject, scrapeObjects } from "./scrapes.ts";
import { parsedText } from "./texts.ts";

type ReadObject = (spec: JsonObject, path: Path, kind: string) => ReadDocument | undefined;

const coreos = "monitoring.coreos.com";

/** By group and kind. */
const readers: ReadonlyMap<string, ReadObject> = new Map([
  [`${coreos}/PrometheusRule`, (spec, path) => readRules(spec, path)],
  ["operator.victoriametrics.com/VMRule", (spec, path) => readRules(spec, path, "metricsql")],
  [`${coreos}/AlertmanagerConfig`, (spec, path) => (isMapping(spec["route"]) ? readAlertmanager(spec, path) : undefined)],
  [`${coreos}/Prometheus`, readPrometheusObject],
  ...[...scrapeObjects.keys()].map((kind): [string, ReadObject] => [
    `${coreos}/${kind}`,
    (spec, path) => readScrapeObject(kind, spec, path),
  ]),
  ["grafana.integreatly.org/GrafanaDashboard", readGrafanaDashboard],
  ["integreatly.org/GrafanaDashboard", readGrafanaDashboard],
  ["grafana.integreatly.org/GrafanaDatasource", readGrafanaDatasource],
  ["opentelemetry.io/OpenTelemetryCollector", readOpenTelemetryCollector],
  ["jaegertracing.io/Jaeger", readJaeger],
]);

export function readerOf({ apiVersion, kind }: KubernetesObject): ReadObject | undefined {
  const [group = ""] = apiVersion.split("/");
  return readers.get(`${group}/${kind}`);
}

/** @throws UnreadableDocument */
export function readObject(object: KubernetesObject): ReadDocument | undefined {
  return readerOf(object)?.(mappingAt(object["spec"], ["spec"]), ["spec"], object.kind);
}

/** One that lies elsewhere, or is compressed, is not read. */
function readGrafanaDashboard(spec: JsonObject, path: Path): ReadDocument | undefined {
  const { json } = spec;
  if (typeof json !== "string") return undefined;
  const inputs = partsOf(spec["datasources"], [...path, "datasources"]).map(({ value }) => asText(value["inputName"]));
  const at = [...path, "json"];
  return readDashboard(mappingAt(parsedText(json, at, true), at), at, { inputs });
}

function readGrafanaDatasource(spec: JsonObject, path: Path): ReadDocument {
  const at = [...path, "datasource"];
  return { type: "datasources", datasources: [datasourceOf({ value: mappingAt(spec["datasource"], at), path: at })] };
}

/** `config` is a text in v1alpha1, and an object from v1beta1 on. */
function readOpenTelemetryCollector(spec: JsonObject, path: Path): ReadDocument {
  const at = [...path, "config"];
  const { config } = spec;
  const value = typeof config === "string" ? parsedText(config, at, false) : config;
  const document = mappingAt(value, at);
  if (!isMapping(asObject(document["service"])["pipelines"])) throw new UnreadableDocument(at, "has no service.pipelines");
  return readCollector(document, at);
}

