// docs/checks/: what `npm run generate` would write is what is there, and what the pages say is what the program does.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, writeFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { checkPage } from "../../scripts/check-pages/check-page.ts";
import { indexPage } from "../../scripts/check-pages/index-page.ts";
import { differences, renderPages, writePages, type Pages } from "../../scripts/check-pages/page-files.ts";
import { optionsFor } from "../../scripts/check-pages/example.ts";
import { fixtureEvidence } from "../../scripts/check-pages/fixture-evidence.ts";
import { withFixtureParameters } from "../../scripts/check-pages/fixture-parameters.ts";
import type { PageFacts } from "../../scripts/check-pages/page-facts.ts";
import { stalePages } from "../../scripts/generate.ts";
import { checkFolders } from "../policies/check-folders.ts";
import { assessPaths } from "../../src/assess.ts";
import type { Assessment } from "../../src/model/index.ts";
import { openLibrary } from "../../src/open-library.ts";
import { nameOf } from "../../src/report/text.ts";
import { folderOf, repository, scanJson, touchstone } from "../cli/touchstone.ts";
import { checkSource } from "../rego/compiled.ts";
import { codeBlocks, readDocument } from "./documents.ts";

let pages: Pages;
before(async () => {
  pages = await renderPages();
});

test("every page is there and as METADATA, mappings and fixtures have it, and there is no other", async () => {
  assert.deepEqual(await stalePages(), [], "run `npm run generate`");
});

test("there is a page for each check, and the index", () => {
  assert.deepEqual([...pages.keys()].toSorted(), ["README.md", ...checkFolders().map((id) => `${id}.md`)].toSorted());
});

test("a page that is missing, stale or of no check is found, and generating mends it", async () => {
  const folder = await folderOf({});
  assert.equal((await writePages(pages, folder)).length, pages.size);
  assert.deepEqual(await differences(pages, folder), []);

  await rm(join(folder, "image/mutable-tag.md"));
  await writeFile(join(folder, "README.md"), `${pages.get("README.md")}\n`);
  await rm(join(folder, "network"), { recursive: true });
  const gone = new Map([...pages].filter(([name]) => !name.startsWith("service-account/")));
  const wrong = [
    { name: "README.md", is: "stale" },
    { name: "image/mutable-tag.md", is: "missing" },
    ...pagesOf("network").map((name) => ({ name, is: "missing" })),
    ...pagesOf("service-account").map((name) => ({ name, is: "too many" })),
  ];
  assert.deepEqual(await differences(gone, folder), wrong);
  assert.deepEqual(await writePages(gone, folder), wrong);
  assert.deepEqual(await differences(gone, folder), []);
  assert.equal(await readFile(join(folder, "README.md"), "utf8"), pages.get("README.md"));
  assert.ok(!existsSync(join(folder, "service-account")), "the folder of a group without checks is left");
});

function pagesOf(group: string): readonly string[] {
  return checkFolders().flatMap((id) => (id.startsWith(`${group}/`) ? [`${id}.md`] : []));
}

