// The files of a folder that is scanned, and one digest over all of them.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Tree } from "./scanner.ts";

export interface TargetTree extends Tree {
  /** Lower-case hex; undefined when a file cannot be read, or beyond the limits, where the list of files is cut, too. */
  readonly sha256: string | undefined;
}

export interface TreeLimits {
  readonly files: number;
  readonly bytes: number;
}

export const treeLimits: TreeLimits = { files: 200_000, bytes: 4 * 1024 ** 3 };

const skipped = new Set([".git", "node_modules"]);

/**
 * Regular files only; `.git` and `node_modules` are skipped wherever they are, and `without`, a folder. The digest is that of the
 * lines that `sha256sum` prints for the files, in the order of the bytes of their names.
 */
export async function readTree(folder: string, without: string, limits: TreeLimits = treeLimits): Promise<TargetTree> {
  const files: string[] = [];
  let bytes = 0;
  let isWhole = true;
  const waiting = [""];
  while (waiting.length > 0 && isWhole) {
    const at = waiting.pop() ?? "";
    if (resolve(folder, at) === resolve(without)) continue;
    for (const entry of await readdir(join(folder, at), { withFileTypes: true })) {
      if (skipped.has(entry.name)) continue;
      const path = at === "" ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(path);
      if (!entry.isFile()) continue;
      files.push(path);
      bytes += await stat(join(folder, path)).then(
        ({ size }) => size,
        () => 0,
      );
      if (files.length > limits.files || bytes > limits.bytes) isWhole = false;
    }
  }
  const ordered = files.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  // A file that went away, or may not be read, is a matter of the digest alone.
  return { files: ordered, sha256: isWhole ? await digestOf(folder, ordered).catch(() => undefined) : undefined };
}

async function digestOf(folder: string, files: readonly string[]): Promise<string> {
  const all = createHash("sha256");
  for (const path of files) {
    const one = createHash("sha256");
    await pipeline(createReadStream(join(folder, path)), one);
    all.update(`${one.digest("hex")}  ${path}\n`);
  }
  return all.digest("hex");
}
