// Loading a mapping file and holding it against checks and frameworks: what it gives, and what it says when one is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkMappings, type Known } from "../../src/library/check-mappings.ts";
import { loadMappings } from "../../src/library/mappings.ts";
import type { Framework } from "../../src/model/index.ts";
import { assertRefused, written } from "./written-file.ts";

const mapping = `# Evidence for the rules of the bakery
framework: bakery-2024
mappings:
  oven/door-open:
    - control: OVEN-01
      strength: direct
      basis: cwe
      rationale: A door that is open burns the baker.
    - control: OVEN-02
      strength: supporting
      basis: intent
      rationale: An open door is not locked.
  flour/sieved:
    - control: DOUGH-10
      strength: partial
      basis: intent
      rationale: Sieved flour has no lumps.
unmapped:
  shop/bell: The bell is for customers.
`;

const bakery: Framework = {
  id: "bakery-2024",
  title: "Rules of the bakery",
  version: "2024",
  source: "https://bakery.example/rules",
  licence: "in-house",
  controls: [
    { id: "OVEN-01", title: "Ovens harm nobody", cwe: [284, 862] },
    { id: "OVEN-02", title: "Ovens are locked at night" },
    { id: "DOUGH-10", title: "Dough is smooth" },
  ],
};

const known: Known = {
  checks: [
    { id: "oven/door-open", cwe: [862] },
    { id: "flour/sieved", cwe: [] },
    { id: "shop/bell", cwe: [] },
  ],
  frameworks: [bakery],
};

async function misshapen(text: string, lines: readonly string[]): Promise<void> {
  const file = await written(text);
  await assertRefused(() => loadMappings(file), file, "E_MAPPING", lines);
}

async function refused(text: string, lines: readonly string[], than: Partial<Known> = {}): Promise<void> {
  const file = await written(text);
  const read = await loadMappings(file);
  await assertRefused(() => checkMappings(read, { ...known, ...than }), file, "E_MAPPING", lines);
}

test("a mapping file is read edge by edge, in its own order", async () => {
  const { locate, ...rest } = await loadMappings(await written(mapping));
  const framework = "bakery-2024";
  assert.deepEqual(rest, {
    framework,
    mappings: [
      {
        check: "oven/door-open",
        framework,
        control: "OVEN-01",
        strength: "direct",
        basis: "cwe",
        rationale: "A door that is open burns the baker.",
      },
      {
        check: "oven/door-open",
        framework,
        control: "OVEN-02",
        strength: "supporting",
        basis: "intent",
        rationale: "An open door is not locked.",
      },
      {
        check: "flour/sieved",
        framework,
        control: "DOUGH-10",
        strength: "partial",
        basis: "intent",
        rationale: "Sieved flour has no lumps.",
      },
    ],
    unmapped: [{ check: "shop/bell", reason: "The bell is for customers." }],
  });
  assert.equal(locate(["mappings", "oven/door-open", 1, "control"]).line, 9);
});

test("a file that is right is accepted, complete or not", async () => {
  const file = await loadMappings(await written(mapping));
  assert.deepEqual(checkMappings(file, known), []);
  assert.deepEqual(checkMappings(file, { ...known, complete: true }), []);
});

test("checks that the file does not speak of are given back, and refused where it has to be complete", async () => {
  const silent = mapping.slice(0, mapping.indexOf("unmapped:"));
  assert.deepEqual(checkMappings(await loadMappings(await written(silent)), known), ["shop/bell"]);
  await refused(silent, [':3:1: check "shop/bell" is neither mapped nor unmapped'], { complete: true });
});

