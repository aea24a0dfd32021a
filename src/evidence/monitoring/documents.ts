// Which document of monitoring a value is, by what stands in it, and who reads it.
import type { DashboardDocument, MonitoringDocument } from "../../model/index.ts";
import { isMapping, type JsonObject } from "../json.ts";
import { isAlertmanager, readAlertmanager } from "./alertmanager.ts";
import { isCollector, readCollector } from "./collector.ts";
import { isDashboard, readDashboard, type DashboardOptions } from "./dashboard.ts";
import { isDatasources, readDatasources } from "./datasources.ts";
import type { Path } from "./parts.ts";
import { isRules, readRules } from "./rules.ts";
import { isPrometheus, readPrometheus } from "./scrapes.ts";

/** What is read of one document; what the evidence provisions for a dashboard is known at the end only. */
export type ReadDocument = Exclude<MonitoringDocument, DashboardDocument> | Omit<DashboardDocument, "provisioned">;

interface Form {
  readonly is: (document: JsonObject) => boolean;
  readonly read: (document: JsonObject, path: Path, options: DashboardOptions) => ReadDocument;
}

/** The first that fits counts. */
const forms: readonly Form[] = [
  { is: isRules, read: readRulesPlainly },
  { is: isAlertmanager, read: readAlertmanager },
  { is: isCollector, read: readCollector },
  { is: isPrometheus, read: readPrometheus },
  { is: isDatasources, read: readDatasources },
  { is: isDashboard, read: readDashboard },
];

function readRulesPlainly(document: JsonObject, path: Path): ReadDocument {
  return readRules(document, path);
}

/** Undefined for what is no document of monitoring. @throws UnreadableDocument for what is meant to be one and is broken */
export function readDocument(value: unknown, options: DashboardOptions): ReadDocument | undefined {
  if (!isMapping(value)) return undefined;
  return forms.find(({ is }) => is(value))?.read(value, [], options);
}
