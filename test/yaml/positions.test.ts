// Places of keys and items, for every way of writing them.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PathStep } from "../../src/model/index.ts";
import { parseDocument } from "../../src/yaml/index.ts";

/** `line:column` of each path. */
function places(text: string, paths: readonly (readonly PathStep[])[], linesBefore = 0): readonly string[] {
  const { locate } = parseDocument({ text, linesBefore }, "bakery.yaml");
  return paths.map((path) => {
    const { file, line, column } = locate(path);
    assert.equal(file, "bakery.yaml");
    return `${line}:${column}`;
  });
}

const deployment = `# The bakery.
---
# It bakes.

apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
      - name: oven
        image: "oven:1"
        ports: [{containerPort: 80, hostPort: 8080}, {containerPort: 81}]
      -   name: mixer
          securityContext: {privileged: true}
`;

test("keys and items of block mappings and lists", () => {
  const pod = ["spec", "template", "spec"];
  assert.deepEqual(
    places(deployment, [
      [],
      ["kind"],
      pod,
      [...pod, "containers"],
      [...pod, "containers", 0],
      [...pod, "containers", 0, "image"],
      [...pod, "containers", 1],
      [...pod, "containers", 1, "name"],
    ]),
    ["5:1", "6:1", "9:5", "10:7", "11:9", "12:9", "14:11", "14:11"],
  );
});

test("keys and items between brackets", () => {
  const containers = ["spec", "template", "spec", "containers"];
  assert.deepEqual(
    places(deployment, [
      [...containers, 0, "ports", 0],
      [...containers, 0, "ports", 0, "hostPort"],
      [...containers, 0, "ports", 1, "containerPort"],
      [...containers, 1, "securityContext", "privileged"],
    ]),
    ["13:17", "13:37", "13:55", "15:29"],
  );
});

test("brackets as items of block lists", () => {
  const text = "ports:\n- {containerPort: 80, hostPort: 8080}\n- [1, 2]\n- [[3], {a: b}]\n";
  assert.deepEqual(
    places(text, [
      ["ports", 0, "hostPort"],
      ["ports", 1, 1],
      ["ports", 2, 0, 0],
      ["ports", 2, 1, "a"],
    ]),
    ["2:23", "3:7", "4:5", "4:10"],
  );
});

test("what is not written has the place of its nearest ancestor", () => {
  const containers = ["spec", "template", "spec", "containers"];
  assert.deepEqual(
    places(deployment, [
      [...containers, 0, "securityContext", "privileged"],
      [...containers, 1, "securityContext", "capabilities", "drop", 0],
      [...containers, 7, "name"],
      ["spec", "template", "spec", "hostNetwork"],
      ["metadata", "name"],
      ["kind", "of"],
      ["kind", 0],
      ["spec", 0],
    ]),
    ["11:9", "15:11", "10:7", "9:5", "5:1", "6:1", "6:1", "7:1"],
  );
});

test("lines count from the beginning of the file", () => {
  assert.deepEqual(places("---\nkind: Pod\n", [[], ["kind"]], 100), ["102:1", "102:1"]);
  assert.deepEqual(places("--- {kind: Pod}\n", [["kind"]], 100), ["101:6"]);
});

test("keys with quotes, escapes, anchors and tags, and numbers and words as keys", () => {
  const text = `"a b": 1
'it''s': 2
"tab\\t": 3
&anchor anchored: 4
!!str tagged: 5
8080: 6
0x10: 7
yes: 8
? explicit
: 9
spaced   : 10
`;
  const keys = ["a b", "it's", "tab\t", "anchored", "tagged", "8080", "16", "true", "explicit", "spaced"];
  const expected = ["1:1", "2:1", "3:1", "4:1", "5:1", "6:1", "7:1", "8:1", "9:3", "11:1"];
  assert.deepEqual(
    places(
      text,
      keys.map((key) => [key]),
    ),
    expected,
  );
});

test("items and values behind anchors and tags", () => {
  const text = "list:\n- &first {a: 1}\n- !!map\n  b: 2\n- &third\n  c: 3\nmap: &map\n  d: 4\n";
  assert.deepEqual(
    places(text, [
      ["list", 0, "a"],
      ["list", 1, "b"],
      ["list", 2, "c"],
      ["map", "d"],
    ]),
    ["2:11", "4:3", "6:3", "8:3"],
  );
});

