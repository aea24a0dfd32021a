// Reads a stream of manifests to its end: splits it, parses each document and hands over the Kubernetes objects.
import { createHash } from "node:crypto";
import { TouchstoneError, messageOf, type Evidence } from "../model/index.ts";
import { DocumentError, parseDocument, type DocumentText, type ParsedDocument } from "../yaml/index.ts";
import { problem, problemOf, type EvidenceSink } from "./collected.ts";
import { objectsOf, type DocumentOptions } from "./kubernetes-objects.ts";
import { knownPodTemplates, type PodTemplates } from "./pod-templates.ts";
import type { SizeLimits } from "./size-limits.ts";
import { DocumentSplitter } from "./split-documents.ts";

export interface StreamOptions extends DocumentOptions {
  readonly limits: SizeLimits;
  readonly templates?: PodTemplates;
}

/** What a stream held, for its evidence record. */
export type StreamSummary = Pick<Evidence, "sha256" | "bytes" | "documents">;

export type Chunks = AsyncIterable<Buffer> | Iterable<Buffer>;

/**
 * What cannot be read goes to `sink.problem` and never counts as evidence; only a bug, or what the sink throws, is thrown.
 * Undefined when not a byte of the stream could be read.
 */
export async function readStream(
  chunks: Chunks,
  options: StreamOptions,
  sink: Pick<EvidenceSink, "object" | "problem">,
): Promise<StreamSummary | undefined> {
  const { templates = knownPodTemplates } = options;
  let objects = 0;
  let problems = 0;
  const report: EvidenceSink["problem"] = (found) => {
    problems++;
    sink.problem(found);
  };
  const reader = new StreamReader(options, report);
  for await (const texts of reader.documents(chunks)) {
    for (const text of texts) {
      const parsed = parse(text, options, report);
      if (!parsed) continue;
      for (const object of objectsOf(parsed, options, report)) {
        objects++;
        const flaw = templates.findFlaw(object.value);
        if (flaw) report(problem("E_NOT_KUBERNETES", options.file, object.locate(flaw.path), flaw.message, flaw.hint));
        // Awaits only a promise: most sinks give none, and there are thousands of objects.
        const busy = sink.object(object);
        if (busy) await busy;
      }
    }
  }
  if (objects === 0 && problems === 0 && options.demanded) {
    const hint = "Give manifests with apiVersion and kind; comments and empty documents do not count.";
    report(problem("E_NOT_KUBERNETES", options.file, { file: options.file }, "holds no Kubernetes object", hint));
  }
  const digest = reader.digest();
  return digest && { ...digest, documents: objects };
}

/** Hashes and splits what it reads. Errors of the stream end it and are reported; those of whoever takes the documents are not. */
class StreamReader {
  readonly #file: string;
  readonly #splitter: DocumentSplitter;
  readonly #report: EvidenceSink["problem"];
  readonly #hash = createHash("sha256");
  #bytes = 0;
  #failed = false;

  constructor({ file, limits }: StreamOptions, report: EvidenceSink["problem"]) {
    this.#file = file;
    this.#splitter = new DocumentSplitter(file, limits);
    this.#report = report;
  }

  async *documents(chunks: Chunks): AsyncGenerator<readonly DocumentText[]> {
    try {
      for await (const chunk of chunks) {
        this.#hash.update(chunk);
        this.#bytes += chunk.length;
        yield this.#splitter.push(chunk);
      }
      yield this.#splitter.end();
    } catch (thrown) {
      this.#failed = true;
      this.#report(streamProblem(thrown, this.#file));
    }
  }

  digest(): Pick<Evidence, "sha256" | "bytes"> | undefined {
    return this.#failed && this.#bytes === 0 ? undefined : { sha256: this.#hash.digest("hex"), bytes: this.#bytes };
  }
}

/** Undefined when the document does not parse, or nothing in it is written for Kubernetes. */
function parse(
  text: DocumentText,
  options: StreamOptions,
  report: EvidenceSink["problem"],
): ParsedDocument | undefined {
  try {
    return parseDocument(text, options.file);
  } catch (thrown) {
    if (!(thrown instanceof DocumentError)) throw thrown;
    // A template of another tool or a settings file, met in a folder, may be YAML of a kind of its own.
    if (options.demanded || namesKind.test(text.text)) report(problemOf(thrown, options.file, thrown.location));
    return undefined;
  }
}

const namesKind = /(?:^|[\s{,"'])(?:apiVersion|kind)["']?\s*:/;

function streamProblem(thrown: unknown, file: string): ReturnType<typeof problemOf> {
  if (thrown instanceof DocumentError) return problemOf(thrown, file, thrown.location);
  if (thrown instanceof TouchstoneError) return problemOf(thrown, file);
  if (thrown instanceof Error && "syscall" in thrown) {
    const message = `cannot be read: ${messageOf(thrown)}`;
    return problem("E_UNREADABLE", file, { file }, message, "Check that it is there and may be read.");
  }
  throw thrown;
}
