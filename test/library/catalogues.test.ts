// Loading a catalogue: what it gives, and what it says of a file that is wrong.
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { loadCatalogue } from "../../src/library/catalogues.ts";
import { assertRefused, written } from "./written-file.ts";

const bakery = `# House rules
id: bakery-2024
title: Rules of the bakery
version: "2024"
source: https://bakery.example/rules
licence: in-house
controls:
  - id: OVEN-02
    title: Ovens are locked at night
    group: ovens
    cwe: [284, 862]
  - id: OVEN-01
    title: Ovens are clean
`;

async function refused(text: string, lines: readonly string[]): Promise<void> {
  const file = await written(text);
  await assertRefused(() => loadCatalogue(file), file, "E_CATALOGUE", lines);
}

test("a catalogue is read with its controls in the file's order", async () => {
  assert.deepEqual(await loadCatalogue(await written(bakery)), {
    id: "bakery-2024",
    title: "Rules of the bakery",
    version: "2024",
    source: "https://bakery.example/rules",
    licence: "in-house",
    controls: [
      { id: "OVEN-02", title: "Ovens are locked at night", group: "ovens", cwe: [284, 862] },
      { id: "OVEN-01", title: "Ovens are clean" },
    ],
  });
});

test("a control id that occurs twice is named at its second place", () =>
  refused(bakery.replace("OVEN-01", "OVEN-02"), [':12:5: control "OVEN-02" is in line 8 already']));

test("an unknown key is named, with the key that it may have meant", () =>
  refused(bakery.replace("group:", "gruop:").replace("licence:", "owner: baker\nlicence:"), [
    ':6:1: unknown key "owner"',
    ':11:5: unknown key "gruop"; did you mean group?',
  ]));

test("a missing key is named at what lacks it", () =>
  refused(bakery.replace('version: "2024"\n', "").replace("    title: Ovens are clean\n", ""), [
    ':2:1: the file lacks the key "version"',
    ':11:5: controls[1] lacks the key "title"',
  ]));

test("a version without quotes is a number, and the message says how to write it", () =>
  refused(bakery.replace('"2024"', "2.5"), [":4:1: version must be text, not 2.5 (put it in quotes)"]));

test("a text that is empty or blank is refused", () =>
  refused(bakery.replace("in-house", '" "').replace("Ovens are clean", ""), [
    ":6:1: licence must not be blank",
    ":13:5: controls[1].title must be text, not empty",
  ]));

test("an id with blanks or capitals is refused, for a framework and for a control", () =>
  refused(bakery.replace("bakery-2024", "Bakery 2024").replace("OVEN-01", "OVEN 1"), [
    ':2:1: id does not match ^[a-z0-9]+(?:[.-][a-z0-9]+)*$: "Bakery 2024"',
    ':12:5: controls[1].id does not match ^\\S+$: "OVEN 1"',
  ]));

test("CWE numbers are whole numbers from 1, each once", () =>
  refused(bakery.replace("[284, 862]", "[284, CWE-862, 0, 284]"), [
    ':11:16: controls[0].cwe[1] must be a whole number, not "CWE-862"',
    ":11:25: controls[0].cwe[2] must be >= 1",
    ":11:28: controls[0].cwe holds 284 twice",
  ]));

test("a catalogue without controls is refused", () =>
  refused(bakery.slice(0, bakery.indexOf("controls:")) + "controls: []\n", [":7:1: controls must not be empty"]));

test("a file of another kind is refused at its beginning", async () => {
  await refused("", [":1:1: the file must be a mapping of keys to values, not empty"]);
  await refused("# only\n- a list\n", [":2:1: the file must be a mapping of keys to values, not a list"]);
});

test("a file that is not YAML names the line and the column", async () => {
  const open = await written(bakery.replace("[284, 862]", "[284, 862"));
  await assertRefused(() => loadCatalogue(open), open, "E_YAML", [
    ":12:3: missed comma between flow collection entries",
  ]);
  const twice = await written(`${bakery}licence: in-house\n`);
  await assertRefused(() => loadCatalogue(twice), twice, "E_YAML", [
    ":14:1: a key is written twice in the same mapping",
  ]);
});

test("a file that cannot be read as text is refused by name", async () => {
  const missing = join(tmpdir(), "touchstone-no-such-catalogue.yaml");
  await assertRefused(() => loadCatalogue(missing), missing, "E_PATH_MISSING", [" does not exist"]);
  const folder = join(import.meta.dirname, "..");
  const message = [" cannot be read: EISDIR: illegal operation on a directory, read"];
  await assertRefused(() => loadCatalogue(folder), folder, "E_UNREADABLE", message);
  const latin = await written(Uint8Array.from([0x69, 0x64, 0x3a, 0x20, 0xe9]));
  await assertRefused(() => loadCatalogue(latin), latin, "E_BINARY", [" is not UTF-8 text"]);
});
