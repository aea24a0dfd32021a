// docs/scanners.md says what the scanners are told, as the code has it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { scanners } from "../../src/scanners/index.ts";
import { codeIn, readDocument, section, tableRows } from "./documents.ts";

const call = {
  version: "99.0.0",
  folder: "OUTPUT",
  tree: { files: [] },
  settings: { semgrepConfig: ["rules/"] },
};

test("the table of scanners has each with its classes, command, exit codes and installation", () => {
  const rows = tableRows(section(readDocument("docs/scanners.md"), "### The scanners")).map(
    ([name = "", classes, command = "", codes, install]) => [
      codeIn(name)[0],
      classes,
      codeIn(command)[0],
      codes,
      install,
    ],
  );
  const wanted = scanners.map((scanner) => {
    const { clean, findings } = scanner.exitCodes;
    const codes = [...new Set([...clean, ...findings])];
    const isRange = codes.length > 3;
    return [
      scanner.name,
      scanner.classes.join(", "),
      [scanner.program, ...scanner.arguments(call)].join(" "),
      isRange ? `${codes[0]} to ${codes.at(-1)}` : codes.join(", "),
      scanner.install,
    ];
  });
  assert.deepEqual(rows, wanted);
});