test("on every page, what Touchstone finds is what `touchstone scan` finds there, and nothing in what passes", async () => {
  for (const id of checkFolders()) {
    // Not `section`, which takes a comment in the YAML for a heading.
    const parts = readDocument(`docs/checks/${id}.md`).split(/^## /m);
    const fails = parts.find((part) => part.startsWith("What fails\n")) ?? assert.fail(id);
    const passes = parts.find((part) => part.startsWith("What passes\n")) ?? assert.fail(id);
    await Promise.all([fails, passes].map((example) => agree(example, id, example === fails)));
  }
});

async function agree(example: string, id: string, fails: boolean): Promise<void> {
  const fixture = fixtureOf(example, id);
  const [manifest, ...others] = codeBlocks(example);
  const config = others.find(({ language }) => language === "yaml");
  const assessment = isDated(fixture)
    ? await assessDated(fixture, id)
    : await assess([fixture, "--checks", id, "--keep-going"], config?.text);
  const judged = assessment.checks.find(({ check }) => check.id === id);
  const found = judged?.findings.map(({ location, subject, message }) => {
    const { kind, resource } = assessment.subjects[subject] ?? assert.fail();
    const file = kind === "weakness" ? `\`${location.file}\`, ` : "";
    return `- ${file}line ${location.line}, ${nameOf(resource)}: ${message}`;
  });
  assert.deepEqual(shownFindings(example), found, id);
  assert.equal(judged?.status, fails ? "not-satisfied" : "satisfied", id);
  assert.equal(manifest?.text, await readFile(join(repository, fixture), "utf8"), id);
  const record = others.find(({ language }) => language === "json");
  const recordFile = join(repository, `${fixture}.record.json`);
  assert.equal(record?.text, existsSync(recordFile) ? await readFile(recordFile, "utf8") : undefined, id);
}

/** Certificates, and whatever others made, are judged by their age too. */
function isDated(fixture: string): boolean {
  const isOfToday = Object.keys(fixtureEvidence(join(repository, fixture)).files ?? {}).length === 0;
  return !isOfToday || /^policies\/(?:certificate|rotation)\//.test(fixture);
}

/** At the time that fixtures are written for. */
async function assessDated(file: string, id: string): Promise<Assessment> {
  const library = await openLibrary({ policies: [], catalogues: [], mappings: [] }, () => {});
  return assessPaths(optionsFor(file, id, { ...library, bundle: await withFixtureParameters(library.bundle) }));
}

/** Parameters are set in a configuration, which `scan` does not read. */
async function assess(args: readonly string[], config: string | undefined): Promise<Assessment> {
  if (config === undefined) return (await scanJson(args)).assessment;
  const folder = await folderOf({ "touchstone.yaml": config });
  const run = await touchstone(["gate", ...args, "--config", join(folder, "touchstone.yaml"), "--format", "json"]);
  return JSON.parse(run.stdout) as Assessment;
}

test("what a page says of fixing is what `touchstone fix` does; a check without fixes has no such part", async () => {
  const { stdout } = await touchstone(["checks", "--format", "json"]);
  const cautions = new Map(
    (JSON.parse(stdout) as readonly { readonly id: string; readonly caution?: string }[]).map((one) => [
      one.id,
      one.caution,
    ]),
  );
  let count = 0;
  for (const [name, page] of pages) {
    const id = name.replace(/\.md$/, "");
    const part = page.split(/^## /m).find((one) => one.startsWith("Fix\n"));
    if (!part) {
      assert.equal(cautions.get(id), undefined, `${id} has a caution, but nothing to fix`);
      continue;
    }
    count++;
    const fixture = /\]\(\.\.\/\.\.\/\.\.\/(policies\/\S+)\)/.exec(part)?.[1] ?? assert.fail(id);
    const patch = await touchstone(["fix", fixture, "--diff", "--checks", id]);
    assert.equal(codeBlocks(part)[0]?.text.replace(/^.*\n.*\n/, ""), patch.stdout.replace(/^.*\n.*\n/, ""), id);
    const caution = cautions.get(id);
    const words = part.replaceAll(/\\(.)/g, "$1").replaceAll(/\s+/g, " ");
    if (caution !== undefined) assert.ok(words.includes(caution.replaceAll(/\s+/g, " ").trim()), id);
  }
  assert.ok(count >= 28, `${count} pages say how to fix`);
});

/** The fixture that an example links to, from the repository's root. */
function fixtureOf(example: string, id: string): string {
  const target = /\]\((\S+)\)/.exec(example)?.[1] ?? assert.fail(`${id} links to no fixture`);
  return join("docs/checks", dirname(id), target);
}

/** One line for each finding, as it was before it was laid out. */
function shownFindings(example: string): readonly string[] {
  const list = example.split("Touchstone finds:\n\n")[1] ?? "";
  const lines = list
    .trim()
    .replaceAll(/\n {2}/g, " ")
    .replaceAll(/\\(.)/g, "$1")
    .split("\n");
  return lines.filter((line) => line !== "");
}

test("`touchstone checks` names the page of a check of ours", async () => {
  const [text, json] = await Promise.all([
    touchstone(["checks", "workload/host-ipc"]),
    touchstone(["checks", "workload/host-ipc", "--format", "json"]),
  ]);
  assert.match(text.stdout, /^Page: {10}docs\/checks\/workload\/host-ipc\.md$/m);
  const { page } = JSON.parse(json.stdout) as { readonly page: string };
  assert.equal(page, "docs/checks/workload/host-ipc.md");
  assert.ok(existsSync(join(repository, page)));
});

