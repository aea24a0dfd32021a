// Takes one file out of a tar archive as OPA writes its bundles: short names, regular files.

const blockBytes = 512;

/** The content of the file that has this name, a leading slash aside; undefined when it is not there, or not whole. */
export function readTarFile(archive: Buffer, wanted: string): Buffer | undefined {
  let offset = 0;
  while (offset + blockBytes <= archive.length) {
    const name = textAt(archive, offset, 100);
    const size = Number.parseInt(textAt(archive, offset + 124, 12), 8);
    if (name === "" || Number.isNaN(size)) return undefined;
    const start = offset + blockBytes;
    if (name.replace(/^\//, "") === wanted) {
      return start + size <= archive.length ? archive.subarray(start, start + size) : undefined;
    }
    offset = start + Math.ceil(size / blockBytes) * blockBytes;
  }
  return undefined;
}

/** A field of a header: text that ends at the first NUL, or with the field. */
function textAt(archive: Buffer, offset: number, length: number): string {
  return archive.toString("latin1", offset, offset + length).replace(/\0[^]*$/, "");
}
