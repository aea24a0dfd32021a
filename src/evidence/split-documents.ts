// Splits a stream of YAML into its documents, so that a large file is never held whole.
import { TouchstoneError } from "../model/index.ts";
import type { DocumentText } from "../yaml/index.ts";

export interface SplitLimits {
  readonly fileBytes: number;
  readonly documentBytes: number;
}

export const defaultLimits: SplitLimits = { fileBytes: 512 * 1024 * 1024, documentBytes: 64 * 1024 * 1024 };

const newline = 0x0a;
const dash = 0x2d;

/**
 * Yields the documents of a YAML stream in order. A line that starts with `---` always ends a document (YAML 1.2, 9.1.2:
 * no scalar may contain one), so the split needs no parser.
 * @throws TouchstoneError E_TOO_LARGE, E_BINARY
 */
export async function* splitDocuments(
  chunks: AsyncIterable<Buffer>,
  source: string,
  limits: SplitLimits,
): AsyncGenerator<DocumentText> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let total = 0;
  let linesBefore = 0;

  for await (const chunk of wholeLines(chunks)) {
    total += chunk.length;
    if (total > limits.fileBytes) throw tooLarge(source, "file", limits.fileBytes);
    if (chunk.includes(0)) throw binary(source);
    let start = 0;
    for (const marker of documentMarkers(chunk)) {
      pending.push(chunk.subarray(start, marker));
      const text = decode(pending, source);
      yield { text, linesBefore };
      linesBefore += countLines(text);
      pending = [];
      pendingBytes = 0;
      start = marker;
    }
    const rest = chunk.subarray(start);
    pending.push(rest);
    pendingBytes += rest.length;
    if (pendingBytes > limits.documentBytes) throw tooLarge(source, "document", limits.documentBytes);
  }
  yield { text: decode(pending, source), linesBefore };
}

/** Regroups chunks so that each ends with a newline, except the last. */
async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end === 0) {
      parts.push(chunk);
      continue;
    }
    const lines = chunk.subarray(0, end);
    yield parts.length === 0 ? lines : Buffer.concat([...parts, lines]);
    parts = end < chunk.length ? [chunk.subarray(end)] : [];
  }
  if (parts.length > 0) yield Buffer.concat(parts);
}

/** Offsets of the lines of `chunk` that begin with `---` and then end or go on with a blank. */
function* documentMarkers(chunk: Buffer): Generator<number> {
  for (let at = chunk.indexOf("---"); at !== -1; at = chunk.indexOf("---", at + 1)) {
    const startsLine = at === 0 || chunk[at - 1] === newline;
    const after = chunk[at + 3];
    const endsMarker = after === undefined || after === newline || after === 0x20 || after === 0x09 || after === 0x0d;
    if (startsLine && endsMarker) yield at;
    else while (chunk[at + 1] === dash) at++;
  }
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

function decode(parts: readonly Buffer[], source: string): string {
  const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw binary(source);
  }
}

function binary(source: string): TouchstoneError {
  return new TouchstoneError("E_BINARY", `${source} is not UTF-8 text`, "Give YAML or JSON manifests, a chart folder or a chart archive (.tgz).");
}

function tooLarge(source: string, what: "file" | "document", limit: number): TouchstoneError {
  const mebibytes = Math.floor(limit / (1024 * 1024));
  return new TouchstoneError("E_TOO_LARGE", `${source} has a ${what} of more than ${mebibytes} MiB`, `Split the ${what}, or raise the limit with --max-${what}-size.`);
}
