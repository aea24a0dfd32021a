// Splits a stream of YAML into its documents, so that a large file is never held whole.
import { isUtf8 } from "node:buffer";
import { DocumentError, type DocumentText } from "../yaml/index.ts";
import { tooLarge, type SizeLimits } from "./size-limits.ts";

const newline = 0x0a;

/**
 * Takes a stream in chunks of any size and gives its documents in order. A line that starts with `---` or `...` ends a
 * document wherever it stands (YAML 1.2, 9.1.2: no scalar may contain one), so the split needs no parser. A stream with a
 * flaw gives every document before it, and then throws, however it is cut into chunks.
 */
export class DocumentSplitter {
  readonly #file: string;
  readonly #limits: SizeLimits;
  #bytes = 0;
  /** The beginning of a line whose end has not come yet. */
  #tail: Buffer[] = [];
  #tailBytes = 0;
  /** The document that is being gathered. */
  #pending = "";
  #linesBefore = 0;
  #atStart = true;
  #flaw: DocumentError | undefined;

  constructor(file: string, limits: SizeLimits) {
    this.#file = file;
    this.#limits = limits;
  }

  /** @throws DocumentError E_TOO_LARGE, E_BINARY */
  push(chunk: Buffer): readonly DocumentText[] {
    if (this.#flaw) throw this.#flaw;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#limits.fileBytes) throw tooLarge(this.#file, "file", this.#limits.fileBytes);
    const end = chunk.lastIndexOf(newline) + 1;
    if (end === 0) {
      this.#keepTail(chunk);
      return [];
    }
    const lines = chunk.subarray(0, end);
    const whole = this.#tailBytes === 0 ? lines : Buffer.concat([...this.#tail, lines]);
    this.#tail = [];
    this.#tailBytes = 0;
    const documents = this.#split(whole);
    if (end < chunk.length) this.#keepTail(chunk.subarray(end));
    return documents;
  }

  /**
   * Gives what is left after the last chunk.
   * @throws DocumentError E_TOO_LARGE, E_BINARY
   */
  end(): readonly DocumentText[] {
    const documents = this.#tailBytes === 0 || this.#flaw ? [] : this.#split(Buffer.concat(this.#tail));
    if (this.#flaw) throw this.#flaw;
    return [...documents, { text: this.#pending, linesBefore: this.#linesBefore }];
  }

  #keepTail(bytes: Buffer): void {
    this.#tail.push(bytes);
    this.#tailBytes += bytes.length;
    this.#checkSize(this.#pending.length + this.#tailBytes);
  }

  /** Splits whole lines, up to the first flaw. */
  #split(bytes: Buffer): DocumentText[] {
    const text = this.#decode(bytes);
    const documents: DocumentText[] = [];
    let start = 0;
    for (let marker = nextMarker(text, 0); marker !== -1; marker = nextMarker(text, marker + 3)) {
      if (!this.#gather(text.slice(start, marker))) return documents;
      start = marker;
      if (isPreamble(this.#pending)) continue;
      documents.push({ text: this.#pending, linesBefore: this.#linesBefore });
      this.#linesBefore += countLines(this.#pending);
      this.#pending = "";
      if (text.startsWith("...", marker)) {
        // This line belongs to no document: js-yaml would take what follows it for a second one.
        start = text.indexOf("\n", marker) + 1;
        if (start === 0) start = text.length;
        else this.#linesBefore++;
      }
    }
    this.#gather(text.slice(start));
    return documents;
  }

  /** Whether the document is not too large yet. */
  #gather(text: string): boolean {
    this.#pending += text;
    return this.#checkSize(this.#pending.length);
  }

  #checkSize(size: number): boolean {
    const { documentBytes } = this.#limits;
    if (size <= documentBytes) return true;
    this.#flaw = tooLarge(this.#file, "document", documentBytes, this.#linesBefore + 1);
    return false;
  }

  #decode(bytes: Buffer): string {
    let lines = bytes;
    if (bytes.includes(0) || !isUtf8(bytes)) {
      lines = bytes.subarray(0, startOfFlaw(bytes));
      this.#flaw = this.#notText(bytes, lines);
    }
    const text = lines.toString("utf8");
    const marked = this.#atStart && text.startsWith("\uFEFF");
    this.#atStart = false;
    return marked ? text.slice(1) : text;
  }

  #notText(bytes: Buffer, linesBefore: Buffer): DocumentError {
    const beginning = bytes.subarray(0, 2);
    if (this.#atStart && utf16.some((mark) => beginning.equals(mark))) {
      return new DocumentError("E_BINARY", { file: this.#file }, "is UTF-16", "Save the file as UTF-8.");
    }
    const before = this.#pending + linesBefore.toString("utf8");
    const line = this.#linesBefore + countLines(before) + 1;
    const message = bytes.includes(0) ? "is not text: it holds a NUL byte" : "is not UTF-8 text";
    const hint = "Give manifests in UTF-8, or a chart folder or archive (.tgz).";
    return new DocumentError("E_BINARY", { file: this.#file, line }, message, hint);
  }
}

/** The byte order marks of UTF-16. */
const utf16 = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/** Where the next line begins that is `---` or `...`, alone or with a blank after it; `from` is the beginning of a line. */
function nextMarker(text: string, from: number): number {
  if (from === 0 && /^(?:---|\.\.\.)(?:[ \t\r\n]|$)/.test(text)) return 0;
  laterMarkers.lastIndex = Math.max(from - 1, 0);
  const found = laterMarkers.exec(text);
  return found ? found.index + 1 : -1;
}

const laterMarkers = /\n(?:---|\.\.\.)(?:[ \t\r\n]|$)/g;

/** Directives belong to the document after the marker that follows them. */
function isPreamble(text: string): boolean {
  return (text.startsWith("%") || text.includes("\n%")) && /^(?:%.*\r?\n|[ \t]*(?:#.*)?\r?\n)+$/.test(text);
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** The beginning of the first line that is no text. */
function startOfFlaw(bytes: Buffer): number {
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(newline, start) + 1;
    const line = bytes.subarray(start, end === 0 ? bytes.length : end);
    if (end === 0 || line.includes(0) || !isUtf8(line)) return start;
    start = end;
  }
}
