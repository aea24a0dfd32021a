// Documents as Kubernetes reads them, and the refusals: each with its place, and none with a word of the document.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DocumentError, parseDocument } from "../../src/yaml/index.ts";

function valueOf(text: string): unknown {
  return parseDocument({ text, linesBefore: 0 }, "secret.yaml").value;
}

function refusal(text: string, linesBefore = 0): Pick<DocumentError, "code" | "message" | "location" | "hint"> {
  try {
    parseDocument({ text, linesBefore }, "secret.yaml");
  } catch (thrown) {
    assert.ok(thrown instanceof DocumentError, String(thrown));
    const { code, message, location, hint, cause } = thrown;
    assert.equal(cause, undefined);
    return { code, message, location, hint };
  }
  throw new assert.AssertionError({ message: "the document was read" });
}

test("reads JSON, comments, tags, quotes and block scalars", () => {
  const text = `%YAML 1.2
---
# a database
{"kind": "Secret", 'data': {user: !!str 1, port: !!int "5432", tls: !!bool yes, note: !!null ~}}
`;
  assert.deepEqual(valueOf(text), { kind: "Secret", data: { user: "1", port: 5432, tls: true, note: null } });
  assert.deepEqual(valueOf("a: |\n  one\n  two\nb: >-\n  one\n  two\nc: 'it''s'\nd: \"\\u00e9\"\n"), {
    a: "one\ntwo\n",
    b: "one two",
    c: "it's",
    d: "é",
  });
});

test("reads keys as text, whatever they are written as", () => {
  assert.deepEqual(valueOf("8080: a\nyes: b\n0x10: c\n~: d\n"), { "8080": "a", true: "b", "16": "c", null: "d" });
});

test("reads Windows line ends and a byte order mark", () => {
  assert.deepEqual(valueOf("\uFEFFkind: Secret\r\ndata:\r\n  user: redis\r\n"), {
    kind: "Secret",
    data: { user: "redis" },
  });
});

test("a document of comments, or of nothing, is null or undefined", () => {
  assert.deepEqual(
    [valueOf(""), valueOf("# nothing\n"), valueOf("---\n# nothing\n"), valueOf("---\n")],
    [undefined, null, null, null],
  );
});

test("anchors, aliases and merge keys are followed", () => {
  const text = "base: &base {user: redis, port: 1}\nmerged: {<<: *base, port: 2}\nlist: [*base]\n";
  const base = { user: "redis", port: 1 };
  assert.deepEqual(valueOf(text), { base, merged: { user: "redis", port: 2 }, list: [base] });
});

test("a key named __proto__ is a key like any other", () => {
  const value = valueOf("__proto__: {privileged: true}\na: &a {__proto__: {polluted: 1}}\nb: {<<: *a}\n") as Record<
    string,
    object
  >;
  assert.deepEqual(Object.keys(value), ["__proto__", "a", "b"]);
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  assert.deepEqual(JSON.stringify(value["b"]), '{"__proto__":{"polluted":1}}');
  assert.equal(Reflect.get({}, "privileged"), undefined);
  assert.equal(Reflect.get({}, "polluted"), undefined);
});

test("says line and column of what does not parse, counted from the beginning of the file", () => {
  assert.deepEqual(refusal("kind: Secret\ndata:\n  user: [redis\n", 40), {
    code: "E_YAML",
    message: "unexpected end of the stream within a flow collection",
    location: { file: "secret.yaml", line: 44, column: 1 },
    hint: "Correct the YAML at the place that is named.",
  });
});

test("refuses tabs in the indentation", () => {
  const { code, message, location } = refusal("data:\n\tuser: redis\n");
  assert.deepEqual([code, message, location.line], ["E_YAML", "tab characters must not be used in indentation", 2]);
});

test("refuses a key that is written twice, at the second one", () => {
  assert.deepEqual(refusal("kind: Secret\ndata:\n  user: a\n  port: 1\n  user: b\n"), {
    code: "E_YAML",
    message: "a key is written twice in the same mapping",
    location: { file: "secret.yaml", line: 5, column: 3 },
    hint: "Remove one of the two: which one counts depends on who reads the file.",
  });
  assert.equal(refusal('{"user": 1, "user": 2}').message, "a key is written twice in the same mapping");
});

