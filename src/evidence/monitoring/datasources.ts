// Reads data sources that Grafana is provisioned with: https://grafana.com/docs/grafana/latest/administration/provisioning/
import type { Datasource, DatasourcesDocument } from "../../model/index.ts";
import { asObject, asText, isMapping, type JsonObject } from "../json.ts";
import { addressParts, optionalMapping, partsOf, textAt, type Part, type Path } from "./parts.ts";

/** Whether a document is such a list. */
export function isDatasources({ datasources }: JsonObject): boolean {
  return (
    Array.isArray(datasources) &&
    datasources.length > 0 &&
    datasources.every((one) => isMapping(one) && typeof one["name"] === "string" && typeof one["type"] === "string")
  );
}

/** @throws UnreadableDocument */
export function readDatasources(document: JsonObject, path: Path): DatasourcesDocument {
  return {
    type: "datasources",
    datasources: partsOf(document["datasources"], [...path, "datasources"]).map(datasourceOf),
  };
}

/** @throws UnreadableDocument */
export function datasourceOf({ value, path }: Part): Datasource {
  const settings = optionalMapping(value["jsonData"], [...path, "jsonData"]);
  const { scheme } = addressParts(asText(value["url"]));
  return {
    name: textAt(value["name"], [...path, "name"]),
    uid: textAt(value["uid"], [...path, "uid"]),
    kind: textAt(value["type"], [...path, "type"]),
    path,
    scheme,
    tlsSkipVerify: settings["tlsSkipVerify"] === true,
    basicAuth: value["basicAuth"] === true,
    plainCredentials: plainCredentials(value),
  };
}

function plainCredentials(value: JsonObject): readonly string[] {
  const own = ["password", "basicAuthPassword"].filter((key) => isPlain(value[key]));
  const secure = asObject(value["secureJsonData"]);
  return [...own, ...Object.keys(secure).filter((key) => isPlain(secure[key])).map((key) => `secureJsonData.${key}`)];
}

/** What begins with `$` is put in from the environment or a file. */
function isPlain(value: unknown): boolean {
  return typeof value === "string" && value !== "" && !value.startsWith("$");
}
