// By what a text may be a document of monitoring, without parsing it: whether it is one, what stands in it decides.

export interface Mark {
  /** What such a text is called. */
  readonly what: string;
  /** All of them match such a text. */
  readonly all: readonly RegExp[];
}

function key(name: string): RegExp {
  return new RegExp(`^${name}\\s*:|"${name}"\\s*:`, "m");
}

function inner(name: string): RegExp {
  return new RegExp(`[\\s{,"-]${name}"?\\s*:`);
}

export const marks = {
  rules: { what: "rules of Prometheus", all: [key("groups"), inner("rules"), inner("(?:alert|record)")] },
  alertmanager: { what: "alertmanager.yml", all: [key("route"), inner("receivers?")] },
  collector: {
    what: "a configuration of an OpenTelemetry Collector or of Jaeger",
    all: [key("service"), inner("pipelines")],
  },
  prometheus: { what: "prometheus.yml", all: [key("(?:scrape_configs|rule_files)")] },
  datasources: { what: "data sources of Grafana", all: [key("datasources"), inner("type")] },
  dashboard: {
    what: "a dashboard of Grafana",
    all: [key("(?:panels|rows)"), inner("(?:schemaVersion|templating)")],
  },
} as const satisfies Record<string, Mark>;

/** The first kind that a text may be of. */
export function markOf(text: string): Mark | undefined {
  return Object.values(marks).find(({ all }) => all.every((mark) => mark.test(text)));
}
