// The files of one policy source, wherever they were: a folder, an archive or an image.
import { TouchstoneError } from "../../model/index.ts";

export interface SourceFiles {
  /** What messages call the source: the path as it was given. */
  readonly shown: string;
  /** Of a folder, its path as OPA names it: without `./` or a slash before it. */
  readonly folder?: string;
  /**
   * Whether it is a bundle as OPA defines it, so that everything in it counts. A plain folder is none: what lies in it
   * beside the policies, such as fixtures, is passed over.
   */
  readonly isBundle: boolean;
  /** Content by the path inside the source, without a leading slash, in the order of the paths. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Files that are data whatever their names are, because the layers of an image say so. */
  readonly dataFiles?: ReadonlySet<string>;
}

/** What one source may hold, unpacked: more than any policies need, and little enough for the memory of one machine. */
export const maxSourceBytes = 100 * 1024 * 1024;
export const maxSourceFiles = 20_000;

export function inPathOrder(files: Iterable<readonly [string, Buffer]>): ReadonlyMap<string, Buffer> {
  return new Map([...files].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/** The last step of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function tooMuch(shown: string, what: string): TouchstoneError {
  return new TouchstoneError(
    "E_BUNDLE",
    `${shown} ${what}`,
    "Name the folder that holds the policies alone, or build a smaller bundle.",
  );
}