test("`touchstone checks` names no page of a check of the user", async () => {
  const cwd = await folderOf({ "policies/policy.rego": checkSource("open-door", `fail contains {"path": []}`) });
  const args = ["checks", "bakery/open-door", "--policy", "policies"];
  const [text, json] = await Promise.all([
    touchstone(args, { cwd }),
    touchstone([...args, "--format", "json"], { cwd }),
  ]);
  assert.match(text.stdout, /^Policy: /m);
  assert.doesNotMatch(text.stdout, /^Page: /m);
  assert.ok(!("page" in (JSON.parse(json.stdout) as object)));
});

const ovens: PageFacts = {
  check: {
    id: "bakery/oven_door",
    title: "Ovens must have * doors",
    description: "- Heat <escapes>, and\nbread [burns].",
    severity: "low",
    scope: "resource",
    kinds: ["workload", "object"],
    cwe: [250],
    remediation: "Close it.",
    message: "{oven} is open",
    aliases: ["trivy:KSV-1"],
    tags: ["warm", "bread"],
    references: ["https://bakery.example.com/doors"],
    file: "policies/bakery/oven_door/policy.rego",
    parameters: [
      { name: "degrees", description: "How hot.", default: [220], schema: { type: "array" }, value: [180] },
      { name: "name", description: "Whose oven.", default: "`mine`", value: "`mine`" },
    ],
  },
  evidence: [
    {
      framework: framework("guild", "Guild | rules"),
      edges: [
        {
          control: { id: "G.1", title: "Doors" },
          mapping: {
            check: "bakery/oven_door",
            framework: "guild",
            control: "G.1",
            strength: "partial",
            basis: "cwe",
            rationale: "A door keeps heat_in.",
          },
        },
      ],
    },
    { framework: framework("town", "Town rules"), edges: [], unmapped: "The town knows no ovens." },
  ],
  fails: {
    file: "policies/bakery/oven_door/fixtures/fail-oven.yaml",
    text: "kind: Oven\ndoor:   open\n",
    findings: [
      { line: 2, resource: resource("kitchen"), message: "oven *1* is open" },
      { resource: resource(""), message: "oven 2 is open" },
    ],
  },
  passes: { file: "policies/bakery/oven_door/fixtures/pass-oven.yaml", text: "kind: Oven\n", findings: [] },
};

function framework(id: string, title: string): PageFacts["evidence"][number]["framework"] {
  return { id, title, version: "1", source: `https://${id}.example.com`, licence: "Free", controls: [] };
}

function resource(namespace: string): PageFacts["fails"]["findings"][number]["resource"] {
  return { apiVersion: "v1", kind: "Oven", namespace, name: "big" };
}

test("a page has everything about its check, and no character of it becomes markup", () => {
  assert.equal(
    checkPage(ovens),
    [
      "<!-- Written by `npm run generate` from policies/, mappings/ and controls/: change those, not this. -->",
      "# Ovens must have \\* doors",
      [
        "- **Check:** `bakery/oven_door`",
        "- **Severity:** low",
        "- **Reads:** workload, object (resource check)",
        "- **Tags:** `warm`, `bread`",
        "- **Weaknesses:** [CWE-250](https://cwe.mitre.org/data/definitions/250.html)",
        "- **Also known as:** `trivy:KSV-1`",
        "- **Policy:** [`policies/bakery/oven_door/policy.rego`](../../../policies/bakery/oven_door/policy.rego)",
      ].join("\n"),
      "## Why",
      "\\- Heat \\<escapes\\>, and bread \\[burns\\].",
      "## What fails",
      "[`fail-oven.yaml`](../../../policies/bakery/oven_door/fixtures/fail-oven.yaml)",
      "```yaml\nkind: Oven\ndoor:   open\n```",
      "Touchstone finds:",
      "- line 2, Oven kitchen/big: oven \\*1\\* is open\n- Oven big: oven 2 is open",
      "## What passes",
      "[`pass-oven.yaml`](../../../policies/bakery/oven_door/fixtures/pass-oven.yaml)",
      "```yaml\nkind: Oven\n```",
      "This check finds nothing here; others may.",
      "## How to fix it",
      "Close it.",
      "## Controls",
      "What the result of this check is evidence for, with [strength and basis](../README.md#strength-and-basis).",
      "### Guild \\| rules",
      "- **G.1** Doors (partial, basis cwe)\\\n  A door keeps heat_in.",
      "### No control",
      "- **Town rules:** The town knows no ovens.",
      "## Parameters",
      "### `degrees`",
      "How hot.",
      "Default: `[220]`",
      "Schema of its values:",
      '```json\n{\n  "type": "array"\n}\n```',
      "### `name`",
      "Whose oven.",
      'Default: `` "`mine`" ``',
      "## Read more",
      "- <https://bakery.example.com/doors>",
      "[All checks](../README.md)",
    ].join("\n\n"),
  );
});

