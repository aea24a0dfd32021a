// What both formats of bills have in common: their parts, components without the file, and what placeholders mean.
import type { Bill, Component, TouchstoneError } from "../../model/index.ts";
import { asObject, asText, isMapping, type JsonObject } from "../json.ts";

/** More components than this are refused: nobody reads them, and they would take all memory. */
export const mostComponents = 100_000;

/** Makes the error that says what is wrong with the document. */
export type Wrong = (what: string) => TouchstoneError;

/** As the format's own reader gives it. */
export interface ReadBill extends Pick<Bill, "format" | "specVersion" | "describes" | "tool" | "complete"> {
  /** UTC, ISO 8601; undefined when the document does not say when it was made. */
  readonly madeAt: string | undefined;
  /** In the order of the document. */
  readonly components: readonly Omit<Component, "file">[];
}

/** A list of objects; one that is absent is undefined. @throws what `wrong` makes, for anything else */
export function objectsAt(value: unknown, path: string, wrong: Wrong): readonly JsonObject[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw wrong(`${path} is no list`);
  return value.map((item: unknown, index) => {
    if (!isMapping(item)) throw wrong(`${path}[${index}] is no object`);
    return item;
  });
}

/** A component is known by its name. @throws what `wrong` makes */
export function nameAt({ name }: JsonObject, path: string, wrong: Wrong): string {
  if (typeof name !== "string" || name.trim() === "") throw wrong(`${path} has no name`);
  return name;
}

/** `isLockFile` is whether its tool says so; one with a version or a package URL is a package all the same. */
export function identityOf(
  version: unknown,
  purl: unknown,
  type: unknown,
  isLockFile: boolean,
): Pick<Component, "version" | "purl" | "type"> {
  const said = { version: saidText(version), purl: asText(purl).trim() };
  const isPackage = said.version !== "" || said.purl !== "";
  return { ...said, type: isLockFile && !isPackage ? "lock-file" : asText(type).toLowerCase() };
}

const placeholders = new Set(["", "noassertion", "none", "unknown", "n/a"]);

/** A text that says something: what stands for nothing is empty. */
export function saidText(value: unknown): string {
  const text = asText(value).trim();
  return placeholders.has(text.toLowerCase()) ? "" : text;
}

/** Each once, and none that says nothing. */
export function saidTexts(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.map(saidText))].filter((text) => text !== "");
}

/** Those with digits; an algorithm alone is no digest. `key` is where the digits stand. */
export function digestsIn(hashes: readonly unknown[], key: string): readonly JsonObject[] {
  return hashes.map(asObject).filter((hash) => /^[0-9a-f]{32,}$/i.test(asText(hash[key]).trim()));
}

/** `sha256:` and the digits of the first SHA-256 among them; else empty. */
export function sha256In(digests: readonly JsonObject[], algorithm: string, key: string): string {
  const found = digests.find((digest) => /^SHA-?256$/i.test(asText(digest[algorithm])));
  return found ? `sha256:${asText(found[key]).trim().toLowerCase()}` : "";
}

/** What an image is pulled by: the version of its package URL, or its version; empty where neither is one. */
export function imageDigest(purl: unknown, version: unknown): string {
  const [, , encoded = ""] = /^pkg:(?:oci|docker)\/([^@?#]+)@([^?#]+)/.exec(asText(purl)) ?? [];
  const said = [encoded.replace(/^sha256%3a/i, "sha256:"), asText(version)];
  return said.find((text) => /^sha256:[0-9a-f]{64}$/.test(text)) ?? "";
}
