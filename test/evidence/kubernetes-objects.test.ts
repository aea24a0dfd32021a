// Which documents are Kubernetes objects, what Lists hold, and what is said of the rest.
import assert from "node:assert/strict";
import { test } from "node:test";
import { collectText, linesOf, namesOf } from "./collecting.ts";

const service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: counter\n";
const notOne = "the document is not a Kubernetes object";

test("gives the objects of all documents in their order, with the default namespace and their places", async () => {
  const { objects, problems, evidence } = await collectText(
    `# The bakery.\n---\n${service}---\n---\n${service.replace("counter", "oven")}`,
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    objects.map(({ value, defaultNamespace, locate }) => ({
      value,
      defaultNamespace,
      place: locate(["metadata", "name"]),
    })),
    [
      {
        value: { apiVersion: "v1", kind: "Service", metadata: { name: "counter" } },
        defaultNamespace: "town",
        place: { file: "bakery.yaml", line: 6, column: 3 },
      },
      {
        value: { apiVersion: "v1", kind: "Service", metadata: { name: "oven" } },
        defaultNamespace: "town",
        place: { file: "bakery.yaml", line: 12, column: 3 },
      },
    ],
  );
  assert.equal(evidence[0]?.documents, 2);
});

test("takes Lists apart, Lists in Lists too, and says where each item stands", async () => {
  const list = `apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Service, metadata: {name: counter}}
- apiVersion: v1
  kind: List
  items:
  - apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: oven
    spec: {template: {spec: {containers: [{name: oven}]}}}
`;
  const collected = await collectText(list);
  assert.deepEqual(namesOf(collected), ["Service/counter", "Deployment/oven"]);
  assert.deepEqual(collected.problems, []);
  assert.deepEqual(
    collected.objects.map(({ locate }) => [locate([]).line, locate(["metadata", "name"]).line]),
    [
      [4, 4],
      [8, 11],
    ],
  );
});

test("items of an API's own list have its kind and version", async () => {
  const { objects, problems } = await collectText(
    '{"kind": "ConfigMapList", "apiVersion": "v1", "items": [{"metadata": {"name": "menu"}}, {"kind": "Odd"}]}',
  );
  assert.deepEqual(
    objects.map(({ value }) => value),
    [{ kind: "ConfigMap", apiVersion: "v1", metadata: { name: "menu" } }],
  );
  assert.deepEqual(
    problems.map(({ message }) => message),
    ["items.1 is not a Kubernetes object"],
  );
});

test("a kind whose name ends in List without being one is an object", async () => {
  assert.deepEqual(
    namesOf(await collectText("apiVersion: bakery.example/v1\nkind: GuestList\nmetadata: {name: vip}\n")),
    ["GuestList/vip"],
  );
});

test("an empty List holds nothing, and items that are no list are a problem", async () => {
  assert.deepEqual(linesOf(await collectText(`apiVersion: v1\nkind: List\nitems: []\n---\n${service}`)), []);
  assert.deepEqual(linesOf(await collectText("apiVersion: v1\nkind: List\nitems: {}\n")), [
    "E_NOT_KUBERNETES bakery.yaml:3: items is not a list of Kubernetes objects",
  ]);
});

test("a JSON array at the top is taken apart", async () => {
  const collected = await collectText('[{"apiVersion": "v1", "kind": "Pod2", "metadata": {"name": "a"}}, 7]');
  assert.deepEqual(
    [namesOf(collected), linesOf(collected)],
    [["Pod2/a"], ["E_NOT_KUBERNETES bakery.yaml:1: 1 is not a Kubernetes object"]],
  );
});

for (const [what, text] of [
  ["a list of words", "[rye, wheat]\n"],
  ["a text", "just words\n"],
  ["a number", "7\n"],
  ["settings", "bread: rye\n"],
  ["an object without apiVersion", "kind: Service\n"],
  ["an object without kind", "apiVersion: v1\n"],
  ["an object with an empty kind", "apiVersion: v1\nkind: ''\n"],
  ["an object with a kind that is no text", "apiVersion: v1\nkind: [Pod]\n"],
  ["an object with a version that is no text", "apiVersion: 1\nkind: Pod\n"],
] as const) {
  test(`a file that was named must hold nothing but Kubernetes objects: ${what} is a problem`, async () => {
    const collected = await collectText(`${service}---\n${text}`);
    assert.deepEqual(namesOf(collected), ["Service/counter"]);
    for (const { code, message, location, hint } of collected.problems) {
      assert.deepEqual([code, location.line], ["E_NOT_KUBERNETES", 6]);
      assert.match(message, /is not a Kubernetes object$/);
      assert.equal(hint, "A Kubernetes object has a string apiVersion and a string kind.");
    }
    assert.ok(collected.problems.length > 0);
  });
}

test("a file that was only found may hold anything, but no halves of Kubernetes objects", async () => {
  const other = "bread: rye\n---\n[1, 2]\n---\ntext\n";
  assert.deepEqual(linesOf(await collectText(other, {}, false)), []);
  assert.deepEqual(linesOf(await collectText(`${other}---\nkind: Service\n`, {}, false)), [
    `E_NOT_KUBERNETES bakery.yaml:7: ${notOne}`,
  ]);
});

test("a file that was only found and does not parse is a problem when it is written for Kubernetes", async () => {
  const template = "{{- if .Values.bread }}\nbread: {{ .Values.bread }}\n";
  const resource = "Resources:\n  Bucket: !Ref Bread\n";
  assert.deepEqual(linesOf(await collectText(template, {}, false)), []);
  assert.deepEqual(linesOf(await collectText(resource, {}, false)), []);
  assert.deepEqual(linesOf(await collectText(`${template}apiVersion: v1\n`, {}, false)), [
    "E_YAML bakery.yaml:1: missed comma between flow collection entries",
  ]);
  assert.deepEqual(linesOf(await collectText('{"kind": "Pod", }}', {}, false)), [
    "E_YAML bakery.yaml:1: end of the stream or a document separator is expected",
  ]);
});

test("a file that was named and holds no object is a problem", async () => {
  for (const text of ["", "# nothing\n", "---\n---\n# nothing\n"]) {
    const { problems, evidence } = await collectText(text);
    assert.deepEqual(problems, [
      {
        code: "E_NOT_KUBERNETES",
        source: "bakery.yaml",
        location: { file: "bakery.yaml" },
        message: "holds no Kubernetes object",
        hint: "Give manifests with apiVersion and kind; comments and empty documents do not count.",
      },
    ]);
    assert.equal(evidence[0]?.documents, 0);
    assert.deepEqual(linesOf(await collectText(text, {}, false)), []);
  }
});

test("documents around one that does not parse are read", async () => {
  const collected = await collectText(`${service}---\nkind: [\n---\n${service.replace("counter", "oven")}`);
  assert.deepEqual(namesOf(collected), ["Service/counter", "Service/oven"]);
  assert.deepEqual(linesOf(collected), ["E_YAML bakery.yaml:7: unexpected end of the stream within a flow collection"]);
});

test("a stream that turns out to be no text keeps what was read before", async () => {
  const collected = await collectText(Buffer.concat([Buffer.from(`${service}---\n`), Buffer.from([0xff, 0x0a])]));
  assert.deepEqual(namesOf(collected), ["Service/counter"]);
  assert.deepEqual(linesOf(collected), ["E_BINARY bakery.yaml:6: is not UTF-8 text"]);
  assert.equal(collected.evidence.length, 1);
});
