// What watches a system, as policies read it: rules, routes of alerts, dashboards, collectors, and what is scraped.
import type { PathStep } from "./evidence.ts";
import type { Query } from "./query.ts";

export const monitoringTypes = [
  "rules",
  "alertmanager",
  "prometheus",
  "scrape",
  "dashboard",
  "datasources",
  "collector",
] as const;
export type MonitoringType = (typeof monitoringTypes)[number];

/** One document: the `input` of checks that read `monitoring`. Paths are those of the document, or of the object that it is. */
export type MonitoringDocument =
  | RulesDocument
  | AlertmanagerDocument
  | PrometheusDocument
  | ScrapeDocument
  | DashboardDocument
  | DatasourcesDocument
  | CollectorDocument;

type Path = readonly PathStep[];

/** A query with its place. */
export interface PlacedQuery extends Query {
  /** Only `promql` is parsed; whatever else it looks like, or belongs to, is not. */
  readonly language: "promql" | "logql" | "metricsql" | "unknown";
  readonly path: Path;
}

export interface RulesDocument {
  readonly type: "rules";
  readonly rules: readonly Rule[];
}

/** A rule of Prometheus: an alert, or a recorded query. */
export interface Rule {
  readonly rule: "alert" | "record";
  readonly name: string;
  readonly group: string;
  readonly path: Path;
  readonly query: PlacedQuery;
  /** How long it has to hold; null when it says nothing that is a duration. */
  readonly forSeconds: number | null;
  readonly labels: Readonly<Record<string, string>>;
  /** Names of annotations that are not empty. */
  readonly annotations: readonly string[];
}

export interface AlertmanagerDocument {
  readonly type: "alertmanager";
  readonly receivers: readonly Receiver[];
  /** The first is the root, when there is any. */
  readonly routes: readonly Route[];
  /**
   * Who gets an alert with this severity that no matcher of another label takes: names of receivers. For each severity
   * that a matcher names, and for `critical`, `error`, `page` and `warning`.
   */
  readonly severities: Readonly<Record<string, readonly string[]>>;
  /** Connections whose certificate is not verified, or mail that need not be encrypted: the setting that says so. */
  readonly unverified: readonly Unverified[];
}

export interface Receiver {
  readonly name: string;
  readonly path: Path;
  /** Kinds of what it tells, such as `slack`; what it says to whom is not kept. */
  readonly integrations: readonly string[];
}

export interface Route {
  readonly path: Path;
  /** Its own, or that of the route above it; empty when neither names one. */
  readonly receiver: string;
  readonly isRoot: boolean;
  /** As texts, such as `severity=critical`. */
  readonly matchers: readonly string[];
}

export interface Unverified {
  readonly setting: string;
  readonly path: Path;
}

/** A configuration of Prometheus, or an object that asks the operator for one. */
export interface PrometheusDocument {
  readonly type: "prometheus";
  /** How many ways to Alertmanagers it has. */
  readonly alertmanagers: number;
  /** Whether it loads rules at all. */
  readonly loadsRules: boolean;
  readonly path: Path;
  readonly targets: readonly ScrapeTarget[];
}

export interface ScrapeDocument {
  readonly type: "scrape";
  readonly targets: readonly ScrapeTarget[];
}

/** What is asked for metrics, for alerts or to keep samples, and how. */
export interface ScrapeTarget {
  readonly name: string;
  readonly path: Path;
  readonly role: "scrape" | "remote-write" | "remote-read" | "alertmanager";
  /** Lower case. */
  readonly scheme: string;
  readonly insecureSkipVerify: boolean;
  /** Kinds of credentials that are sent: `bearer`, `basic`, `oauth2`. */
  readonly credentials: readonly string[];
  /** Such as `30s`; empty when it says none. */
  readonly interval: string;
}

export interface DashboardDocument {
  readonly type: "dashboard";
  readonly title: string;
  readonly panels: number;
  /** Of a library: what they show is not in the document. */
  readonly libraryPanels: number;
  readonly queries: readonly DashboardQuery[];
  readonly datasources: readonly DatasourceReference[];
  /** Names and uids of the data sources that the evidence provisions; null when it provisions none. */
  readonly provisioned: readonly string[] | null;
}

export interface DashboardQuery extends PlacedQuery {
  readonly panel: string;
  readonly refId: string;
}

/** A data source that panels, variables or annotations name. */
export interface DatasourceReference {
  /** As it is written: a uid, a name, or a variable such as `${datasource}`. */
  readonly name: string;
  /** The name of the variable; empty when it is none. */
  readonly variable: string;
  /** Of a variable: whether the dashboard has it, or is given it where it is imported. */
  readonly declared: boolean;
  readonly path: Path;
}

export interface DatasourcesDocument {
  readonly type: "datasources";
  readonly datasources: readonly Datasource[];
}

export interface Datasource {
  readonly name: string;
  readonly uid: string;
  readonly kind: string;
  readonly path: Path;
  readonly scheme: string;
  readonly tlsSkipVerify: boolean;
  readonly basicAuth: boolean;
  /** Names of fields that hold a credential as plain text; the credential is not kept. */
  readonly plainCredentials: readonly string[];
}

/** A configuration of an OpenTelemetry Collector, or of Jaeger. */
export interface CollectorDocument {
  readonly type: "collector";
  readonly product: "opentelemetry" | "jaeger";
  readonly listeners: readonly Listener[];
  readonly exporters: readonly Exporter[];
  readonly pipelines: readonly Pipeline[];
  /** What is defined, by its kind. */
  readonly defined: Readonly<Record<"receivers" | "processors" | "exporters" | "connectors" | "extensions", readonly string[]>>;
  /** Extensions that the service starts. */
  readonly extensions: readonly string[];
}

/** A place where a receiver waits for others. */
export interface Listener {
  readonly name: string;
  readonly path: Path;
  readonly protocol: string;
  readonly host: string;
  readonly tls: boolean;
}

/** Who telemetry is sent to, or kept in. */
export interface Exporter {
  readonly name: string;
  readonly path: Path;
  readonly scheme: string;
  readonly host: string;
  readonly insecure: boolean;
  readonly insecureSkipVerify: boolean;
  /** Whether a pipeline uses it, or it is a store. */
  readonly used: boolean;
}

export interface Pipeline {
  readonly name: string;
  readonly path: Path;
  readonly receivers: readonly string[];
  readonly processors: readonly string[];
  readonly exporters: readonly string[];
}

/** All alerts of a run: the `input` of checks that read `alerts`. */
export interface Alerts {
  /** How many documents of rules, routes and Prometheus there are. */
  readonly documents: number;
  readonly alerts: readonly KnownAlert[];
}

/** An alert, with what the recorded queries that it rests on say. */
export interface KnownAlert extends Omit<Rule, "path" | "rule" | "query"> {
  readonly query: Query;
  /** The document. */
  readonly source: string;
}
