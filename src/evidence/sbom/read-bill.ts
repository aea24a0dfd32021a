// Reads a bill of materials whole. What is none, or is damaged, is an error: it never counts as one without faults.
import { messageOf, TouchstoneError } from "../../model/index.ts";
import { isMapping, type JsonObject } from "../json.ts";
import { readCycloneDx } from "./cyclonedx.ts";
import type { ReadBill } from "./read-component.ts";
import { readSpdx } from "./spdx.ts";

const hint = "Make it again as CycloneDX JSON 1.4 to 1.7 or SPDX JSON 2.3, whole and as the tool writes it.";

/**
 * `name` is what errors call the file.
 * @throws TouchstoneError E_SBOM
 */
export function readBill(bytes: Buffer, name: string): ReadBill {
  const wrong = (what: string): TouchstoneError =>
    new TouchstoneError("E_SBOM", `${name} is no bill of materials that can be read: ${what}`, hint);
  const document = parse(bytes, wrong);
  if ("bomFormat" in document) return readCycloneDx(document, wrong);
  if ("spdxVersion" in document) return readSpdx(document, wrong);
  throw wrong("it has neither bomFormat, as CycloneDX has, nor spdxVersion, as SPDX has");
}

function parse(bytes: Buffer, wrong: (what: string) => TouchstoneError): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (thrown) {
    throw wrong(`it does not parse as JSON (${oneLine(messageOf(thrown))})`);
  }
  if (!isMapping(value)) throw wrong("it is no JSON object");
  return value;
}

/** The parser quotes what it stumbles over, which may hold line breaks. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
