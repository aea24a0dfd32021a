// docs/configuration.md and the schema of touchstone.yaml say the same, in both directions; the examples are valid.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { podTemplateTable } from "../../src/evidence/pod-template-table.ts";
import { loadConfig } from "../../src/config/index.ts";
import { folderOf, pod, repository, touchstone } from "../cli/touchstone.ts";
import { codeBlocks, codeIn, readDocument, section, tableRows } from "./documents.ts";

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const document = readDocument("docs/configuration.md");
const keys = tableRows(section(document, "## Keys"));

/** Every key that holds a value, nested ones dotted, in the order of the schema. */
function leaves({ properties = {} }: Schema, prefix = ""): readonly (readonly [string, Schema])[] {
  return Object.entries(properties).flatMap(([name, schema]) =>
    schema.properties ? leaves(schema, `${prefix}${name}.`) : [[`${prefix}${name}`, schema] as const],
  );
}

const schema = leaves(JSON.parse(readFileSync(join(repository, "schemas/touchstone.schema.json"), "utf8")) as Schema);

test("every key of the schema has a row, and every row is a key of the schema", () => {
  assert.deepEqual(
    keys.map(([key = ""]) => codeIn(key)[0]),
    schema.map(([key]) => key),
  );
});

test("a default in the schema is the default in the document", () => {
  let count = 0;
  for (const [index, [key, { description = "" }]] of schema.entries()) {
    const value = /Default: (\S+?)\.?$/.exec(description)?.[1];
    if (value === undefined) continue;
    count++;
    assert.equal(keys[index]?.[2], `\`${value}\``, key);
  }
  assert.ok(count >= 10, `${count} defaults`);
});

test("the table on the command line speaks of every key but version", () => {
  const spoken = tableRows(section(document, "## With the command line")).map(([first = ""]) => first);
  for (const [key] of schema) {
    const [group = ""] = key.split(".");
    const named = spoken.some((cell) => codeIn(cell).some((code) => [key, group, `${group}.*`].includes(code)));
    assert.ok(named || key === "version", key);
  }
});

test("the section on pod templates names every kind of the table", () => {
  const text = section(document, "## Pod templates");
  const kinds = podTemplateTable.flatMap((row) => row.kinds);
  assert.ok(kinds.length > 35);
  for (const kind of kinds) assert.match(text, new RegExp(`\\b${kind}\\b`), kind);
});

test("the conditions of the gate are those that it prints", async () => {
  const decided = "approvedBy: ada\n    approvedAt: 2026-01-01";
  const cwd = await folderOf({
    "touchstone.yaml": `frameworks: [iso27001-2022]
soa: [soa.yaml]
baseline: baseline.json
evidence: { required: [{ source: pod.yaml, maxAge: 1d }] }
`,
    "soa.yaml": `controls:\n  - control: iso27001-2022/A.6.3\n    applicable: true\n    reason: Yes.\n    ${decided}\n`,
    "pod.yaml": pod,
  });
  const written = await touchstone(["baseline", "write", "pod.yaml", "-o", "baseline.json"], { cwd });
  assert.equal(written.exitCode, 0, written.stderr);
  const { stdout } = await touchstone(["gate", "pod.yaml", "--commit", "0".repeat(40), "--format", "json"], { cwd });
  const { gate } = JSON.parse(stdout) as { readonly gate: { readonly conditions: readonly { readonly id: string }[] } };
  const rows = tableRows(section(document, "## Conditions of the gate")).map(([id = ""]) => codeIn(id)[0]);
  assert.deepEqual(
    rows,
    gate.conditions.map(({ id }) => id.replace(/:.*/, ":<framework>")),
  );
});

test("the full example is valid and has every key", async () => {
  const example = codeBlocks(section(document, "## A full example"))[0]?.text ?? "";
  const folder = await folderOf({ "touchstone.yaml": example });
  const config = await loadConfig(join(folder, "touchstone.yaml"));
  for (const [key] of schema) {
    // What is stated is one value with its places.
    let value: unknown = ["segmentation", "leastPrivilege"].includes(key) ? config.intents : config;
    // So is what is required.
    if (key === "evidence.required") value = { evidence: { required: config.requiredEvidence } };
    for (const step of key.split(".")) value = (value as Readonly<Record<string, unknown>>)[step];
    assert.notEqual(value, undefined, key);
  }
});

test("the example's configuration passes the gate, from wherever it is run", async () => {
  const file = join(repository, "examples/touchstone.yaml");
  for (const cwd of [repository, await folderOf({})]) {
    const { exitCode, stdout, stderr } = await touchstone(["gate", "--config", file], { cwd });
    assert.equal(exitCode, 0, stdout + stderr);
    assert.match(stdout, /^Gate: PASSED$/m);
  }
});
