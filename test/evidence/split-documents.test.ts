// Documents in a stream: where they end, what stands before them, and what is refused before it is parsed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DocumentSplitter } from "../../src/evidence/split-documents.ts";
import { DocumentError, type DocumentText } from "../../src/yaml/index.ts";

const limits = { fileBytes: 1000, documentBytes: 200 };

/** Splits `text` in one piece, and again in pieces of every size up to 5: the answer must be the same. */
function split(text: string | Buffer): readonly DocumentText[] {
  const bytes = Buffer.from(text as string);
  const whole = splitInChunks(bytes, bytes.length || 1);
  for (const size of [1, 2, 3, 4, 5]) assert.deepEqual(splitInChunks(bytes, size), whole, `in chunks of ${size}`);
  return whole;
}

function splitInChunks(bytes: Buffer, size: number): readonly DocumentText[] {
  const splitter = new DocumentSplitter("bakery.yaml", limits);
  const documents: DocumentText[] = [];
  for (let at = 0; at < bytes.length; at += size) documents.push(...splitter.push(bytes.subarray(at, at + size)));
  return [...documents, ...splitter.end()];
}

function refusal(bytes: Buffer, changed: Partial<typeof limits> = {}): unknown {
  const splitter = new DocumentSplitter("bakery.yaml", { ...limits, ...changed });
  try {
    splitter.push(bytes);
    splitter.end();
  } catch (thrown) {
    assert.ok(thrown instanceof DocumentError, String(thrown));
    const { code, message, location, hint } = thrown;
    return { code, message, location, hint };
  }
  throw new assert.AssertionError({ message: "the stream was read" });
}

test("a line of three hyphens ends a document, and the lines before each are counted", () => {
  assert.deepEqual(split("a: 1\n---\nb: 2\n--- # comment\nc: 3"), [
    { text: "a: 1\n", linesBefore: 0 },
    { text: "---\nb: 2\n", linesBefore: 1 },
    { text: "--- # comment\nc: 3", linesBefore: 3 },
  ]);
});

test("content may stand on the line of the hyphens, and Windows line ends are line ends", () => {
  assert.deepEqual(split("--- {a: 1}\r\n---\t{b: 2}\r\n---\r\n"), [
    { text: "", linesBefore: 0 },
    { text: "--- {a: 1}\r\n", linesBefore: 0 },
    { text: "---\t{b: 2}\r\n", linesBefore: 1 },
    { text: "---\r\n", linesBefore: 2 },
  ]);
});

test("hyphens within a line, indented, or followed by more are no marker", () => {
  const text = "a: |\n  ---\n  b\n----\n---x\n- ---\n -- ---\n";
  assert.deepEqual(split(text), [{ text, linesBefore: 0 }]);
});

test("hyphens at the beginning of a line end a document even inside a block scalar", () => {
  assert.deepEqual(split("a: |\n  one\n---\n  two\n"), [
    { text: "a: |\n  one\n", linesBefore: 0 },
    { text: "---\n  two\n", linesBefore: 2 },
  ]);
});

test("a line separator inside a text does not begin a line", () => {
  const text = 'a: "\u2028--- \u0085--- "\n';
  assert.deepEqual(split(text), [{ text, linesBefore: 0 }]);
});

test("three dots end a document and belong to none", () => {
  assert.deepEqual(split("a: 1\n...\nb: 2\n...\n---\nc: 3\n..."), [
    { text: "a: 1\n", linesBefore: 0 },
    { text: "b: 2\n", linesBefore: 2 },
    { text: "", linesBefore: 4 },
    { text: "---\nc: 3\n", linesBefore: 4 },
    { text: "", linesBefore: 6 },
  ]);
});

test("directives belong to the document that follows them", () => {
  assert.deepEqual(split("# bakery\n%YAML 1.2\n---\na: 1\n...\n%YAML 1.1\n# second\n---\nb: 2\n"), [
    { text: "# bakery\n%YAML 1.2\n---\na: 1\n", linesBefore: 0 },
    { text: "%YAML 1.1\n# second\n---\nb: 2\n", linesBefore: 5 },
  ]);
});

test("a byte order mark is no part of the first document", () => {
  assert.deepEqual(split("\uFEFF---\na: \uFEFF\n"), [
    { text: "", linesBefore: 0 },
    { text: "---\na: \uFEFF\n", linesBefore: 0 },
  ]);
});

test("nothing is one empty document", () => {
  assert.deepEqual(split(""), [{ text: "", linesBefore: 0 }]);
});

