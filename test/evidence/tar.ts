// Writes tar archives for the tests, entries of any kind and name among them.
import { gzipSync } from "node:zlib";

export interface TarEntry {
  readonly name: string;
  readonly content?: string | Buffer;
  /** `0` a file, `1` a hard link, `2` a symbolic link, `5` a folder, `x` and `L` a long name for the next entry. */
  readonly type?: string;
  readonly link?: string;
  readonly prefix?: string;
}

/** A gzipped archive of files, or of any entries. */
export function tarOf(entries: Readonly<Record<string, string | Buffer>> | readonly TarEntry[]): Buffer {
  const list: readonly TarEntry[] = Array.isArray(entries)
    ? (entries as readonly TarEntry[])
    : Object.entries(entries as Readonly<Record<string, string | Buffer>>).map(([name, content]) => ({
        name,
        content,
      }));
  return gzipSync(Buffer.concat([...list.flatMap(blocksOf), Buffer.alloc(1024)]));
}

function blocksOf({ name, content = "", type = "0", link = "", prefix = "" }: TarEntry): readonly Buffer[] {
  const body = Buffer.from(content as string);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write("0000644\0", 100);
  header.write(`${body.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write("ustar\x0000", 257);
  header.write(prefix, 345, 155);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
}
