// Edits of documents: what changes, what stays byte for byte, and what is refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { editDocument } from "../../src/fix/index.ts";
import type { Fix, PathStep } from "../../src/model/index.ts";

function set(path: readonly PathStep[], value: unknown): Fix {
  return { path, set: value };
}

function remove(path: readonly PathStep[]): Fix {
  return { path, remove: true };
}

/** The text after the edits; none may be refused. */
function edited(text: string, ...fixes: readonly Fix[]): string {
  const result = editDocument(text, [fixes]);
  assert.deepEqual([...result.refused.values()], []);
  return result.text;
}

/** Why the edit is refused; the text must then be what it was. */
function refusal(text: string, fix: Fix): string {
  const result = editDocument(text, [[fix]]);
  assert.equal(result.text, text);
  return result.refused.get(fix) ?? "it was made";
}

test("a scalar gives way to another, in its quotation marks and before its comment", () => {
  const text = `---\n# The sidecar.\nprivileged:   true # for now\ntype: "Unconfined"   # nothing\nname: 'sh'\n`;
  assert.equal(
    edited(text, set(["privileged"], false), set(["type"], "RuntimeDefault"), set(["name"], "bash")),
    `---\n# The sidecar.\nprivileged:   false # for now\ntype: "RuntimeDefault"   # nothing\nname: 'bash'\n`,
  );
});

test("text that would be read as something else gets quotation marks", () => {
  assert.equal(edited("a: b\n", set(["a"], "yes")), 'a: "yes"\n');
  assert.equal(edited("a: b\n", set(["a"], "10")), 'a: "10"\n');
  assert.equal(edited("a: b\n", set(["a"], 'say "hi" # x\n---\n')), 'a: "say \\"hi\\" # x\\n---\\n"\n');
});

test("a block scalar gives way with all of its lines", () => {
  assert.equal(edited("a: |\n  one\n  two\n\nb: 1\n", set(["a"], "x")), "a: x\n\nb: 1\n");
  assert.equal(edited("a: >-\n  one", set(["a"], "x")), "a: x");
});

const pod = `spec:
  containers:
    - name: redis # the store
      image: redis:7
      # Nothing runs as root.
    -   name: exporter

    - {name: flow, securityContext: {}}
  # The end.
  restartPolicy: Always
`;

test("a key joins its siblings, with the parents that are missing", () => {
  assert.equal(
    edited(
      pod,
      set(["spec", "containers", 0, "securityContext", "privileged"], false),
      set(["spec", "containers", 1, "securityContext", "capabilities", "drop"], ["ALL"]),
      set(["spec", "containers", 2, "securityContext", "privileged"], false),
      set(["spec", "securityContext", "seccompProfile"], { type: "RuntimeDefault" }),
    ),
    `spec:
  containers:
    - name: redis # the store
      image: redis:7
      securityContext:
        privileged: false
      # Nothing runs as root.
    -   name: exporter
        securityContext:
          capabilities:
            drop:
              - ALL

    - {name: flow, securityContext: {privileged: false}}
  # The end.
  restartPolicy: Always
  securityContext:
    seccompProfile:
      type: RuntimeDefault
`,
  );
});

test("what is empty, null or not written becomes a block, and its comment stays", () => {
  for (const empty of [" {}", " null", " ~", ""]) {
    assert.equal(
      edited(`a:\n  b:${empty} # none yet\n  c: 1\n`, set(["a", "b", "d"], true)),
      "a:\n  b: # none yet\n    d: true\n  c: 1\n",
    );
  }
  assert.equal(edited("a: []\nb: 1\n", set(["a", 0], "x")), "a:\n  - x\nb: 1\n");
  assert.equal(
    edited("a:\n- {}\n-\n- b: 1\n", set(["a", 0, "x"], 1), set(["a", 1, "z"], 2)),
    "a:\n- x: 1\n- z: 2\n- b: 1\n",
  );
  assert.equal(edited("a:\n", set(["a"], 1)), "a: 1\n");
});

