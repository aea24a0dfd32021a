// ARCHITECTURE.md and CONTRIBUTING.md name what is there: rooms, dependencies, fields of METADATA, files.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { scaffoldFiles } from "../../src/cli/policy/scaffold-files.ts";
import { repository } from "../cli/touchstone.ts";
import { codeIn, documents, readDocument, section, tableRows, withoutCode } from "./documents.ts";

const architecture = readDocument("ARCHITECTURE.md");
const dependencyRows = tableRows(section(architecture, "## Dependencies"));

test("every room of src/ has a row, and every row is a room", () => {
  const rooms = readdirSync(join(repository, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const rows = tableRows(section(architecture, "## The rooms of src/")).map(([room = ""]) => codeIn(room)[0]);
  assert.deepEqual(rows.toSorted(), rooms.map(({ name }) => `${name}/`).toSorted());
});

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly license?: string;
}

function manifest(...folder: readonly string[]): Manifest {
  return JSON.parse(readFileSync(join(repository, ...folder, "package.json"), "utf8")) as Manifest;
}

test("every npm package that we name is in the tables, with its range and licence, and no other", () => {
  const { dependencies = {}, devDependencies = {} } = manifest();
  const wanted = Object.entries({ ...dependencies, ...devDependencies }).map(([name, range]) => [
    name,
    range,
    manifest("node_modules", name).license,
  ]);
  const rows = dependencyRows
    .map(([name = "", range, licence]) => [codeIn(name)[0], range, licence])
    .filter(([, range]) => range?.startsWith("^"));
  assert.deepEqual(rows.toSorted(byName), wanted.toSorted(byName));
});

test("every Go module that the toolchain requires directly is in the table, with its version, and no other", () => {
  const wanted = ["rego", "helm", "pss"].flatMap((folder) => {
    const text = readFileSync(join(repository, "toolchain", folder, "go.mod"), "utf8");
    return [...text.matchAll(/^(?:require |\t)(\S+) (v\S+)$/gm)].map(([, name, version]) => [name, version]);
  });
  const rows = dependencyRows
    .map(([name = "", version]) => [codeIn(name)[0], version])
    .filter(([, version]) => version?.startsWith("v"));
  assert.deepEqual(rows, wanted);
});

function byName(left: readonly (string | undefined)[], right: readonly (string | undefined)[]): number {
  return (left[0] ?? "") < (right[0] ?? "") ? -1 : 1;
}

test("the fields of METADATA are those that `npm run new-check` writes, and some that are not needed, in both documents", () => {
  const template = scaffoldFiles({ group: "a", name: "b", kind: "workload", severity: "low" })["policy.rego"] ?? "";
  const written = [...template.matchAll(/^# ( {2})?([a-z_]+):/gm)].map(([, indent, name = ""]) =>
    indent === undefined ? name : `custom.${name}`,
  );
  const fields = written.filter((name) => name !== "custom");
  const rows = tableRows(section(readDocument("CONTRIBUTING.md"), "### METADATA")).map(([field = "", needed]) => ({
    field: codeIn(field)[0] ?? "",
    needed,
  }));
  assert.deepEqual(
    rows.filter(({ field, needed }) => needed === "yes" || fields.includes(field)).map(({ field }) => field),
    fields,
  );
  const named = codeIn(withoutCode(readDocument("docs/policies.md")));
  for (const { field } of rows) assert.ok(named.includes(field), `docs/policies.md: ${field}`);
});

test("every file and folder of the repository that a document names exists", () => {
  let count = 0;
  for (const document of documents) {
    for (const code of codeIn(withoutCode(readDocument(document)))) {
      if (!/^(?:src|test|scripts|toolchain|schemas|reports|controls|mappings|bench)\/[\w./-]*$/.test(code)) continue;
      count++;
      assert.ok(existsSync(join(repository, code)), `${document}: ${code}`);
    }
  }
  assert.ok(count > 30);
});
