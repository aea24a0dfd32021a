// docs/controls.md: its table of frameworks says what the catalogues, the mappings and the options say.
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadBuiltIn } from "../../src/library/built-in.ts";
import { touchstone } from "../cli/touchstone.ts";
import { codeIn, readDocument, section, tableRows } from "./documents.ts";

test("every framework is in the table, with its controls, those of a machine, and those with checks", async () => {
  const { frameworks, mappings } = await loadBuiltIn();
  const help = (await touchstone(["scan", "--help"])).stdout.replaceAll(/\s+/g, " ");
  const [, byDefault = ""] = /a framework in scope \(repeatable; default: ([^)]*)\)/.exec(help) ?? [];
  const expected = frameworks.map(({ id, controls }) => {
    const mapped = new Set(mappings.filter(({ framework }) => framework === id).map(({ control }) => control));
    const shown = controls.filter(({ evidence }) => evidence !== "attestation");
    return [id, controls.length, shown.length, mapped.size, byDefault.split(", ").includes(id) ? "yes" : ""].map(
      String,
    );
  });
  const rows = tableRows(section(readDocument("docs/controls.md"), "## What there is"))
    .filter((cells) => cells.length === 6)
    .map(([id = "", _title, ...others]) => [codeIn(id)[0] ?? "", ...others]);
  assert.deepEqual(rows.toSorted(), expected.toSorted());
});
