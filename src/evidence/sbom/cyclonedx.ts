// Reads CycloneDX JSON, 1.4 to 1.7: https://cyclonedx.org/specification/overview/
import type { Component } from "../../model/index.ts";
import { asList, asObject, asText, isMapping, type JsonObject } from "../json.ts";
import { timeOf } from "../time-of.ts";
import {
  digestsIn,
  identityOf,
  imageDigest,
  mostComponents,
  nameAt,
  objectsAt,
  saidText,
  saidTexts,
  sha256In,
  type ReadBill,
  type Wrong,
} from "./read-component.ts";

const versions = new Set(["1.4", "1.5", "1.6", "1.7"]);

/** @throws what `wrong` makes */
export function readCycloneDx(document: JsonObject, wrong: Wrong): ReadBill {
  const specVersion = asText(document["specVersion"]);
  if (document["bomFormat"] !== "CycloneDX") throw wrong("its bomFormat is not CycloneDX");
  if (!versions.has(specVersion)) throw wrong("its specVersion is none of 1.4, 1.5, 1.6 and 1.7");
  if (!Array.isArray(document["components"])) throw wrong("it has no list of components");
  const metadata = asObject(document["metadata"]);
  const subject = asObject(metadata["component"]);
  const components = [
    ...listed(document["components"], "components", wrong),
    // What the described product is assembled of may stand in it.
    ...listed(subject["components"], "metadata.component.components", wrong),
  ];
  if (components.length > mostComponents) throw tooMany(wrong);
  return {
    format: "cyclonedx",
    specVersion,
    madeAt: timeOf(metadata["timestamp"]),
    describes: {
      name: fullName(subject),
      version: saidText(subject["version"]),
      type: asText(subject["type"]).toLowerCase(),
      digest: digestOf(subject),
    },
    tool: toolOf(metadata["tools"]),
    complete: completeness(document["compositions"]),
    components,
  };
}

/** Those in components too, each before its own; without recursion, because they may lie in each other as deep as they like. */
function listed(value: unknown, path: string, wrong: Wrong): readonly Omit<Component, "file">[] {
  const found: Omit<Component, "file">[] = [];
  const waiting = placed(value, path, wrong);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    found.push(componentOf(next.component, nameAt(next.component, next.path, wrong)));
    if (found.length > mostComponents) throw tooMany(wrong);
    for (const inner of placed(next.component["components"], `${next.path}.components`, wrong)) waiting.push(inner);
  }
  return found;
}

interface PlacedComponent {
  readonly component: JsonObject;
  readonly path: string;
}

/** The last one first, as a stack has them. */
function placed(value: unknown, path: string, wrong: Wrong): PlacedComponent[] {
  const components = objectsAt(value, path, wrong) ?? [];
  return components.map((component, index) => ({ component, path: `${path}[${index}]` })).toReversed();
}

function tooMany(wrong: Wrong): Error {
  return wrong(`it lists more than ${mostComponents.toLocaleString("en")} components`);
}

function componentOf(component: JsonObject, name: string): Omit<Component, "file"> {
  const { supplier, publisher, author, manufacturer } = component;
  const isLockFile = asList(component["properties"]).map(asObject).some(isLockFileProperty);
  return {
    name,
    ...identityOf(component["version"], component["purl"], component["type"], isLockFile),
    licences: licencesOf(component["licenses"]),
    hashes: digestsOf(component).length,
    supplier:
      saidText(asObject(supplier)["name"]) ||
      saidText(asObject(manufacturer)["name"]) ||
      saidText(publisher) ||
      saidText(author),
    scope: asText(component["scope"]),
  };
}

/** Trivy lists the lock file in which it found packages as an application. */
function isLockFileProperty({ name, value }: JsonObject): boolean {
  return name === "aquasecurity:trivy:Class" && value === "lang-pkgs";
}

function fullName(component: JsonObject): string {
  const group = asText(component["group"]);
  const name = asText(component["name"]);
  return group === "" ? name : `${group}/${name}`;
}

/** Each is an expression, or a licence with an id, a name, or only an address. */
function licencesOf(value: unknown): readonly string[] {
  return saidTexts(
    asList(value).map((item) => {
      const { expression, license } = asObject(item);
      const { id, name, url } = asObject(license);
      return saidText(expression) || saidText(id) || saidText(name) || saidText(url);
    }),
  );
}

/** Its own, and those of the file that it is distributed as. */
function digestsOf(component: JsonObject): readonly JsonObject[] {
  const distributed = asList(component["externalReferences"])
    .map(asObject)
    .filter(({ type }) => type === "distribution")
    .flatMap(({ hashes }) => asList(hashes));
  return digestsIn([...asList(component["hashes"]), ...distributed], "content");
}

/** An image has its digest in its package URL, or as its version, where it has no hash. */
function digestOf(component: JsonObject): string {
  return sha256In(digestsOf(component), "alg", "content") || imageDigest(component["purl"], component["version"]);
}

/** A list until 1.4; since 1.5 an object with components and services, too. */
function toolOf(tools: unknown): ReadBill["tool"] {
  const { components, services } = asObject(tools);
  const first = [...asList(tools), ...asList(components), ...asList(services)].find(isMapping);
  return { name: asText(first?.["name"]), version: asText(first?.["version"]) };
}

/** By what it says of all of it or of parts of it: one part that is not complete is enough. */
function completeness(compositions: unknown): boolean | null {
  const said = asList(compositions).map((item) => asText(asObject(item)["aggregate"]));
  if (said.some((aggregate) => aggregate.startsWith("incomplete"))) return false;
  return said.length > 0 && said.every((aggregate) => aggregate === "complete") ? true : null;
}
