// Keeps of each object what others may refer to or select, and where it refers to others itself: nothing of its text.
import type { Location, PathStep, ResourceIdentity, Subject } from "../model/index.ts";
import { asList, asObject, detached, textOf, valuesAt, type JsonObject } from "./json.ts";
import { labelsOf, type Labels } from "./label-selectors.ts";
import { placesOf, type Places } from "./places.ts";
import { groupOf, type Reference } from "./reference.ts";
import { referencesOf } from "./references.ts";
import { selectionsOf, type Selection } from "./selections.ts";

export interface ServicePort {
  readonly path: readonly PathStep[];
  readonly name?: string;
  readonly port?: number;
  readonly targetPort?: string | number;
}

/** What is known of one object. */
export interface Entry {
  /** Index of its subject. */
  readonly subject: number;
  readonly group: string;
  readonly resource: ResourceIdentity;
  /** Whether it has its own name; else the API server gives it one. */
  readonly isNamed: boolean;
  readonly evidence: number;
  readonly location: Location;
  readonly labels: Labels;
  readonly pods: readonly { readonly labels: Labels; readonly ports: readonly string[] }[];
  readonly ports: readonly ServicePort[];
  /** Of a ConfigMap or Secret; null where they are not known. */
  readonly keys: readonly string[] | null;
  readonly references: readonly Reference[];
  readonly selections: readonly Selection[];
  readonly routes: readonly IngressRoute[];
  /** The fields of the spec that checks of relations read. */
  readonly spec: JsonObject;
  readonly annotations: JsonObject;
  readonly places: Places;
}

/** What an Ingress claims for itself. */
export interface IngressRoute {
  readonly path: readonly PathStep[];
  readonly host: string;
  readonly url: string;
}

/** Fields of a spec that say how objects belong together. */
const specFields = [
  "replicas",
  "serviceName",
  "clusterIP",
  "type",
  "minAvailable",
  "minReplicas",
  "minReplicaCount",
  "ingressClassName",
];

/** Fields of a spec that findings of relations point at. */
const placedFields = ["replicas", "serviceName", "minAvailable"];

/**
 * The object that these subjects are of; `index` is that of the first. Texts are slices of their document and keep all of
 * it alive: `detach` copies them, which takes time.
 */
export function entryOf(subjects: readonly [Subject, ...Subject[]], index: number, detach: boolean): Entry {
  const own: <T>(value: T) => T = detach ? detached : (value) => value;
  const [first] = subjects;
  const { resource, evidence, location, kind } = first;
  const object = asObject(first.input);
  const isWorkload = kind === "workload";
  const group = groupOf(resource.apiVersion);
  const metadata = asObject(object["metadata"]);
  const entry = {
    subject: index,
    group,
    isNamed: textOf(metadata["name"]) !== undefined,
    resource,
    evidence,
    location,
    ports: group === "" && resource.kind === "Service" ? servicePorts(object) : [],
    keys: group === "" ? keysOf(resource.kind, object) : null,
    references: subjects.flatMap(referencesOf),
    selections: selectionsOf(first),
    routes: resource.kind === "Ingress" ? routesOf(object) : [],
    spec: pick(asObject(object["spec"]), specFields),
    annotations: pick(asObject(metadata["annotations"]), ["kubernetes.io/ingress.class"]),
  };
  const pods = isWorkload ? subjects.map(({ input }) => own(podOf(asObject(input)))) : [];
  return {
    ...own(entry),
    labels: labelsOf(own(metadata["labels"] ?? {})),
    pods: pods.map((pod) => ({ labels: labelsOf(pod.labels), ports: pod.ports })),
    places: placesOf(first, placedPaths(entry)),
  };
}

function podOf(input: JsonObject): { readonly labels: unknown; readonly ports: readonly string[] } {
  const metadata = asObject(asObject(input["pod"])["metadata"]);
  const ports = valuesAt(input, "containers.*.ports.*.name").flatMap(({ value }) => textOf(value) ?? []);
  return { labels: metadata["labels"] ?? {}, ports };
}

function servicePorts(object: JsonObject): readonly ServicePort[] {
  return valuesAt(object, "spec.ports.*").map(({ path, value }) => {
    const { name, port, targetPort } = asObject(value);
    return {
      path,
      ...(typeof name === "string" && { name }),
      ...(typeof port === "number" && { port }),
      ...((typeof targetPort === "string" || typeof targetPort === "number") && { targetPort }),
    };
  });
}

/** Names of keys only: values of Secrets are never kept. */
function keysOf(kind: string, object: JsonObject): readonly string[] | null {
  if (kind !== "ConfigMap" && kind !== "Secret") return null;
  return ["data", "stringData", "binaryData"].flatMap((field) => Object.keys(asObject(object[field])));
}

function routesOf(object: JsonObject): readonly IngressRoute[] {
  return valuesAt(object, "spec.rules.*").flatMap(({ path, value }) => {
    const { host, http } = asObject(value);
    return asList(asObject(http)["paths"]).map((item, index) => ({
      path: [...path, "http", "paths", index],
      host: textOf(host) ?? "*",
      url: textOf(asObject(item)["path"]) ?? "/",
    }));
  });
}

/** What findings about relations point at. */
function placedPaths(
  entry: Pick<Entry, "references" | "selections" | "routes" | "ports" | "spec">,
): readonly (readonly PathStep[])[] {
  return [
    ...entry.references.flatMap(({ path, keys, port }) => [
      path,
      ...keys.map((key) => key.path),
      ...(port ? [port.path] : []),
    ]),
    ...entry.selections.map(({ path }) => path),
    ...entry.routes.map(({ path }) => path),
    ...entry.ports
      .filter(({ targetPort }) => typeof targetPort === "string")
      .map(({ path }) => [...path, "targetPort"]),
    ...placedFields.filter((field) => Object.hasOwn(entry.spec, field)).map((field) => ["spec", field]),
  ];
}

function pick(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(fields.flatMap((field) => (Object.hasOwn(object, field) ? [[field, object[field]]] : [])));
}
