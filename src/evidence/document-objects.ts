// The documents of a manifest's text, with the objects in each: for who wants to change the text.
import { parseDocument } from "../yaml/index.ts";
import { objectsOf, type PlacedObject } from "./kubernetes-objects.ts";
import type { SizeLimits } from "./size-limits.ts";
import { DocumentSplitter } from "./split-documents.ts";

/** A document as a part of its file's text. */
export interface DocumentPart {
  readonly start: number;
  readonly end: number;
  readonly linesBefore: number;
}

/**
 * Where the documents stand in the text. What is between them, a byte order mark for example, belongs to none.
 * @throws DocumentError for what is no text, or too large
 */
export function documentParts(content: Buffer, file: string, limits: SizeLimits): readonly DocumentPart[] {
  const splitter = new DocumentSplitter(file, limits);
  const documents = [...splitter.push(content), ...splitter.end()];
  const whole = content.toString("utf8");
  let at = whole.startsWith("\uFEFF") ? 1 : 0;
  let lines = 0;
  return documents.map(({ text, linesBefore }) => {
    for (; lines < linesBefore; lines++) at = whole.indexOf("\n", at) + 1;
    const part = { start: at, end: at + text.length, linesBefore };
    at = part.end;
    lines = linesBefore + (text.split("\n").length - 1);
    return part;
  });
}

/**
 * The objects of one document, with their places in the file.
 * @throws DocumentError when it cannot be read
 */
export function objectsIn(
  text: string,
  linesBefore: number,
  file: string,
  defaultNamespace: string,
): readonly PlacedObject[] {
  const document = parseDocument({ text, linesBefore }, file);
  return objectsOf(document, { file, defaultNamespace, demanded: false }, () => {});
}