test("what an alias or a merge key brings in has the place of the alias or the mapping", () => {
  const text = "base: &base\n  privileged: true\na: *base\nb:\n  <<: *base\n  name: oven\nlist:\n- *base\n";
  assert.deepEqual(
    places(text, [
      ["a", "privileged"],
      ["b", "privileged"],
      ["b", "name"],
      ["list", 0, "privileged"],
    ]),
    ["3:1", "4:1", "6:3", "8:3"],
  );
});

test("lists whose items cannot be told apart keep their own place", () => {
  assert.deepEqual(places("list:\n-\n- a: 1\n", [["list", 1, "a"]]), ["1:1"]);
  assert.deepEqual(places("list: [a: 1, {b: 2}]\n", [["list", 1, "b"]]), ["1:1"]);
});

test("values that begin on a later line, empty values and long texts do not move what follows", () => {
  const text = `empty:
quoted:
  "on the next
  line"
script: |
  one: 1

  two: 2
folded: >
  three
last: plain text
  that goes on
end: 1
`;
  const keys = ["empty", "quoted", "script", "folded", "last", "end"];
  assert.deepEqual(
    places(
      text,
      keys.map((key) => [key]),
    ),
    ["1:1", "2:1", "5:1", "9:1", "11:1", "13:1"],
  );
});

test("Windows line ends do not count as columns", () => {
  assert.deepEqual(places("kind: Pod\r\nspec:\r\n  hostPID: true\r\n", [["spec", "hostPID"]]), ["3:3"]);
});

test("a document of one value has the place of the value", () => {
  assert.deepEqual(
    [places("# x\n  text\n", [[]]), places("", [[]]), places("---\n", [["a"]])],
    [["2:3"], ["1:1"], ["2:1"]],
  );
});

test("documents that are read later do not change the places of earlier ones", () => {
  const first = parseDocument({ text: "a:\n  b: 1\n", linesBefore: 0 }, "first.yaml");
  const items = Array.from({ length: 20_000 }, (_, index) => `- item${index}: ${index}`);
  const second = parseDocument({ text: `list:\n${items.join("\n")}\n`, linesBefore: 0 }, "second.yaml");
  assert.deepEqual(first.locate(["a", "b"]), { file: "first.yaml", line: 2, column: 3 });
  assert.deepEqual(second.locate(["list", 19_999, "item19999"]), { file: "second.yaml", line: 20_001, column: 3 });
});

test("places in a list of very many items, or on a very long line, are found within moments", () => {
  const count = 50_000;
  const item = '{"metadata":{"name":"menu"}}';
  const long = `{"items":[${Array.from({ length: count }, () => item).join(",")}]}`;
  const many = `items:\n${Array.from({ length: count }, () => `- ${item}`).join("\n")}\n`;
  const started = performance.now();
  for (const text of [long, many]) {
    const { locate } = parseDocument({ text, linesBefore: 0 }, "bakery.yaml");
    for (let index = 0; index < count; index++) locate(["items", index, "metadata", "name"]);
    const { line, column } = locate(["items", count - 1, "metadata", "name"]);
    assert.deepEqual([line, column], text === long ? [1, long.length - 16] : [count + 1, 16]);
  }
  assert.ok(performance.now() - started < 5000);
});

test("lines of a text have places where it is written line by line", () => {
  const text = `data:
  recipe: |-  # as it is
    flour

    water
  list:
    - |
      salt
      yeast
  folded: >
    one
    two
  quoted: "a\\nb"
  number: 7
`;
  assert.deepEqual(
    places(
      text,
      [
        ["data", "recipe", 0],
        ["data", "recipe", 2],
        ["data", "recipe", 99],
        ["data", "list", 0, 1],
        ["data", "folded", 1],
        ["data", "quoted", 1],
        ["data", "number", 0],
      ],
      10,
    ),
    ["13:1", "15:1", "12:3", "19:1", "20:3", "23:3", "24:3"],
  );
});
