// Reads what monitors a system out of objects and files of one run, and tells what belongs together once all are read.
import { messageOf, TouchstoneError, type Location, type PathStep, type ResourceIdentity, type Subject } from "../../model/index.ts";
import { DocumentError, parseDocument } from "../../yaml/index.ts";
import type { CollectedObject } from "../collected.ts";
import type { InsideContext, InsideReader } from "../inside/insider.ts";
import { identityOf } from "../normalise.ts";
import { nameable } from "../own-subject.ts";
import { alertsSubject } from "./alerts.ts";
import { readDocument, type ReadDocument } from "./documents.ts";
import { embeddedTexts } from "./embedded.ts";
import { readObject } from "./objects.ts";
import { UnreadableDocument } from "./parts.ts";
import { documentKinds, subjectOf, type PlacedDocument } from "./subjects.ts";
import { mostCharacters, parsedText } from "./texts.ts";

/** A file that is being read. */
export interface MonitoringFile {
  readonly name: string;
  readonly evidence: number;
}

export class MonitoringReader implements InsideReader {
  readonly #documents: PlacedDocument[] = [];

  /** @throws TouchstoneError E_PLATFORM */
  inside(object: CollectedObject, { evidence }: InsideContext): readonly Subject[] {
    const resource = identityOf(object);
    const called = `${resource.kind} ${resource.name}`;
    const at = { evidence, root: object.value };
    const own = explained(called, (path) => object.locate(path), () => readObject(object.value));
    const found: PlacedDocument[] = own
      ? [{ document: own, resource, source: called, locate: (path) => object.locate(path), ...at }]
      : [];
    for (const { key, text, path, isJson, inputs } of embeddedTexts(object.value)) {
      const source = `${called}, ${key}`;
      const locate = (): Location => object.locate(path);
      const root = explained(source, locate, () => parsedText(text, [], isJson));
      const document = explained(source, locate, () => readDocument(root, { inputs }));
      if (!document) continue;
      const identity = { ...resource, ...ownIdentity(document, `${resource.name}:${key}`) };
      found.push({ document, resource: identity, source, locate, evidence, root });
    }
    return this.#keep(found);
  }

  /** @throws TouchstoneError E_PLATFORM for what is no such document, and for one that is broken */
  file(text: string, { name, evidence }: MonitoringFile): readonly Subject[] {
    if (text.length > mostCharacters) throw unreadable(name, { file: name }, `is longer than ${mostCharacters} characters`);
    const { value, locate } = parsedFile(text, name);
    const document = explained(name, locate, () => readDocument(value, { inputs: null }));
    if (!document) throw unreadable(name, { file: name }, "is no rules, routes, dashboard or other setting of monitoring");
    const resource = { namespace: "", ...ownIdentity(document, name) };
    return this.#keep([{ document, resource, source: name, locate, evidence, root: value }]);
  }

  /** Dashboards, once it is known which data sources are provisioned, and all alerts. */
  together(): readonly Subject[] {
    const sources = this.#documents.flatMap(({ document }) => (document.type === "datasources" ? document.datasources : []));
    const names = new Set(sources.flatMap(({ name, uid }) => [name, uid]).filter((name) => name !== ""));
    const provisioned = sources.length === 0 ? null : [...names].toSorted();
    const dashboards = this.#documents.flatMap((placed) =>
      placed.document.type === "dashboard" ? [subjectOf(placed, { ...placed.document, provisioned })] : [],
    );
    const alerts = alertsSubject(this.#documents);
    return [...dashboards, ...(alerts ? [alerts] : [])];
  }

  #keep(found: readonly PlacedDocument[]): readonly Subject[] {
    this.#documents.push(...found);
    return found.flatMap((placed) => (placed.document.type === "dashboard" ? [] : [subjectOf(placed, placed.document)]));
  }
}

function ownIdentity({ type }: ReadDocument, name: string): Pick<ResourceIdentity, "apiVersion" | "kind" | "name"> {
  return { apiVersion: "touchstone/v1", kind: documentKinds[type], name: nameable(name) };
}

function parsedFile(text: string, name: string): ReturnType<typeof parseDocument> {
  try {
    return parseDocument({ text, linesBefore: 0 }, name, "core");
  } catch (thrown) {
    if (!(thrown instanceof DocumentError)) throw thrown;
    throw unreadable(name, thrown.location, `does not parse: ${messageOf(thrown)}`);
  }
}

/** What `read` gives; that a document is broken is told with its place. */
function explained<T>(source: string, locate: (path: readonly PathStep[]) => Location, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof UnreadableDocument)) throw thrown;
    throw unreadable(source, locate(thrown.path), `cannot be read: ${thrown.message}`);
  }
}

function unreadable(source: string, { file, line }: Location, what: string): TouchstoneError {
  const place = line === undefined ? file : `${file}:${line}`;
  const hint = "Correct it at the place that is named, or leave it out.";
  return new TouchstoneError("E_PLATFORM", `${place}: ${source} ${what}`, hint);
}