test("refuses values nested ten thousand levels deep without running out of stack", () => {
  const { code, message, location } = refusal(`data: ${"[".repeat(10_000)}`);
  assert.deepEqual([code, message, location.line], ["E_YAML", "values are nested more than 400 levels deep", 1]);
  const mappings = Array.from({ length: 1000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n");
  assert.equal(refusal(mappings).message, "values are nested more than 400 levels deep");
});

test("reads values nested as deep as any custom resource definition", () => {
  const depth = 300;
  let value = valueOf(`${"[".repeat(depth)}${"]".repeat(depth)}`);
  let levels = 0;
  for (; Array.isArray(value); value = value[0]) levels++;
  assert.equal(levels, depth);
});

test("a stack that is too small is a refusal with its place, not a crash", () => {
  function deeper(): ReturnType<typeof refusal> {
    try {
      return deeper();
    } catch (thrown) {
      if (!(thrown instanceof RangeError)) throw thrown;
      return refusal(`# users\ndata:\n  ${"[".repeat(390)}${"]".repeat(390)}`);
    }
  }
  const { code, message, location } = deeper();
  assert.deepEqual([code, message, location.line], ["E_YAML", "the document is nested too deeply", 3]);
});

test("refuses aliases of aliases that expand beyond ten times the document", () => {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const items = level === 0 ? '"pod"' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array.from({ length: 9 }, () => items).join(", ")}]`;
  });
  assert.deepEqual(refusal(`kind: Bomb\n${levels.join("\n")}\n`), {
    code: "E_YAML_BOMB",
    message: "aliases expand the document to more than 10 times its size",
    location: { file: "secret.yaml", line: 3, column: 10 },
    hint: "Write the values out instead of repeating aliases of aliases.",
  });
});

test("refuses a long text that many aliases repeat", () => {
  const text = `long: &long ${"x".repeat(10_000)}\nlist: [${Array.from({ length: 1000 }, () => "*long").join(", ")}]\n`;
  assert.equal(refusal(text).code, "E_YAML_BOMB");
});

test("refuses merge keys that copy without end", () => {
  const keys = Array.from({ length: 200 }, (_, index) => `k${index}: 1`).join(", ");
  const merges = Array.from({ length: 100 }, () => "- {<<: *base}").join("\n");
  assert.deepEqual(
    [refusal(`base: &base {${keys}}\nlist:\n${merges}\n`), refusal(`a: {<<: [${"{}, ".repeat(101)}]}`)].map(
      ({ code }) => code,
    ),
    ["E_YAML_BOMB", "E_YAML_BOMB"],
  );
});

test("refuses an alias inside the value that it names, and lists nested through aliases", () => {
  assert.equal(refusal("data: &self\n  again: [*self]\n").message, "an alias refers to the value that contains it");
  const chain = Array.from({ length: 2000 }, (_, index) => `- &a${index} [${index === 0 ? "" : `*a${index - 1}`}]`);
  assert.equal(refusal(chain.join("\n")).message, "aliases nest values more than 400 levels deep");
  assert.equal(
    refusal(`- &x [${"[".repeat(390)}1${"]".repeat(390)}]\n- [[[[[[[[[[[[*x]]]]]]]]]]]]\n`).code,
    "E_YAML_BOMB",
  );
});

test("a document whose text merely has ampersands and asterisks is no bomb", () => {
  assert.deepEqual(valueOf('schedule: "*/5 * * * *"\nurl: http://a/?b&c\n'), {
    schedule: "*/5 * * * *",
    url: "http://a/?b&c",
  });
});

const secret = "hunter2";
for (const [what, text] of [
  ["an alias", `password: *${secret}\n`],
  ["a tag", `password: !${secret} x\n`],
  ["a verbatim tag", `password: !<${secret}> x\n`],
  ["a tag handle", `password: !${secret}!x y\n`],
  ["a tag with a strange character", `password: !{${secret}\n`],
  ["a tag of a malformed URI", `password: !%${secret} x\n`],
  ["a scalar of another type", `password: !!int ${secret}\n`],
  ["a collection with a scalar's tag", `password: !!str [${secret}]\n`],
  ["a directive", `%TAG !${secret}! a\n%TAG !${secret}! b\n---\na: 1\n`],
  ["a prefix", `%TAG !x! %${secret}\n---\na: 1\n`],
  ["the line of the error", `password: ${secret}\n  : ${secret}: [\n`],
  ["a key that is written twice", `${secret}: 1\n${secret}: 2\n`],
  ["two documents", `a: ${secret}\n...\nb: 1\n`],
] as const) {
  test(`a refusal never quotes the document: ${what}`, () => {
    const { code, message, hint } = refusal(text);
    assert.equal(code, "E_YAML");
    assert.ok(message.length > 10 && !message.includes("undefined"), message);
    assert.doesNotMatch(message + hint, new RegExp(secret));
  });
}
