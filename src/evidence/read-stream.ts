// Reads a stream of manifests: splits it, parses each document, takes Lists apart, and hands over what is a Kubernetes object.
import { createHash } from "node:crypto";
import { TouchstoneError, type Evidence, type PathStep } from "../model/index.ts";
import { problem, problemOf, type EvidenceSink, type KubernetesObject } from "./collected.ts";
import { DocumentError, parseDocument, type ParsedDocument } from "../yaml/index.ts";
import { splitDocuments, type SplitLimits } from "./split-documents.ts";

export interface StreamOptions {
  /** What locations and messages call the stream. */
  readonly file: string;
  readonly defaultNamespace: string;
  readonly limits: SplitLimits;
  /** Whether a stream without any Kubernetes object is a problem: it is when the user named the file. */
  readonly demanded: boolean;
}

/** What a stream held, for its evidence record. */
export type StreamSummary = Pick<Evidence, "sha256" | "bytes" | "documents">;

/** Reads to the end; what cannot be read goes to `sink.problem` and never counts as evidence. */
export async function readStream(
  chunks: AsyncIterable<Buffer>,
  options: StreamOptions,
  sink: Pick<EvidenceSink, "object" | "problem">,
): Promise<StreamSummary> {
  const hash = createHash("sha256");
  let bytes = 0;
  async function* hashed(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  let documents = 0;
  let problems = 0;
  try {
    for await (const text of splitDocuments(hashed(), options.file, options.limits)) {
      try {
        const parsed = parseDocument(text, options.file);
        documents += takeObjects(parsed.value, [], parsed, options, sink);
      } catch (thrown) {
        if (!(thrown instanceof DocumentError)) throw thrown;
        problems++;
        sink.problem(problemOf(thrown, options.file, thrown.location));
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof TouchstoneError)) throw thrown;
    problems++;
    sink.problem(problemOf(thrown, options.file));
  }
  if (documents === 0 && problems === 0 && options.demanded) {
    const message = "holds no Kubernetes object";
    const hint = "Give manifests with apiVersion and kind; comments and empty documents do not count.";
    sink.problem(problem("E_NOT_KUBERNETES", options.file, { file: options.file }, message, hint));
  }
  return { sha256: hash.digest("hex"), bytes, documents };
}

/** Hands over the objects of one document, and counts them. */
function takeObjects(
  value: unknown,
  path: readonly PathStep[],
  parsed: ParsedDocument,
  options: StreamOptions,
  sink: Pick<EvidenceSink, "object" | "problem">,
): number {
  if (value === null || value === undefined) return 0;
  if (path.length === 0 && Array.isArray(value)) return takeList(value, [], parsed, options, sink);
  if (typeof value !== "object" || !isKubernetes(value)) {
    const half = typeof value === "object" && ("apiVersion" in value || "kind" in value);
    if (!half && !options.demanded && path.length === 0) return 0;
    const hint = "A Kubernetes object has a string apiVersion and a string kind.";
    sink.problem(
      problem("E_NOT_KUBERNETES", options.file, parsed.locate(path), "the document is not a Kubernetes object", hint),
    );
    return 0;
  }
  if (value.kind.endsWith("List") && Array.isArray(value["items"])) {
    return takeList(value["items"], [...path, "items"], parsed, options, sink);
  }
  const locate = path.length === 0 ? parsed.locate : (inner: readonly PathStep[]) => parsed.locate([...path, ...inner]);
  sink.object({ value, locate, defaultNamespace: options.defaultNamespace });
  return 1;
}

function takeList(
  items: readonly unknown[],
  path: readonly PathStep[],
  parsed: ParsedDocument,
  options: StreamOptions,
  sink: Pick<EvidenceSink, "object" | "problem">,
): number {
  let count = 0;
  for (const [index, item] of items.entries()) count += takeObjects(item, [...path, index], parsed, options, sink);
  return count;
}

function isKubernetes(value: object): value is KubernetesObject {
  return (
    "apiVersion" in value &&
    typeof value.apiVersion === "string" &&
    "kind" in value &&
    typeof value.kind === "string" &&
    value.kind !== ""
  );
}