test("a wrong shape is named at each place", async () => {
  await misshapen(mapping.replace("direct", "strong").replace("basis: intent", "bases: intent"), [
    ':6:7: mappings.oven/door-open[0].strength must be one of direct, partial, supporting, not "strong"',
    ':9:7: mappings.oven/door-open[1] lacks the key "basis"',
    ':11:7: unknown key "bases"; did you mean basis?',
  ]);
  await misshapen(mapping.replace("basis: cwe", "basis: hunch").replace("The bell is for customers.", '""'), [
    ':7:7: mappings.oven/door-open[0].basis must be one of cwe, intent, not "hunch"',
    ":19:3: unmapped.shop/bell must not be blank",
  ]);
  await misshapen("framework: bakery-2024\nmappings:\n  oven/door-open: []\n", [
    ":3:3: mappings.oven/door-open must not be empty",
  ]);
  await misshapen("mappings: []\n", [
    ':1:1: the file lacks the key "framework"',
    ":1:1: mappings must be a mapping of keys to values, not a list",
  ]);
});

test("an unknown control is named, with the nearest that there are", async () => {
  await refused(mapping.replace("OVEN-02", "OVEN-03"), [
    ':9:7: unknown control "OVEN-03" of bakery-2024; did you mean OVEN-01 or OVEN-02?',
  ]);
  await refused(mapping.replace("DOUGH-10", "DOUGH"), [
    ':14:7: unknown control "DOUGH" of bakery-2024; did you mean DOUGH-10?',
  ]);
  await refused(mapping.replace("DOUGH-10", "TILL-7"), [':14:7: unknown control "TILL-7" of bakery-2024']);
});

test("an unknown check is named wherever it stands, with the nearest that there are", () =>
  refused(mapping.replace("flour/sieved", "flour/seived").replace("shop/bell", "shop/window-display"), [
    ':13:3: unknown check "flour/seived"; did you mean flour/sieved?',
    ':19:3: unknown check "shop/window-display"',
  ]));

test("an unknown framework is named, and what there is instead", async () => {
  await refused(mapping.replace("bakery-2024", "bakery-2042"), [
    ':2:1: unknown framework "bakery-2042"; did you mean bakery-2024? (known: bakery-2024)',
  ]);
  await refused(mapping, [':2:1: unknown framework "bakery-2024" (known: none)'], { frameworks: [] });
});

test("a check is mapped to a control once", () =>
  refused(mapping.replace("OVEN-02", "OVEN-01"), [":9:7: oven/door-open is mapped to OVEN-01 in line 5 already"]));

test("a check is mapped or unmapped, not both", () =>
  refused(`${mapping}  flour/sieved: Nobody sieves.\n`, [':20:3: check "flour/sieved" is mapped as well; choose one']));

test("basis cwe holds only where the framework lists a CWE of the check under the control", async () => {
  const checks = [{ id: "oven/door-open", cwe: [250, 269] }, ...known.checks.slice(1)];
  await refused(
    mapping,
    [":7:7: basis cwe does not hold: bakery-2024 lists none of CWE-250, CWE-269 under OVEN-01; use intent"],
    { checks },
  );
  await refused(
    mapping.replace("basis: intent", "basis: cwe").replace("partial\n      basis: intent", "partial\n      basis: cwe"),
    [
      ":11:7: basis cwe does not hold: bakery-2024 lists none of CWE-862 under OVEN-02; use intent",
      ":16:7: basis cwe does not hold: the check names no CWE; use intent",
    ],
  );
});

test("everything that is wrong is said at once, in the file's order", () =>
  refused(
    mapping
      .replace("bakery-2024", "patisserie")
      .replace("flour/sieved", "flour/sifted")
      .replace("shop/bell", "oven/door-open"),
    [
      ':2:1: unknown framework "patisserie" (known: bakery-2024)',
      ':3:1: check "flour/sieved" is neither mapped nor unmapped',
      ':3:1: check "shop/bell" is neither mapped nor unmapped',
      ':13:3: unknown check "flour/sifted"; did you mean flour/sieved?',
      ':19:3: check "oven/door-open" is mapped as well; choose one',
    ],
    { complete: true },
  ));

test("a check that is written twice is refused by the parser, with its place", async () => {
  const file = await written(mapping.replace("flour/sieved", "oven/door-open"));
  await assertRefused(() => loadMappings(file), file, "E_YAML", [":13:3: a key is written twice in the same mapping"]);
});
