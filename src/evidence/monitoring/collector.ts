// Reads configurations of OpenTelemetry Collectors, which those of Jaeger 2 are: https://opentelemetry.io/docs/collector/configuration/
import type { CollectorDocument, Exporter, Listener, Pipeline } from "../../model/index.ts";
import { asList, asObject, asText, isMapping, type JsonObject } from "../json.ts";
import { addressParts, mappingAt, namedParts, optionalMapping, textsAt, type Path } from "./parts.ts";

type NamedPart = ReturnType<typeof namedParts>[number];

/** Whether a document is such a configuration. */
export function isCollector({ service, receivers }: JsonObject): boolean {
  return isMapping(service) && isMapping(service["pipelines"]) && (receivers === undefined || isMapping(receivers));
}

/** @throws UnreadableDocument */
export function readCollector(document: JsonObject, path: Path): CollectorDocument {
  const of = (kind: string): readonly NamedPart[] => namedParts(document[kind], [...path, kind]);
  const [receivers, processors, exporters] = [of("receivers"), of("processors"), of("exporters")];
  const [connectors, extensions] = [of("connectors"), of("extensions")];
  const service = mappingAt(document["service"], [...path, "service"]);
  const pipelines = namedParts(service["pipelines"], [...path, "service", "pipelines"]).map(pipelineOf);
  const sending = new Set(pipelines.flatMap((pipeline) => pipeline.exporters));
  const names = (parts: readonly NamedPart[]): readonly string[] => parts.map(({ name }) => name);
  return {
    type: "collector",
    product: extensions.some(({ name }) => name.startsWith("jaeger_")) ? "jaeger" : "opentelemetry",
    listeners: receivers.flatMap(listenersOf),
    exporters: [
      ...exporters.flatMap((part) => exporterOf(part, sending.has(part.name))),
      ...extensions.filter(({ name }) => name.startsWith("jaeger_storage")).flatMap(storesOf),
    ],
    pipelines,
    defined: {
      receivers: names(receivers),
      processors: names(processors),
      exporters: names(exporters),
      connectors: names(connectors),
      extensions: names(extensions),
    },
    extensions: textsAt(service["extensions"], [...path, "service", "extensions"]),
  };
}

function pipelineOf({ name, value, path }: NamedPart): Pipeline {
  const of = (kind: string): readonly string[] => textsAt(value[kind], [...path, kind]);
  return { name, path, receivers: of("receivers"), processors: of("processors"), exporters: of("exporters") };
}

/** Receivers that wait for others and can speak TLS; what has protocols is told apart by them. */
const servers = new Set(
  (
    "otlp otelarrow jaeger zipkin opencensus skywalking splunk_hec signalfx sapm loki influxdb webhookevent " +
    "prometheusremotewrite datadog faro awsfirehose"
  ).split(" "),
);

function listenersOf({ name, value, path }: NamedPart): readonly Listener[] {
  const [type = ""] = name.split("/");
  if (!servers.has(type)) return [];
  const protocols = value["protocols"];
  if (!isMapping(protocols)) return listener(name, type, value, path);
  return namedParts(protocols, [...path, "protocols"])
    .filter((part) => !part.name.includes("thrift_compact") && !part.name.includes("thrift_binary"))
    .flatMap((part) => listener(name, part.name, part.value, part.path));
}

/** Without an address it waits on localhost, since version 0.104. */
function listener(name: string, protocol: string, value: JsonObject, path: Path): readonly Listener[] {
  const endpoint = asText(value["endpoint"]);
  if (endpoint === "") return [];
  return [{ name, path, protocol, host: hostOf(endpoint), tls: isMapping(value["tls"] ?? value["tls_settings"]) }];
}

/** `${env:POD_IP}:4317` is no address that can be read: the variable is the host. */
function hostOf(endpoint: string): string {
  const [, variable] = /^(?:[a-z]+:\/\/)?\[?(\$\{?[\w:]+\}?)/i.exec(endpoint) ?? [];
  return variable ?? addressParts(endpoint).host;
}

function exporterOf({ name, value, path }: NamedPart, used: boolean): readonly Exporter[] {
  const tls = optionalMapping(value["tls"], [...path, "tls"]);
  const addresses = ["endpoint", "traces_endpoint", "metrics_endpoint", "logs_endpoint", "endpoints"].flatMap((key) =>
    typeof value[key] === "string" ? [value[key]] : asList(value[key]).filter((one) => typeof one === "string"),
  );
  const [first = ""] = addresses.toSorted((left, right) => Number(isPlain(right)) - Number(isPlain(left)));
  return [exporter(name, path, first, tls, used)];
}

function isPlain(address: string): boolean {
  return addressParts(address).scheme === "http";
}

function exporter(name: string, path: Path, address: string, tls: JsonObject, used: boolean): Exporter {
  return {
    name,
    path,
    scheme: addressParts(address).scheme,
    host: hostOf(address),
    insecure: tls["insecure"] === true,
    insecureSkipVerify: tls["insecure_skip_verify"] === true,
    used,
  };
}

/** Stores of Jaeger 2, such as `backends.traces.elasticsearch`. */
function storesOf({ name, value, path }: NamedPart): readonly Exporter[] {
  return ["backends", "metric_backends"].flatMap((list) =>
    namedParts(value[list], [...path, list]).flatMap((backend) =>
      Object.entries(backend.value)
        .filter(([kind, store]) => isMapping(store) && ["elasticsearch", "opensearch", "cassandra", "prometheus"].includes(kind))
        .map(([kind, store]) => storeOf(`${name}/${backend.name}/${kind}`, asObject(store), [...backend.path, kind])),
    ),
  );
}

function storeOf(name: string, store: JsonObject, path: Path): Exporter {
  const connection = asObject(store["connection"]);
  const [server = ""] = [...asList(store["server_urls"]), ...asList(connection["servers"]), store["endpoint"]].filter(
    (one) => typeof one === "string",
  );
  return exporter(name, path, server, asObject(store["tls"] ?? connection["tls"]), true);
}
