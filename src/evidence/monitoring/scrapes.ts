// Reads whom Prometheus asks, and how: its configuration, and the operator's objects.
import type { PrometheusDocument, ScrapeDocument, ScrapeTarget } from "../../model/index.ts";
import { asList, asText, isMapping, type JsonObject } from "../json.ts";
import { addressParts, optionalMapping, partsOf, textAt, type Part, type Path } from "./parts.ts";

/** Whether a document is a configuration of Prometheus. */
export function isPrometheus(document: JsonObject): boolean {
  return Array.isArray(document["scrape_configs"]) || (Array.isArray(document["rule_files"]) && isMapping(document["alerting"]));
}

/** `prometheus.yml`. @throws UnreadableDocument */
export function readPrometheus(document: JsonObject, path: Path): PrometheusDocument {
  const alerting = optionalMapping(document["alerting"], [...path, "alerting"]);
  const alertmanagers = partsOf(alerting["alertmanagers"], [...path, "alerting", "alertmanagers"]);
  const global = optionalMapping(document["global"], [...path, "global"]);
  const interval = textAt(global["scrape_interval"], [...path, "global"]);
  return {
    type: "prometheus",
    alertmanagers: alertmanagers.length,
    loadsRules: asList(document["rule_files"]).length > 0,
    path,
    targets: [
      ...partsOf(document["scrape_configs"], [...path, "scrape_configs"]).map((part) => targetOf(part, "scrape", interval)),
      ...alertmanagers.map((part) => targetOf(part, "alertmanager", "")),
      ...partsOf(document["remote_write"], [...path, "remote_write"]).map((part) => targetOf(part, "remote-write", "")),
      ...partsOf(document["remote_read"], [...path, "remote_read"]).map((part) => targetOf(part, "remote-read", "")),
    ],
  };
}

/** The object Prometheus of the operator. @throws UnreadableDocument */
export function readPrometheusObject(spec: JsonObject, path: Path): PrometheusDocument {
  const at = [...path, "alerting", "alertmanagers"];
  const alertmanagers = partsOf(optionalMapping(spec["alerting"], [...path, "alerting"])["alertmanagers"], at);
  return {
    type: "prometheus",
    alertmanagers: alertmanagers.length,
    loadsRules: isMapping(spec["ruleSelector"]),
    path,
    targets: [
      ...alertmanagers.map((part) => targetOf(part, "alertmanager", "")),
      ...partsOf(spec["remoteWrite"], [...path, "remoteWrite"]).map((part) => targetOf(part, "remote-write", "")),
      ...partsOf(spec["remoteRead"], [...path, "remoteRead"]).map((part) => targetOf(part, "remote-read", "")),
    ],
  };
}

/** Where each kind of object of the operator says whom to scrape. */
export const scrapeObjects: ReadonlyMap<string, string> = new Map([
  ["ServiceMonitor", "endpoints"],
  ["PodMonitor", "podMetricsEndpoints"],
  ["Probe", ""],
  ["ScrapeConfig", ""],
]);

/** ServiceMonitor, PodMonitor, Probe, ScrapeConfig. @throws UnreadableDocument */
export function readScrapeObject(kind: string, spec: JsonObject, path: Path): ScrapeDocument {
  const field = scrapeObjects.get(kind) ?? "";
  const parts = field === "" ? [{ value: spec, path }] : partsOf(spec[field], [...path, field]);
  return { type: "scrape", targets: parts.map((part) => targetOf(part, "scrape", "")) };
}

function targetOf({ value, path }: Part, role: ScrapeTarget["role"], interval: string): ScrapeTarget {
  const tls = optionalMapping(value["tls_config"] ?? value["tlsConfig"], [...path, "tls_config"]);
  const skip = tls["insecure_skip_verify"] ?? tls["insecureSkipVerify"];
  const { scheme } = addressParts(asText(value["url"]));
  return {
    name: nameOf(value),
    path,
    role,
    // Kubernetes' objects write HTTPS in capitals, too; what says nothing is asked in clear.
    scheme: (scheme || asText(value["scheme"]) || "http").toLowerCase(),
    insecureSkipVerify: skip === true,
    credentials: credentialsOf(value),
    interval: asText(value["scrape_interval"]) || asText(value["scrapeInterval"]) || asText(value["interval"]) || interval,
  };
}

/** Never the address: it may hold a password. */
function nameOf({ job_name: job, jobName, name, port, targetPort }: JsonObject): string {
  const [first = ""] = [job, jobName, name, port, targetPort].filter((value) => typeof value === "string" || typeof value === "number");
  return String(first);
}

function credentialsOf(value: JsonObject): readonly string[] {
  const authorization = value["authorization"];
  const bearer = ["bearer_token", "bearer_token_file", "bearerTokenFile", "bearerToken"].some((key) => asText(value[key]) !== "");
  const secret = value["bearerTokenSecret"];
  // An empty reference is what the operator's types write where there is none.
  const hasSecret = isMapping(secret) && asText(secret["key"]) !== "";
  const kinds = {
    basic: isMapping(value["basic_auth"] ?? value["basicAuth"]),
    bearer: bearer || hasSecret || isMapping(authorization),
    oauth2: isMapping(value["oauth2"]),
  };
  return Object.entries(kinds).flatMap(([kind, isThere]) => (isThere ? [kind] : []));
}