test("letters of more than one byte may lie across chunks", () => {
  const text = "city: Gänserndorf 🥨\n---\nb: é";
  assert.deepEqual(
    split(text).map((document) => document.text),
    ["city: Gänserndorf 🥨\n", "---\nb: é"],
  );
});

test("refuses a stream, and a document, that is larger than its limit", () => {
  const lines = Buffer.from("a: 1\n".repeat(30));
  assert.deepEqual(refusal(lines, { fileBytes: 149 }), {
    code: "E_TOO_LARGE",
    message: "the file is larger than 149 bytes",
    location: { file: "bakery.yaml" },
    hint: "Split the file, or raise the limit with --max-file-size.",
  });
  const document = {
    code: "E_TOO_LARGE",
    message: "the document is larger than 100 bytes",
    location: { file: "bakery.yaml", line: 2 },
    hint: "Split the document, or raise the limit with --max-document-size.",
  };
  assert.deepEqual(refusal(Buffer.from(`x: 1\n---\n${lines}`), { documentBytes: 100 }), document);
  assert.deepEqual(refusal(Buffer.from(`x: 1\n---\n{${"a".repeat(101)}`), { documentBytes: 100 }), document);
  assert.deepEqual(refusal(Buffer.from(`x: 1\n---\n${lines}---\n`), { documentBytes: 100 }), document);
});

test("gives the documents before a flaw, and then throws, however the stream is cut", () => {
  const flawed: readonly (readonly [stream: Buffer, changed: Partial<typeof limits>])[] = [
    [Buffer.from("a: 1\n---\nb: 2\n---\nc: \0\n---\nd: 4\n"), {}],
    [Buffer.from("a: 1\n---\nb: 2\n---\nc: \xe9\n---\nd: 4\n", "latin1"), {}],
    [Buffer.from("a: 1\n---\nb: 2\n---\nc: too long a line\n---\nd: 4\n"), { documentBytes: 15 }],
  ];
  for (const [stream, changed] of flawed) {
    for (let size = 1; size <= stream.length; size++) {
      const splitter = new DocumentSplitter("bakery.yaml", { ...limits, ...changed });
      const texts: string[] = [];
      assert.throws(() => {
        for (let at = 0; at < stream.length; at += size) {
          texts.push(...splitter.push(stream.subarray(at, at + size)).map(({ text }) => text));
        }
        splitter.end();
      }, DocumentError);
      assert.deepEqual(texts, ["a: 1\n", "---\nb: 2\n"], `in chunks of ${size}`);
    }
  }
});

test("a line without end is refused at the limit, and not held until the end comes", () => {
  const splitter = new DocumentSplitter("bakery.yaml", limits);
  const piece = Buffer.alloc(101, "a");
  assert.deepEqual([splitter.push(piece), splitter.push(piece)], [[], []]);
  assert.throws(() => splitter.push(piece), /the document is larger than 200 bytes/);
});

test("says megabytes as such", () => {
  assert.match(
    JSON.stringify(refusal(Buffer.alloc(3 * 1024 * 1024, "a"), { fileBytes: 2 * 1024 * 1024, documentBytes: 1e9 })),
    /larger than 2 MiB/,
  );
});

test("refuses what is no text, with its line", () => {
  const hint = "Give manifests in UTF-8, or a chart folder or archive (.tgz).";
  assert.deepEqual(refusal(Buffer.from("a: 1\n---\nb: 2\nc: \0\n")), {
    code: "E_BINARY",
    message: "is not text: it holds a NUL byte",
    location: { file: "bakery.yaml", line: 4 },
    hint,
  });
  const latin = { code: "E_BINARY", message: "is not UTF-8 text", location: { file: "bakery.yaml", line: 2 }, hint };
  assert.deepEqual(refusal(Buffer.from("a: 1\nb: \xe9\n", "latin1")), latin);
  assert.deepEqual(refusal(Buffer.from("a: 1\nb: \xe9", "latin1")), latin);
});

test("says of UTF-16 what it is", () => {
  const expected = {
    code: "E_BINARY",
    message: "is UTF-16",
    location: { file: "bakery.yaml" },
    hint: "Save the file as UTF-8.",
  };
  assert.deepEqual(refusal(Buffer.from("\uFEFFkind: Pod\n", "utf16le")), expected);
  assert.deepEqual(refusal(Buffer.from("\uFEFFkind: Pod\n", "utf16le").swap16()), expected);
});
