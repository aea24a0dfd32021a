// Reads the text files of a chart archive (.tgz), those of the charts packed inside it included.
import { gunzipSync } from "node:zlib";

/** Helm's own limit for what a chart may unpack to. */
const unpackedBytes = 100 * 1024 * 1024;
const block = 512;

/**
 * Gives the files by their path below the chart's folder, such as `templates/service.yaml` or `charts/redis/templates/pod.yaml`.
 * Links and other special entries are left out, and so are paths with `..`. Undefined when this is no chart's archive.
 */
export function readChartArchive(archive: Buffer): ReadonlyMap<string, Buffer> | undefined {
  let tar: Buffer;
  try {
    tar = gunzipSync(archive, { maxOutputLength: unpackedBytes });
  } catch {
    return undefined;
  }
  const files = new Map<string, Buffer>();
  let isChart = false;
  for (const { path, content } of entriesOf(tar)) {
    const steps = path.split("/");
    if (steps.length < 2 || steps.includes("..")) continue;
    const below = steps.slice(1).join("/");
    isChart ||= below === "Chart.yaml";
    if (/^charts\/[^/]+\.tgz$/.test(below)) addPacked(content, files);
    else files.set(below, content);
  }
  return isChart ? files : undefined;
}

/** Adds the files of a dependency that is packed in `charts/`, under the folder that it would have there. */
export function addPacked(archive: Buffer, files: Map<string, Buffer>): void {
  const packed = readChartArchive(archive);
  const name = /^name:[ \t]*["']?([^\s"'#]+)/m.exec(packed?.get("Chart.yaml")?.toString("utf8") ?? "")?.[1];
  if (!packed || name === undefined) return;
  for (const [path, content] of packed) files.set(`charts/${name}/${path}`, content);
}

/** Regular files of a tar stream: ustar, with the long names of pax and of GNU tar. */
function* entriesOf(tar: Buffer): Generator<{ readonly path: string; readonly content: Buffer }> {
  let longName: string | undefined;
  for (let at = 0; at + block <= tar.length && tar[at] !== 0;) {
    const size = Number.parseInt(textAt(tar, at + 124, 12), 8);
    if (!(size >= 0)) return;
    const content = tar.subarray(at + block, at + block + size);
    const type = tar[at + 156];
    at += block + Math.ceil(size / block) * block;
    if (type === 0x78 /* x: pax */) longName = /^\d+ path=(.*)$/m.exec(content.toString("utf8"))?.[1] ?? longName;
    else if (type === 0x4c /* L: GNU */) longName = textAt(content, 0, size);
    else {
      const header = at - block - Math.ceil(size / block) * block;
      const prefix = textAt(tar, header + 345, 155);
      const name = textAt(tar, header, 100);
      if (type === 0x30 || type === 0) yield { path: longName ?? (prefix ? `${prefix}/${name}` : name), content };
      longName = undefined;
    }
  }
}

/** A field of a header, which a NUL byte ends. */
function textAt(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? field.length : end).trim();
}