test("an example whose parameters are set says so, as the configuration has it", () => {
  const page = checkPage({ ...ovens, fails: { ...ovens.fails, parameters: "degrees:\n  - 200\n\nname: ours\n" } });
  const [, fails = ""] = page.split("## What fails\n\n");
  assert.equal(
    fails.split("\n\nTouchstone finds:")[0],
    [
      "[`fail-oven.yaml`](../../../policies/bakery/oven_door/fixtures/fail-oven.yaml)",
      "```yaml\nkind: Oven\ndoor:   open\n```",
      "With this in [`touchstone.yaml`](../../configuration.md):",
      "```yaml\nparameters:\n  bakery/oven_door:\n    degrees:\n      - 200\n\n    name: ours\n```",
    ].join("\n\n"),
  );
});

test("an example of a scanner shows the record beside its log, and names the files of what was found", () => {
  const fails = {
    file: "policies/bakery/oven_door/fixtures/fail-oven.sarif",
    text: "{}\n",
    record: '{ "madeAt": "noon" }\n',
    findings: [{ file: "ovens/big.ts", line: 7, resource: resource(""), message: "oven 2 is open" }],
  };
  const [, shown = ""] = checkPage({ ...ovens, fails }).split("## What fails\n\n");
  assert.equal(
    shown.split("\n\n## What passes")[0],
    [
      "[`fail-oven.sarif`](../../../policies/bakery/oven_door/fixtures/fail-oven.sarif)",
      "```json\n{}\n```",
      "With [`fail-oven.sarif.record.json`](../../../policies/bakery/oven_door/fixtures/fail-oven.sarif.record.json) beside it:",
      '```json\n{ "madeAt": "noon" }\n```',
      "Touchstone finds:",
      "- `ovens/big.ts`, line 7, Oven big: oven 2 is open",
    ].join("\n\n"),
  );
});

test("a page is silent on what its check has not", () => {
  const { parameters: _, ...check } = ovens.check;
  const page = checkPage({ ...ovens, check: { ...check, tags: [], cwe: [], aliases: [], references: [] } });
  for (const absent of ["Tags", "Weaknesses", "Also known", "Parameters", "Read more"])
    assert.ok(!page.includes(absent), absent);
});

test("the index has a table for each group, and what each catalogue says of its licence", () => {
  const page = indexPage([ovens, { ...ovens, check: { ...ovens.check, id: "bakery/yeast", tags: [] } }]);
  assert.ok(
    page.includes(
      [
        "## bakery\n",
        "| check | title | severity | tags |",
        "| --- | --- | --- | --- |",
        "| [`bakery/oven_door`](bakery/oven_door.md) | Ovens must have \\* doors | low | `warm`, `bread` |",
        "| [`bakery/yeast`](bakery/yeast.md) | Ovens must have \\* doors | low |  |",
      ].join("\n"),
    ),
    page,
  );
  assert.match(page, /The 2 checks /);
  assert.ok(
    page.endsWith(
      [
        "- [Guild \\| rules](https://guild.example.com), `guild`: Free.",
        "- [Town rules](https://town.example.com), `town`: Free.",
      ].join("\n"),
    ),
  );
});
