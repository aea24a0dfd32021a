// Which files of servers and of the platform are known, and who reads each: a kind of file is a row.
import type { Subject } from "../../model/index.ts";
import type { FileOptions } from "../collect-files.ts";
import type { Insides } from "../inside/index.ts";
import { controlPlaneFiles } from "../control-plane/files.ts";
import { monitoringFiles } from "../monitoring/files.ts";
import { transportFiles } from "../transport/files.ts";

export interface PlatformOptions extends FileOptions {
  /** Readers of what stands inside of objects, for files that hold objects. */
  readonly insides: Insides;
}

/** A file that is being read. */
export interface PlatformFile {
  /** What reports call it. */
  readonly name: string;
  /** Index of the evidence. */
  readonly evidence: number;
  /** UTC, ISO 8601. */
  readonly now: string;
}

/** Reads the files of one kind of one run. */
export interface PlatformReader {
  /** @throws TouchstoneError E_PLATFORM for what is meant to be such a file and cannot be read */
  read(text: string, file: PlatformFile): readonly Subject[] | Promise<readonly Subject[]>;
  /** What all files of the kind give together, once they are read. */
  together?(): readonly Subject[];
}

/** A kind of files. */
export interface PlatformRow {
  /** As an error lists it, such as `nginx.conf`. */
  readonly what: string;
  /** By the last part of its name, in lower case, and by what stands in it. Two rows may match the same file: both read it. */
  readonly matches: (fileName: string, text: string) => boolean;
  /** Loads the reader with the first such file. */
  readonly load: (options: PlatformOptions) => Promise<PlatformReader>;
}

/** In the order in which an error lists them. */
export const platformRows: readonly PlatformRow[] = [...transportFiles, ...controlPlaneFiles, ...monitoringFiles];
