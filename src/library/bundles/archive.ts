// Unpacks an OPA bundle: a gzipped tar archive, within limits.
import { gunzipSync } from "node:zlib";
import { TouchstoneError, messageOf } from "../../model/index.ts";
import { maxSourceBytes, tooMuch } from "./source-files.ts";
import { readTarFiles } from "./tar-files.ts";

export function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** @throws TouchstoneError E_BUNDLE */
export function unpack(archive: Buffer, shown: string): ReadonlyMap<string, Buffer> {
  return readTarFiles(isGzip(archive) ? gunzip(archive, shown) : archive, shown);
}

function gunzip(archive: Buffer, shown: string): Buffer {
  try {
    return gunzipSync(archive, { maxOutputLength: maxSourceBytes });
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw tooMuch(shown, `unpacks to more than ${maxSourceBytes / (1024 * 1024)} MiB`);
    }
    const message = `${shown} cannot be unpacked: ${messageOf(cause)}`;
    throw new TouchstoneError("E_BUNDLE", message, "Copy or build the bundle again.", cause);
  }
}