test("what is empty on a line of its own, as Helm writes it, becomes a block", () => {
  assert.equal(edited("a:\n  b:\n    {}\n  c: 1\n", set(["a", "b", "d"], true)), "a:\n  b:\n    d: true\n  c: 1\n");
});

test("a list gives way to another in the way that it is written", () => {
  assert.equal(
    edited("drop:\n- KILL\n- CHOWN\nadd: [X]\n", set(["drop"], ["ALL"]), set(["add"], ["Z"])),
    "drop:\n- ALL\nadd: [Z]\n",
  );
  assert.equal(
    edited("drop:\n  # All but one.\n  - KILL # bad\nadd: 1\n", set(["drop"], "none")),
    "drop: none # bad\nadd: 1\n",
  );
});

test("an item is appended", () => {
  assert.equal(
    edited("drop:\n- KILL # bad\nadd: 1\n", set(["drop", 1], "NET_RAW")),
    "drop:\n- KILL # bad\n- NET_RAW\nadd: 1\n",
  );
  assert.equal(edited("drop: [ KILL ]\n", set(["drop", 1], "NET_RAW")), "drop: [ KILL, NET_RAW ]\n");
  assert.equal(edited("drop:\n  - KILL", set(["drop", 1], "NET_RAW")), "drop:\n  - KILL\n  - NET_RAW");
});

test("an entry goes with its lines and the comments right above it", () => {
  const text = `a: # of all
  # The first.
  b: 1

  # One hop less.
  # Really.
  hostNetwork: true # yes
  c:
    - x

# The end.
d: 1
`;
  assert.equal(
    edited(text, remove(["a", "hostNetwork"])),
    `a: # of all\n  # The first.\n  b: 1\n\n  c:\n    - x\n\n# The end.\nd: 1\n`,
  );
  assert.equal(edited("- a: 1\n  b: 2\n", remove([0, "a"])), "- b: 2\n");
  assert.equal(edited("- a: 1\n  # Stays.\n  b: 2\n", remove([0, "a"])), "-\n  # Stays.\n  b: 2\n");
  assert.equal(edited("a: 1\nb: |\n  x\n\n\nc: 1\n", remove(["b"])), "a: 1\n\n\nc: 1\n");
});

test("the last entry or item leaves an empty mapping or list, never null", () => {
  assert.equal(edited("a: # why\n  # Old.\n  b: 1\nc: 1\n", remove(["a", "b"])), "a: {} # why\nc: 1\n");
  assert.equal(edited("a:\n- x\nc: 1\n", remove(["a", 0])), "a: []\nc: 1\n");
  assert.equal(edited("a:\n- b: 1\n", remove(["a", 0, "b"])), "a:\n- {}\n");
  assert.equal(edited("a: {b: 1}\n", remove(["a", "b"])), "a: {}\n");
  assert.equal(edited("a: [ x ]\n", remove(["a", 0])), "a: []\n");
});

test("between braces and brackets an entry goes with one comma", () => {
  assert.equal(edited("a: {b: 1, c: 2, d: 3}\n", remove(["a", "c"])), "a: {b: 1, d: 3}\n");
  assert.equal(edited("a: {b: 1, c: 2}\n", remove(["a", "c"])), "a: {b: 1}\n");
  assert.equal(edited("a: [x, y]\n", remove(["a", 0])), "a: [y]\n");
  assert.equal(edited("a:\n- x\n# The second.\n- y\n- z\n", remove(["a", 1])), "a:\n- x\n- z\n");
});

test("JSON stays JSON, on one line, indented, and with tabs", () => {
  assert.equal(edited('{"a":{"b":1,"c":2}}', set(["a", "d", "e"], "no")), '{"a":{"b":1,"c":2,"d":{"e": "no"}}}');
  assert.equal(edited('{"a": {}}\n', set(["a", "b"], false)), '{"a": {"b": false}}\n');
  assert.equal(
    edited('{\n  "a": {\n    "b": 1\n  }\n}\n', set(["a", "c"], [true]), set(["d"], null)),
    '{\n  "a": {\n    "b": 1,\n    "c": [true]\n  },\n  "d": null\n}\n',
  );
  assert.equal(
    edited('{\n\t"a": {\n\t\t"b": 1\n\t}\n}\n', set(["a", "c"], 2)),
    '{\n\t"a": {\n\t\t"b": 1,\n\t\t"c": 2\n\t}\n}\n',
  );
  assert.equal(edited('{\n  "a": 1,\n  "b": 2\n}\n', remove(["b"])), '{\n  "a": 1\n}\n');
});

