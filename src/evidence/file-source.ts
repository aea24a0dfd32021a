// The bytes of a file of evidence: unpacked where they are packed, bounded, and hashed as they lie on disk.
import { createHash } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { readChunks } from "./read-file.ts";
import { tooLarge } from "./size-limits.ts";
import type { FoundFile } from "./find-files.ts";

export class FileSource {
  readonly #file: FoundFile;
  readonly #limit: number;
  readonly #hash = createHash("sha256");
  #bytes = 0;

  /** `limit` is that of the file and of what is unpacked from it, in bytes. */
  constructor(file: FoundFile, limit: number) {
    this.#file = file;
    this.#limit = limit;
  }

  /** @throws TouchstoneError E_TOO_LARGE, E_UNREADABLE; an error of the file system or of what unpacks */
  chunks(): AsyncIterable<Buffer> | Iterable<Buffer> {
    return this.#isPacked() ? this.#unpacked() : this.#counted();
  }

  /** Once the chunks are read to their end. */
  identity(): { readonly sha256: string; readonly bytes: number } {
    return { sha256: this.#hash.digest("hex"), bytes: this.#bytes };
  }

  /** By its first two bytes, whatever its name. */
  #isPacked(): boolean {
    for (const chunk of readChunks(this.#file.path, this.#file.name, Infinity))
      return chunk[0] === 0x1f && chunk[1] === 0x8b;
    return false;
  }

  *#counted(): Generator<Buffer> {
    for (const chunk of readChunks(this.#file.path, this.#file.name, this.#limit)) {
      this.#hash.update(chunk);
      this.#bytes += chunk.length;
      yield chunk;
    }
  }

  async *#unpacked(): AsyncGenerator<Buffer> {
    let bytes = 0;
    const stream = pipeline(Readable.from(this.#counted()), createGunzip(), () => {});
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > this.#limit) throw tooLarge(this.#file.name, "file", this.#limit);
      yield chunk;
    }
  }
}

/** A file that is held whole; digest and length are of the bytes as they lie on disk. */
export interface WholeFile {
  readonly content: Buffer;
  readonly sha256: string;
  readonly bytes: number;
}

/** @throws what `FileSource.chunks` throws; `limit` is that of `FileSource` */
export async function readWhole(file: FoundFile, limit: number): Promise<WholeFile> {
  const source = new FileSource(file, limit);
  const chunks: Buffer[] = [];
  for await (const chunk of source.chunks()) chunks.push(chunk);
  return { content: Buffer.concat(chunks), ...source.identity() };
}
