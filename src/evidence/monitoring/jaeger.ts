// Reads the object Jaeger of the operator of Jaeger 1: https://www.jaegertracing.io/docs/1.76/deployment/operator/
import type { CollectorDocument, Exporter } from "../../model/index.ts";
import { asObject, asText, type JsonObject } from "../json.ts";
import { addressParts, optionalMapping, type Path } from "./parts.ts";

/** @throws UnreadableDocument */
export function readJaeger(spec: JsonObject, path: Path): CollectorDocument {
  const storage = optionalMapping(spec["storage"], [...path, "storage"]);
  const options = flat(asObject(storage["options"]));
  const type = asText(storage["type"]).toLowerCase();
  const collector = flat(asObject(optionalMapping(spec["collector"], [...path, "collector"])["options"]));
  const listens = Object.keys(collector).some((key) => /^collector\.(?:grpc|otlp\.\w+)\./.test(key));
  return {
    type: "collector",
    product: "jaeger",
    listeners: listens
      ? [
          {
            name: "collector",
            path: [...path, "collector", "options"],
            protocol: "grpc",
            host: "0.0.0.0",
            tls: isOn(collector, "collector.grpc.tls.enabled") || isOn(collector, "collector.otlp.grpc.tls.enabled"),
          },
        ]
      : [],
    exporters: type === "elasticsearch" || type === "cassandra" ? [storeOf(type, options, [...path, "storage", "options"])] : [],
    pipelines: [],
    defined: { receivers: [], processors: [], exporters: [], connectors: [], extensions: [] },
    extensions: [],
  };
}

function storeOf(type: string, options: Readonly<Record<string, string>>, path: Path): Exporter {
  const prefix = type === "cassandra" ? "cassandra" : "es";
  const { scheme, host } = addressParts(options[`${prefix}.server-urls`] ?? options[`${prefix}.servers`] ?? "");
  return {
    name: type,
    path,
    scheme,
    host,
    insecure: type === "cassandra" && !isOn(options, "cassandra.tls.enabled"),
    insecureSkipVerify: isOn(options, `${prefix}.tls.skip-host-verify`),
    used: true,
  };
}

function isOn(options: Readonly<Record<string, string>>, key: string): boolean {
  return options[key] === "true";
}

/** Options may be written with dots, or as mappings in mappings. */
function flat(options: JsonObject, prefix = "", depth = 0): Readonly<Record<string, string>> {
  if (depth > 16) return {};
  return Object.fromEntries(
    Object.entries(options).flatMap(([key, value]) => {
      const name = `${prefix}${key}`;
      const inner = typeof value === "object" && value !== null && !Array.isArray(value);
      return inner ? Object.entries(flat(asObject(value), `${name}.`, depth + 1)) : [[name, String(value)]];
    }),
  );
}
