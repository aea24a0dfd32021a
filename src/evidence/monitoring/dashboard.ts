// Reads dashboards of Grafana: their panels, what those ask, and which data sources they name.
import type { DashboardDocument, DashboardQuery, DatasourceReference } from "../../model/index.ts";
import { asList, asObject, asText, isMapping, type JsonObject } from "../json.ts";
import { withoutVariables } from "./grafana-variables.ts";
import { mappingAt, partsOf, UnreadableDocument, type Part, type Path } from "./parts.ts";
import { placedQuery, unreadQuery } from "./queries.ts";

/** Whether a document is such a dashboard, or what Grafana's API answers of one. */
export function isDashboard(document: JsonObject): boolean {
  const { panels, rows, schemaVersion, title, templating } = dashboardIn(document).value;
  const hasPanels = Array.isArray(panels) || Array.isArray(rows);
  return hasPanels && (typeof schemaVersion === "number" || (typeof title === "string" && isMapping(templating)));
}

function dashboardIn(document: JsonObject): Part {
  const { dashboard } = document;
  return isMapping(dashboard) ? { value: dashboard, path: ["dashboard"] } : { value: document, path: [] };
}

interface Context {
  /** Variables that stand for data sources, with the kind of those. */
  readonly variables: ReadonlyMap<string, string>;
  /** The same of inputs that are asked for when the dashboard is imported; and those of them that get a value. */
  readonly kinds: ReadonlyMap<string, string>;
  readonly given: ReadonlyMap<string, string>;
  readonly queries: DashboardQuery[];
  readonly references: DatasourceReference[];
}

export interface DashboardOptions {
  /** Names of inputs that whoever imports it gives values; null when it is not told who imports it. */
  readonly inputs: readonly string[] | null;
}

/** Without what the evidence provisions. @throws UnreadableDocument */
export function readDashboard(document: JsonObject, path: Path, { inputs }: DashboardOptions): Omit<DashboardDocument, "provisioned"> {
  const { value, path: inner } = dashboardIn(document);
  const at = [...path, ...inner];
  const templating = partsOf(asObject(value["templating"])["list"], [...at, "templating", "list"]);
  const isSource = ({ value: one }: Part): boolean => one["type"] === "datasource";
  const variables = new Map(templating.filter(isSource).map(({ value: one }) => [asText(one["name"]), asText(one["query"])]));
  const asked = asList(value["__inputs"]).map(asObject).filter((input) => input["type"] === "datasource");
  const given = new Map(asked.map((input) => [asText(input["name"]), asText(input["pluginId"])]));
  const values = new Map([...given].filter(([name]) => inputs === null || inputs.includes(name)));
  const context: Context = { variables, kinds: given, given: values, queries: [], references: [] };
  const panels = allPanels(value, at);
  for (const panel of panels) readPanel(panel, context);
  for (const one of templating.filter((part) => !isSource(part))) refer(one.value["datasource"], [...one.path, "datasource"], context);
  return {
    type: "dashboard",
    title: asText(value["title"]),
    panels: panels.length,
    libraryPanels: panels.filter((panel) => isMapping(panel.value["libraryPanel"])).length,
    queries: context.queries,
    datasources: distinct(context.references),
  };
}

/** Rows hold panels: as their own list, or since version 16 as rows that are panels. */
function allPanels(dashboard: JsonObject, path: Path): readonly Part[] {
  const direct = partsOf(dashboard["panels"], [...path, "panels"]);
  const rows = partsOf(dashboard["rows"], [...path, "rows"]);
  const inner = [...rows, ...direct].flatMap((row) => partsOf(row.value["panels"], [...row.path, "panels"]));
  const all = [...direct, ...inner].filter(({ value }) => value["type"] !== "row");
  const deep = inner.find(({ value }) => Array.isArray(value["panels"]) && value["panels"].length > 0);
  if (deep) throw new UnreadableDocument(deep.path, "is a panel with panels in a row");
  return all;
}

function readPanel({ value, path }: Part, context: Context): void {
  const own = value["datasource"];
  refer(own, [...path, "datasource"], context);
  for (const target of partsOf(value["targets"], [...path, "targets"])) {
    const datasource = target.value["datasource"] ?? own;
    refer(target.value["datasource"], [...target.path, "datasource"], context);
    const expression = target.value["expr"];
    if (typeof expression !== "string" || expression.trim() === "") continue;
    const at = [...target.path, "expr"];
    const isPrometheus = kindOf(datasource, context) === "prometheus";
    const query = isPrometheus ? variableQuery(expression, at) : unreadQuery(at, "unknown");
    context.queries.push({ ...query, panel: asText(value["title"]), refId: asText(target.value["refId"]) });
  }
}

function variableQuery(text: string, path: Path): ReturnType<typeof placedQuery> {
  let first: ReturnType<typeof placedQuery> | undefined;
  for (const plain of withoutVariables(text)) {
    const query = placedQuery(plain, path);
    if (query.parses) return query;
    first ??= query;
  }
  return first ?? placedQuery(text, path);
}

/** The kind of a data source, as far as the dashboard tells it: by its type, by its variable, or by its name. */
function kindOf(datasource: unknown, { variables, kinds }: Context): string {
  const type = isMapping(datasource) ? asText(datasource["type"]) : "";
  if (type !== "") return type;
  const name = isMapping(datasource) ? asText(datasource["uid"]) : asText(datasource);
  const variable = variableIn(name);
  if (variable !== "") return variables.get(variable) ?? kinds.get(variable) ?? guess(variable);
  return guess(name);
}

function guess(name: string): string {
  return /prometheus/i.test(name) ? "prometheus" : "";
}

function variableIn(name: string): string {
  const [, braced, bracketed, plain] = /^(?:\$\{(\w+)(?::\w+)?\}|\[\[(\w+)\]\]|\$(\w+))$/.exec(name) ?? [];
  return braced ?? bracketed ?? plain ?? "";
}

/** What every Grafana has of its own. */
const builtIn = /^(?:-- .* --|grafana|__expr__|default|)$/i;

function refer(datasource: unknown, path: Path, { variables, given, references }: Context): void {
  if (datasource === undefined || datasource === null) return;
  const isNamed = typeof datasource === "string" || isMapping(datasource);
  if (!isNamed) mappingAt(datasource, path);
  const name = isMapping(datasource) ? asText(datasource["uid"]) : asText(datasource);
  const type = isMapping(datasource) ? asText(datasource["type"]) : "";
  if (builtIn.test(name) || type === "grafana" || type === "datasource") return;
  const variable = variableIn(name);
  const declared = variable !== "" && (variables.has(variable) || given.has(variable));
  references.push({ name, variable, declared, path });
}

/** Each once, at its first place. */
function distinct(references: readonly DatasourceReference[]): readonly DatasourceReference[] {
  return [...new Map(references.toReversed().map((one) => [one.name, one])).values()].toReversed();
}
