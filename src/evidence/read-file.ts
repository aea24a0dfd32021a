// Reads a manifest file in chunks. Synchronously: for many small files a thread's answer takes longer than the reading.
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { TouchstoneError } from "../model/index.ts";
import { tooLarge } from "./size-limits.ts";

const chunkBytes = 256 * 1024;

/**
 * Gives the bytes of a regular file; what is larger than `limit` is refused before it is read.
 * @throws TouchstoneError E_UNREADABLE, E_TOO_LARGE; an error of the file system, with its `syscall`
 */
export function* readChunks(path: string, name: string, limit: number): Generator<Buffer> {
  // Opening a pipe would wait for its writer otherwise. Windows has no such flag and no such pipes.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const file = fstatSync(descriptor);
    if (!file.isFile()) {
      const hint = "Name a file or a folder; a pipe is read as standard input, with `-` as its name.";
      throw new TouchstoneError("E_UNREADABLE", "is not a regular file", hint);
    }
    if (file.size > limit) throw tooLarge(name, "file", limit);
    let left = file.size;
    for (;;) {
      // One byte more than is left, so that the end is seen without another chunk.
      const chunk = Buffer.allocUnsafe(Math.min(left + 1, chunkBytes));
      const length = readSync(descriptor, chunk);
      if (length === 0) return;
      left = Math.max(left - length, 0);
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}
