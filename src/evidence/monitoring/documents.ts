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
  /** What stands at the beginning of a line of every such text. */
  readonly mark: RegExp;
}

/** The first that fits counts. */
const forms: readonly Form[] = [
  { is: isRules, read: readRulesPlainly, mark: /^groups:|^\s*"groups"\s*:/m },
  { is: isAlertmanager, read: readAlertmanager, mark: /^(?:route|receivers):|^\s*"route"\s*:/m },
  { is: isCollector, read: readCollector, mark: /^\s+pipelines:|"pipelines"\s*:|^service:/m },
  { is: isPrometheus, read: readPrometheus, mark: /^(?:scrape_configs|rule_files):|"scrape_configs"\s*:/m },
  { is: isDatasources, read: readDatasources, mark: /^datasources:|"datasources"\s*:/m },
  { is: isDashboard, read: readDashboard, mark: /"(?:panels|rows)"\s*:|^(?:panels|rows):/m },
];

function readRulesPlainly(document: JsonObject, path: Path): ReadDocument {
  return readRules(document, path);
}

/** Whether a text may be such a document: cheap, and true for some that are none. */
export function mayBeDocument(text: string): boolean {
  return forms.some(({ mark }) => mark.test(text));
}

/** Undefined for what is no document of monitoring. @throws UnreadableDocument for what is meant to be one and is broken */
export function readDocument(value: unknown, options: DashboardOptions): ReadDocument | undefined {
  if (!isMapping(value)) return undefined;
  return forms.find(({ is }) => is(value))?.read(value, [], options);
}
