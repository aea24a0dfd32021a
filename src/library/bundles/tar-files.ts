// Reads the files of a tar archive, and refuses whatever a bundle has no use for: links, devices, paths that lead out.
import { TouchstoneError } from "../../model/index.ts";
import { inPathOrder, maxSourceFiles, tooMuch } from "./source-files.ts";

const block = 512;

interface Header {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly link: string;
}

/**
 * The regular files by their path, without a leading slash: OPA writes one, and means the bundle's root by it.
 * @throws TouchstoneError E_BUNDLE, naming the archive and the entry
 */
export function readTarFiles(tar: Buffer, shown: string): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const { header, content } of entriesOf(tar, shown)) {
    if (header.type === "5" || (header.type === "0" && header.name.endsWith("/"))) continue;
    if (header.type === "1" || header.type === "2") {
      throw refused(shown, `${header.name} is a link to ${header.link}`, "Put the file itself in its place.");
    }
    if (header.type !== "0") throw refused(shown, `${header.name} is no regular file`, "Leave it out of the archive.");
    const path = safePath(header.name, shown);
    if (files.has(path)) throw refused(shown, `${path} is in it twice`, "Build the archive anew, with each file once.");
    files.set(path, content);
    if (files.size > maxSourceFiles) throw tooMuch(shown, `holds more than ${maxSourceFiles} files`);
  }
  return inPathOrder(files);
}

function* entriesOf(tar: Buffer, shown: string): Generator<{ readonly header: Header; readonly content: Buffer }> {
  let longName: string | undefined;
  for (let at = 0; at + block <= tar.length && tar[at] !== 0;) {
    const header = readHeader(tar.subarray(at, at + block));
    if (!header) throw refused(shown, `there is no tar entry at byte ${at}`, "Copy or build the archive again.");
    const start = at + block;
    const content = tar.subarray(start, start + header.size);
    if (content.length < header.size) throw refused(shown, `it ends in ${header.name}`, "Copy or build it again.");
    at = start + Math.ceil(header.size / block) * block;
    if (header.type === "x") longName = paxPath(content) ?? longName;
    else if (header.type === "L") longName = textOf(content);
    else if (header.type !== "g" && header.type !== "K") {
      yield { header: longName === undefined ? header : { ...header, name: longName }, content };
      longName = undefined;
    }
  }
}

/** Undefined when the block's checksum, or its size, is wrong. */
function readHeader(bytes: Buffer): Header | undefined {
  const sum = bytes.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 0x20 : byte), 0);
  const size = octal(bytes.subarray(124, 136));
  if (octal(bytes.subarray(148, 156)) !== sum || size === undefined) return undefined;
  const name = textOf(bytes.subarray(0, 100));
  const isPosix = bytes.toString("latin1", 257, 263) === "ustar\0";
  const prefix = isPosix ? textOf(bytes.subarray(345, 500)) : "";
  const type = bytes.toString("latin1", 156, 157);
  return {
    name: prefix === "" ? name : `${prefix}/${name}`,
    size,
    type: type === "\0" || type === "7" ? "0" : type,
    link: textOf(bytes.subarray(157, 257)),
  };
}

function octal(field: Buffer): number | undefined {
  const digits = textOf(field).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** A field of a header, which a NUL byte ends. */
function textOf(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? field.length : end);
}

/** Records of pax are `LENGTH KEY=VALUE` and a line feed; the length counts all of it. */
function paxPath(content: Buffer): string | undefined {
  let path: string | undefined;
  for (let at = 0; at < content.length;) {
    const length = Number.parseInt(content.toString("latin1", at, at + 20), 10);
    if (!(length > 0)) break;
    const record = content.toString("utf8", at, at + length - 1);
    const value = /^\d+ path=([^]*)$/.exec(record)?.[1];
    if (value !== undefined) path = value;
    at += length;
  }
  return path;
}

/**
 * A path inside a bundle, without a leading slash or dot.
 * @throws TouchstoneError E_BUNDLE when it leads out of the bundle
 */
export function safePath(name: string, shown: string): string {
  const steps = name
    .replace(/^\//, "")
    .split("/")
    .filter((step) => step !== ".");
  if (name.includes("\\") || steps.some((step) => step === "" || step === "..")) {
    throw refused(
      shown,
      `the path ${JSON.stringify(name)} leads out of it`,
      "Build it from inside the bundle's folder.",
    );
  }
  return steps.join("/");
}

function refused(shown: string, reason: string, hint: string): TouchstoneError {
  return new TouchstoneError("E_BUNDLE", `${shown}: ${reason}`, hint);
}
