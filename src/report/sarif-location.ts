// Places in SARIF: percent-encoded relative URIs, regions, and the Kubernetes object as the logical location.
import type { ArtifactLocation, Location as SarifLocation } from "sarif";
import type { Location, SubjectRecord } from "../model/index.ts";
import { printable } from "./text.ts";

/** Base of every relative URI: the folder that was assessed. */
export const sourceRoot = "%SRCROOT%";

/** A file as SARIF names it; absolute paths become `file:` URIs, which have no base, and `-` is no file at all. */
export function artifactLocation(file: string): ArtifactLocation {
  if (file === "-") return { uri: "stdin", description: { text: "Standard input." } };
  const path = file.split("/").map(encodeSegment).join("/");
  if (/^[A-Za-z]:\//.test(file)) return { uri: `file:///${path.replace("%3A", ":")}` };
  if (file.startsWith("/")) return { uri: `file://${path.replace(/^\/+/, "/")}` };
  return { uri: path, uriBaseId: sourceRoot };
}

function encodeSegment(segment: string): string {
  // Half a surrogate pair has no encoding: encodeURIComponent would throw.
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, "\ufffd"));
}

/** The place of a problem with evidence. */
export function problemLocation({ file, line, column }: Location): SarifLocation {
  const region =
    line === undefined ? {} : { startLine: line, ...(column === undefined ? {} : { startColumn: column }) };
  return {
    physicalLocation: { artifactLocation: artifactLocation(file), ...(line === undefined ? {} : { region }) },
  };
}

/** The place of a finding, and the object that it is about as `Kind/namespace/name`, then its pod if there may be several. */
export function findingLocation(
  location: Location,
  { resource, pod }: Pick<SubjectRecord, "resource" | "pod">,
): SarifLocation {
  const { kind, namespace, name } = resource;
  const qualified = [kind, namespace, name].filter((part) => part !== "").join("/");
  return {
    ...problemLocation(location),
    logicalLocations: [
      { name: printable(name), fullyQualifiedName: printable(qualified), kind: "resource" },
      ...(pod === undefined
        ? []
        : [{ name: printable(pod), fullyQualifiedName: printable(`${qualified}/${pod}`), kind: "element" }]),
    ],
  };
}
