// What is kept of a SARIF log while it is read: of each result only what decides, so that a large log is never held whole.
import { createHmac } from "node:crypto";
import { asIndex, asList, asObject, asText, isMapping, textsIn, type JsonObject } from "../json.ts";
import { datedProperties } from "./fix-dates.ts";

/** SARIF 2.1.0, section 3.27. Absent parts are empty texts, empty lists or undefined. */
export interface RawResult {
  readonly ruleId: string;
  readonly ruleIndex: number | undefined;
  /** `result.rule`, section 3.27.7. */
  readonly rule: RawReference;
  readonly kind: string;
  readonly level: string;
  readonly message: RawMessage;
  readonly place: RawPlace;
  /**
   * HMAC-SHA256 of the snippet without its white space, with the URI as the key, in base64url; empty where there is no snippet, or a redacted
   * one. The snippet itself may be a secret, and is not kept.
   */
  readonly context: string;
  readonly suppressions: readonly JsonObject[];
  readonly baselineState: string;
  /** `provenance.firstDetectionTimeUtc`, section 3.48.3. */
  readonly firstDetected: string;
  readonly tags: readonly string[];
  readonly properties: JsonObject;
  readonly taxa: readonly RawReference[];
}

/** `reportingDescriptorReference`, section 3.52. */
export interface RawReference {
  readonly id: string;
  readonly index: number | undefined;
  /** Index of the extension that has the rule or taxon; undefined for the driver. */
  readonly component: number | undefined;
  readonly componentName: string;
  readonly componentGuid: string;
  readonly guid: string;
}

export interface RawMessage {
  readonly text: string;
  readonly id: string;
  readonly arguments: readonly string[];
}

export interface RawPlace {
  readonly uri: string;
  readonly uriBaseId: string;
  /** Into `run.artifacts`. */
  readonly index: number | undefined;
  readonly line: number;
  /** A fully qualified name, for what is in no file. */
  readonly logical: string;
}

export interface RawRun {
  readonly tool: JsonObject;
  readonly invocations: readonly JsonObject[];
  /** Whether it has a list of results. */
  readonly executed: boolean;
  readonly artifacts: readonly RawArtifact[];
  readonly uriBases: JsonObject;
  readonly taxonomies: readonly JsonObject[];
  readonly automationId: string;
  readonly commit: string;
  readonly properties: JsonObject;
  /** Files that hold parts of the run, section 3.14.2. */
  readonly external: JsonObject;
}

export interface RawArtifact extends Pick<RawPlace, "uri" | "uriBaseId"> {
  /** Whether it was scanned. */
  readonly isTarget: boolean;
}

/** Most results have most parts empty: they share these, and a large log stays small. */
const none: readonly never[] = [];
const nothing: JsonObject = {};
const noReference: RawReference = {
  id: "",
  index: undefined,
  component: undefined,
  componentName: "",
  componentGuid: "",
  guid: "",
};

/** Longer messages are cut. */
const longestMessage = 2000;
/** Longer snippets, and the rest of these, say nothing more. */
const longestSnippet = 10_000;
const keptProperties = ["security-severity", "issue_severity", "cwe", "cwes", "purl", ...datedProperties];

export function rawResult(value: JsonObject): RawResult {
  const [location] = asList(value["locations"]).map(asObject);
  const physical = asObject(location?.["physicalLocation"]);
  const region = asObject(physical["region"]);
  const context = asObject(physical["contextRegion"]);
  const snippet = asText(asObject(region["snippet"])["text"]) || asText(asObject(context["snippet"])["text"]);
  const properties = asObject(value["properties"]);
  const artifact = rawLocation(physical["artifactLocation"]);
  return {
    ruleId: asText(value["ruleId"]),
    ruleIndex: asIndex(value["ruleIndex"]),
    rule: rawReference(value["rule"]),
    kind: asText(value["kind"]),
    level: asText(value["level"]),
    message: rawMessage(value["message"]),
    place: {
      ...artifact,
      index: asIndex(asObject(physical["artifactLocation"])["index"]),
      line: asIndex(region["startLine"]) ?? 0,
      logical: logicalName(location),
    },
    context: contextOf(snippet, artifact.uri),
    suppressions: mapped(value["suppressions"], (one) => {
      const { kind, status, justification } = asObject(one);
      return { kind, status, justification };
    }),
    baselineState: asText(value["baselineState"]),
    firstDetected: asText(asObject(value["provenance"])["firstDetectionTimeUtc"]),
    tags: mapped(properties["tags"], asText),
    properties: picked(properties),
    taxa: mapped(value["taxa"], rawReference),
  };
}

/** An `artifactLocation`. */
export function rawLocation(value: unknown): Pick<RawPlace, "uri" | "uriBaseId"> {
  const { uri, uriBaseId } = asObject(value);
  return { uri: asText(uri), uriBaseId: asText(uriBaseId) };
}

export function rawArtifact(value: unknown): RawArtifact {
  const { location, roles } = asObject(value);
  return { ...rawLocation(location), isTarget: textsIn(roles).includes("analysisTarget") };
}

export function rawReference(value: unknown): RawReference {
  if (!isMapping(value)) return noReference;
  const { id, index, guid, toolComponent } = value;
  const component = asObject(toolComponent);
  return {
    id: asText(id),
    index: asIndex(index),
    component: asIndex(component["index"]),
    componentName: asText(component["name"]),
    componentGuid: asText(component["guid"]),
    guid: asText(guid),
  };
}

export function rawMessage(value: unknown): RawMessage {
  const { text, markdown, id, arguments: values } = asObject(value);
  return {
    text: (asText(text) || asText(markdown)).slice(0, longestMessage),
    id: asText(id),
    arguments: mapped(values, asText),
  };
}

export function rawRun(value: JsonObject): RawRun {
  const [provenance] = asList(value["versionControlProvenance"]).map(asObject);
  return {
    tool: asObject(value["tool"]),
    invocations: asList(value["invocations"]).map(asObject),
    executed: Array.isArray(value["results"]),
    artifacts: asList(value["artifacts"]).map(rawArtifact),
    uriBases: asObject(value["originalUriBaseIds"]),
    taxonomies: asList(value["taxonomies"]).map(asObject),
    automationId: asText(asObject(value["automationDetails"])["id"]),
    commit: commitOf(provenance?.["revisionId"]),
    properties: asObject(value["properties"]),
    external: asObject(value["externalPropertyFileReferences"]),
  };
}

function mapped<T>(value: unknown, map: (one: unknown) => T): readonly T[] {
  return Array.isArray(value) && value.length > 0 ? value.map(map) : none;
}

function picked(properties: JsonObject): JsonObject {
  const kept = keptProperties.filter((key) => key in properties);
  return kept.length === 0 ? nothing : Object.fromEntries(kept.map((key) => [key, properties[key]]));
}

/** A revision of another system than git says nothing here. */
function commitOf(revision: unknown): string {
  const id = asText(revision).toLowerCase();
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(id) ? id : "";
}

function contextOf(snippet: string, uri: string): string {
  const text = snippet.slice(0, longestSnippet).replaceAll(/\s+/g, "");
  return text === "" || /^(?:redacted|\*+)$/i.test(text)
    ? ""
    : createHmac("sha256", uri).update(text).digest("base64url");
}

function logicalName(location: JsonObject | undefined): string {
  const [first] = asList(location?.["logicalLocations"]).map(asObject);
  return asText(first?.["fullyQualifiedName"]) || asText(first?.["name"]);
}