test("line breaks of Windows stay, and new lines have them", () => {
  assert.equal(
    edited("a:\r\n  b: 1\r\nc: {}\r\nd: x\r\n", set(["a", "e"], 2), set(["c", "f"], 3), remove(["d"])),
    "a:\r\n  b: 1\r\n  e: 2\r\nc:\r\n  f: 3\r\n",
  );
});

test("a text without a last line break gets none", () => {
  assert.equal(edited("a:\n  b: 1", set(["a", "c"], 2)), "a:\n  b: 1\n  c: 2");
  assert.equal(edited("a:\n  b: 1 # x", set(["c", "d"], 2)), "a:\n  b: 1 # x\nc:\n  d: 2");
});

test("the indentation is the document's own", () => {
  assert.equal(edited("a:\n    b: 1\n", set(["c", "d"], { e: 1 })), "a:\n    b: 1\nc:\n    d:\n        e: 1\n");
});

test("what is repeated elsewhere is not edited", () => {
  const text = "a: &safe\n  b: 1\nc: *safe\nd:\n  <<: *safe\n  e: 1\n";
  assert.match(refusal(text, set(["a", "b"], 2)), /^a is anchored as &safe and repeated elsewhere/);
  assert.match(refusal(text, set(["c", "b"], 2)), /^c is the alias \*safe: an edit would change the place/);
  assert.match(refusal(text, remove(["a"])), /^what would go is anchored as &safe/);
  assert.match(refusal(text, remove(["d", "b"])), /^b is not written there/);
  assert.match(refusal("x: &m {s: {t: 1}}\nd:\n  <<: *m\n", set(["d", "s", "u"], 1)), /^s may be merged in by <</);
});

test("beside a merge a key of its own may stand, and an alias may give way", () => {
  assert.equal(edited("a: &m {b: 1}\nc:\n  <<: *m\n", set(["c", "b"], 2)), "a: &m {b: 1}\nc:\n  <<: *m\n  b: 2\n");
  assert.equal(edited("a: &m {b: 1}\nc: *m\n", set(["c"], 2)), "a: &m {b: 1}\nc: 2\n");
  assert.equal(edited("a: &own\n  b: 1\n", set(["a", "b"], 2)), "a: &own\n  b: 2\n");
});

test("what has another shape is refused", () => {
  assert.match(refusal("a: text\n", set(["a", "b"], 1)), /^there is text where a mapping with b belongs/);
  assert.match(refusal("a: [1]\n", set(["a", "b"], 1)), /^there is a list where a mapping with b belongs/);
  assert.match(refusal("a: [1]\n", set(["a", 3], 1)), /^there is no item 3 in its list/);
  assert.match(refusal("a: 1\n", remove(["b"])), /^there is no b to remove/);
  assert.match(refusal("a: 1\n", remove(["a"])), /^the document would be empty/);
  assert.match(refusal("# nothing\n", set(["a"], 1)), /^the document is empty/);
  assert.match(
    refusal("a: !!str x\n", set(["a"], 1)),
    /^the text would then say something else|could then not be read/,
  );
});

test("an edit that is refused does not keep others from being made", () => {
  const fixes = [set(["a", "x"], 1), set(["b", "z"], 1)];
  const result = editDocument(
    "a: text\nb: {}\n",
    fixes.map((fix) => [fix]),
  );
  assert.equal(result.text, "a: text\nb:\n  z: 1\n");
  assert.deepEqual([...result.refused.keys()], [fixes[0]]);
});
