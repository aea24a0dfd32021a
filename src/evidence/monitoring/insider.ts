// Which objects hold what monitors a system; the reader itself is loaded with the first of them.
import type { Insider } from "../inside/insider.ts";
import type { MonitoringReader } from "./reader.ts";

const groups =
  /^(?:monitoring\.coreos\.com|operator\.victoriametrics\.com|(?:grafana\.)?integreatly\.org|opentelemetry\.io|jaegertracing\.io)\//;

const keys = /\.(?:ya?ml|json|rules)$|^relay$/i;

export const monitoringInsider: Insider<MonitoringReader> = {
  gives: ["monitoring", "alerts"],
  reads: ({ apiVersion, kind, data, stringData }) =>
    kind === "ConfigMap" || kind === "Secret" ? hasKey(data) || hasKey(stringData) : groups.test(apiVersion),
  load: async () => new (await import("./index.ts")).MonitoringReader(),
};

function hasKey(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).some((key) => keys.test(key));
}
