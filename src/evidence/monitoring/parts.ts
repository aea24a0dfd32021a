// Reads the parts of a document whose form is known: what has to be a list or a mapping and is none makes it unreadable.
import type { PathStep } from "../../model/index.ts";
import { isMapping, type JsonObject } from "../json.ts";

export type Path = readonly PathStep[];

/** A document that is meant to be of a kind and cannot be read as one. */
export class UnreadableDocument extends Error {
  readonly path: Path;
  readonly what: string;

  constructor(path: Path, what: string) {
    super(`${path.join(".") || "it"} ${what}`);
    this.path = path;
    this.what = what;
  }
}

export interface Part {
  readonly value: JsonObject;
  readonly path: Path;
}

/** The mappings of a list; one that is absent or null has none. @throws UnreadableDocument */
export function partsOf(value: unknown, path: Path): readonly Part[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new UnreadableDocument(path, "is no list");
  return value.map((item: unknown, index) => ({ value: mappingAt(item, [...path, index]), path: [...path, index] }));
}

/** A mapping whose values are mappings or null, with their keys as names. @throws UnreadableDocument */
export function namedParts(value: unknown, path: Path): readonly (Part & { readonly name: string })[] {
  return Object.entries(optionalMapping(value, path)).map(([name, one]) => {
    const at = [...path, name];
    return { name, value: optionalMapping(one, at), path: at };
  });
}

/** @throws UnreadableDocument */
export function mappingAt(value: unknown, path: Path): JsonObject {
  if (!isMapping(value)) throw new UnreadableDocument(path, "is no mapping");
  return value;
}

/** Empty when it is absent or null. @throws UnreadableDocument */
export function optionalMapping(value: unknown, path: Path): JsonObject {
  return value === undefined || value === null ? {} : mappingAt(value, path);
}

/** Texts of a list, in which numbers and booleans count as what they are written as. @throws UnreadableDocument */
export function textsAt(value: unknown, path: Path): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new UnreadableDocument(path, "is no list");
  return value.map((item: unknown, index) => textAt(item, [...path, index]));
}

/** Empty when it is absent or null. @throws UnreadableDocument for lists and mappings */
export function textAt(value: unknown, path: Path): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "object") throw new UnreadableDocument(path, "is no text");
  return String(value as string | number | bigint | boolean);
}

/** Scheme and host of an address, in lower case; each empty where it has none. */
export function addressParts(address: string): { readonly scheme: string; readonly host: string } {
  const [, scheme = "", rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^@/]*@)?(.*)$/is.exec(address.trim()) ?? [];
  const [, bracketed, plain = ""] = /^(?:\[([^\]]*)\]|([^:/?#]*))/.exec(rest) ?? [];
  return { scheme: scheme.toLowerCase(), host: (bracketed ?? plain).toLowerCase() };
}
