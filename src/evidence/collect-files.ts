// What all files of evidence have in common that others made: they are found, read one by one, and may have a record beside them.
import { existsSync } from "node:fs";
import { messageOf, TouchstoneError, type Evidence } from "../model/index.ts";
import { problemOf, type EvidenceSink } from "./collected.ts";
import { findFiles, type FileKind, type FoundFile } from "./find-files.ts";
import { recordEnding } from "./find-sources.ts";
import type { WrittenRecord } from "./record.ts";

export interface FileOptions {
  readonly version: string;
  /** UTC, ISO 8601. */
  readonly now: string;
  /** Of a file, and of what is unpacked from it. */
  readonly fileBytes: number;
}

/** Collects files of one kind; what they give is told at the end. */
export interface FileCollector {
  /** What lies at a path, its evidence numbered from `next()` on. What cannot be read is a problem, and gives nothing else. */
  collect(path: string, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void>;
}

/** Reads each file at a path. One that is missing or that `read` throws at is a problem, and stops no other. */
export async function collectFiles(
  path: string,
  kind: FileKind,
  sink: Pick<EvidenceSink, "problem">,
  read: (file: FoundFile) => Promise<void>,
): Promise<void> {
  const files = await findFiles(path, kind).catch((error: unknown) => {
    if (!(error instanceof TouchstoneError)) throw error;
    sink.problem(problemOf(error, path));
    return [];
  });
  for (const file of files) {
    try {
      await read(file);
    } catch (thrown) {
      sink.problem(problemOf(asProblem(thrown, file.name), file.name));
    }
  }
}

/**
 * The record beside a file with this digest, if one lies there.
 * @throws TouchstoneError what `readRecord` throws
 */
export async function recordBeside(file: FoundFile, sha256: string, now: string): Promise<WrittenRecord | undefined> {
  if (!existsSync(`${file.path}${recordEnding}`)) return undefined;
  const { readRecord } = await import("./record.ts");
  return readRecord(file.path, sha256, now);
}

/** A file of evidence, once it is read. */
export interface ReadFile extends Pick<Evidence, "kind" | "sha256" | "bytes" | "documents"> {
  readonly name: string;
  /** What lies beside it. */
  readonly record: WrittenRecord | undefined;
  /** When and by what it was made, as far as it says so itself; a record beside it is believed before. UTC, ISO 8601. */
  readonly madeAt?: string | undefined;
  readonly tool?: { readonly name: string; readonly version?: string };
}

/** What is told of a file of evidence. */
export function evidenceOf(read: ReadFile, { now, version }: Pick<FileOptions, "now" | "version">): Evidence {
  const { kind, name, sha256, bytes, documents, record, tool } = read;
  const madeAt = record?.madeAt ?? read.madeAt;
  return {
    kind,
    source: name,
    collector: { name: "touchstone", version },
    collectedAt: now,
    sha256,
    bytes,
    documents,
    ...(record?.commit !== undefined && { commit: record.commit }),
    ...(madeAt !== undefined && { record: recordFor(madeAt, record?.tool ?? tool, record) }),
  };
}

/** What the evidence says of how and when it was made; `tool` where it is known. */
export function recordFor(
  madeAt: string,
  tool: { readonly name: string; readonly version?: string } | undefined,
  record: WrittenRecord | undefined,
): NonNullable<Evidence["record"]> {
  const { name = "", version = "" } = tool ?? {};
  return {
    madeAt,
    ...(name !== "" && { tool: { name, ...(version !== "" && { version }) } }),
    ...(record?.run && { run: record.run }),
  };
}

function asProblem(thrown: unknown, name: string): TouchstoneError {
  if (thrown instanceof TouchstoneError) return oneLine(thrown);
  const isOfSystem = thrown instanceof Error && "code" in thrown;
  if (!isOfSystem) throw thrown;
  const hint = "Check that it is there, whole, and may be read.";
  return new TouchstoneError("E_UNREADABLE", `${name} cannot be read: ${messageOf(thrown)}`, hint, thrown);
}

/** A problem is one line, and may name several places. */
function oneLine(error: TouchstoneError): TouchstoneError {
  return new TouchstoneError(error.code, error.message.replaceAll("\n", "; "), error.hint, error);
}
