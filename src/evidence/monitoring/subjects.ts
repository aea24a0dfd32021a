// Subjects of documents of monitoring.
import {
  namePathOf,
  type Location,
  type MonitoringType,
  type PathStep,
  type ResourceIdentity,
  type Subject,
} from "../../model/index.ts";
import type { ReadDocument } from "./documents.ts";

/** A document, and where it stands. */
export interface PlacedDocument {
  readonly document: ReadDocument;
  readonly resource: ResourceIdentity;
  /** Index of the evidence. */
  readonly evidence: number;
  /** What tells of it. */
  readonly source: string;
  /** What paths are in. */
  readonly root: unknown;
  readonly locate: (path: readonly PathStep[]) => Location;
}

/** What stands where objects of Kubernetes have their kind, for documents that are none. */
export const documentKinds = {
  rules: "AlertRules",
  alertmanager: "AlertRouting",
  prometheus: "PrometheusConfiguration",
  scrape: "ScrapeConfiguration",
  dashboard: "Dashboard",
  datasources: "Datasources",
  collector: "CollectorConfiguration",
} as const satisfies Record<MonitoringType, string>;

export function subjectOf({ resource, evidence, root, locate }: PlacedDocument, input: unknown): Subject {
  return {
    kind: "monitoring",
    resource,
    evidence,
    location: locate([]),
    input,
    locate,
    namePath: (path) => namePathOf(root, path),
  };
}
