// Reads SPDX JSON 2.3: https://spdx.github.io/spdx-spec/v2.3/
import type { Component } from "../../model/index.ts";
import { asList, asObject, asText, isMapping, textsIn, type JsonObject } from "../json.ts";
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

/** @throws what `wrong` makes */
export function readSpdx(document: JsonObject, wrong: Wrong): ReadBill {
  if (document["spdxVersion"] !== "SPDX-2.3") throw wrong("its spdxVersion is not SPDX-2.3");
  const packages = objectsAt(document["packages"], "packages", wrong);
  if (!packages) throw wrong("it has no list of packages");
  if (packages.length > mostComponents + 1)
    throw wrong(`it lists more than ${mostComponents.toLocaleString("en")} packages`);
  const subject = describedBy(document, packages);
  const names = packages.map((one, index) => nameAt(one, `packages[${index}]`, wrong));
  const components = packages.flatMap((one, index) => (one === subject ? [] : [componentOf(one, names[index] ?? "")]));
  const created = asObject(document["creationInfo"]);
  return {
    format: "spdx",
    specVersion: "2.3",
    madeAt: timeOf(created["created"]),
    describes: {
      name: asText(subject?.["name"]) || asText(document["name"]),
      version: saidText(subject?.["versionInfo"]),
      type: asText(subject?.["primaryPackagePurpose"]).toLowerCase(),
      digest: subject ? digestOf(subject) : "",
    },
    tool: toolOf(textsIn(created["creators"])),
    complete: null,
    components,
  };
}

/**
 * The package that the whole document is of. Where it describes several, or is not said to, all are components: a document
 * cannot keep more than one out of sight.
 */
function describedBy(document: JsonObject, packages: readonly JsonObject[]): JsonObject | undefined {
  const related = asList(document["relationships"]).map(asObject);
  const described = new Set([
    ...textsIn(document["documentDescribes"]),
    ...related
      .filter(({ spdxElementId, relationshipType }) => isDocument(spdxElementId) && relationshipType === "DESCRIBES")
      .map(({ relatedSpdxElement }) => asText(relatedSpdxElement)),
    ...related
      .filter(
        ({ relatedSpdxElement, relationshipType }) =>
          isDocument(relatedSpdxElement) && relationshipType === "DESCRIBED_BY",
      )
      .map(({ spdxElementId }) => asText(spdxElementId)),
  ]);
  const found = packages.filter((one) => described.has(asText(one["SPDXID"])));
  return found.length === 1 ? found[0] : undefined;
}

function isDocument(id: unknown): boolean {
  return id === "SPDXRef-DOCUMENT";
}

function componentOf(one: JsonObject, name: string): Omit<Component, "file"> {
  return {
    name,
    ...identityOf(one["versionInfo"], purlOf(one), one["primaryPackagePurpose"], isLockFile(one)),
    // What the makers declare is not waved away by what the document's author concludes.
    licences: saidTexts([one["licenseConcluded"], one["licenseDeclared"]]),
    hashes: digestsIn(asList(one["checksums"]), "checksumValue").length + verificationCodes(one),
    supplier: saidText(one["supplier"]).replace(/^(?:Organization|Person): */, ""),
    scope: "",
  };
}

/** Trivy lists the lock file in which it found packages as an application. */
function isLockFile({ annotations, attributionTexts }: JsonObject): boolean {
  const comments = asList(annotations).map((item) => asObject(item)["comment"]);
  return [...comments, ...asList(attributionTexts)].includes("Class: lang-pkgs");
}

function purlOf(one: JsonObject): unknown {
  const references = asList(one["externalRefs"]).filter(isMapping);
  return references.find(({ referenceType }) => referenceType === "purl")?.["referenceLocator"];
}

/** A digest of all of the package's files. */
function verificationCodes(one: JsonObject): number {
  const { packageVerificationCodeValue: value } = asObject(one["packageVerificationCode"]);
  return /^[0-9a-f]{40}$/i.test(asText(value)) ? 1 : 0;
}

function digestOf(one: JsonObject): string {
  const digests = digestsIn(asList(one["checksums"]), "checksumValue");
  return sha256In(digests, "algorithm", "checksumValue") || imageDigest(purlOf(one), one["versionInfo"]);
}

/** `Tool: npm/cli-11.19.1` is a name and a version. */
function toolOf(creators: readonly string[]): ReadBill["tool"] {
  const tool =
    creators
      .find((creator) => creator.startsWith("Tool:"))
      ?.slice("Tool:".length)
      .trim() ?? "";
  const [, name = tool, version = ""] = /^(.+)-(v?\d.*)$/.exec(tool) ?? [];
  return { name, version };
}
