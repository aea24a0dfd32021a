// How much evidence may be, and what is said when it is more.
import { DocumentError } from "../yaml/index.ts";

export interface SizeLimits {
  /** Of a file or a stream. */
  readonly fileBytes: number;
  /** Of one YAML document in it. */
  readonly documentBytes: number;
}

export const defaultLimits: SizeLimits = { fileBytes: 512 * 1024 * 1024, documentBytes: 64 * 1024 * 1024 };

export function tooLarge(file: string, what: "file" | "document", limit: number, line?: number): DocumentError {
  const message = `the ${what} is larger than ${sizeText(limit)}`;
  const hint = `Split the ${what}, or raise the limit with --max-${what}-size.`;
  return new DocumentError("E_TOO_LARGE", line === undefined ? { file } : { file, line }, message, hint);
}

function sizeText(bytes: number): string {
  const mebibytes = bytes / (1024 * 1024);
  return Number.isInteger(mebibytes) ? `${mebibytes} MiB` : `${bytes} bytes`;
}
