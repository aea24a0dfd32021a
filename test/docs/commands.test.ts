// What the documents tell people to type exists: tasks, options, links.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { reportFormats } from "../../src/report/index.ts";
import { repository, touchstone } from "../cli/touchstone.ts";
import { codeIn, documents, readDocument, section, tableRows, withoutCode } from "./documents.ts";

test("there are the documents that people look for", () => {
  for (const name of ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/errors.md", "examples/README.md"])
    assert.ok(documents.includes(name), name);
});

test("every `npm run` task that a document names is in package.json and in scripts/tasks.ts", () => {
  const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const tasks = readFileSync(join(repository, "scripts/tasks.ts"), "utf8");
  const named = new Set<string>();
  for (const document of documents)
    for (const [, name = ""] of readDocument(document).matchAll(/\bnpm run ([a-z][a-z-]*)/g)) named.add(name);
  assert.ok(named.has("demo") && named.has("bench"));
  named.add("test");
  for (const name of named) {
    assert.equal(scripts[name], `node scripts/run.mjs ${name}`, `npm run ${name}`);
    assert.match(tasks, new RegExp(`^ {2}"?${name}"?: `, "m"), `npm run ${name}`);
  }
});

test("CONTRIBUTING.md names every task", () => {
  const text = readDocument("CONTRIBUTING.md");
  const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    readonly scripts: object;
  };
  for (const name of Object.keys(scripts)) assert.match(text, new RegExp(`npm (run )?${name}\\b`));
});

test("every --option in the README and the documents of users is in --help", async () => {
  const policy = ["new", "check", "fmt", "test", "build", "inspect", "repl", "bench"].map((name) => ["policy", name]);
  const exceptions = ["list", "check", "new"].map((name) => ["exceptions", name]);
  const commands = [
    ["scan"],
    ["gate"],
    ["fix"],
    ["checks"],
    ["who-can"],
    ["can-i"],
    ["reach"],
    ...policy,
    ...exceptions,
    ["attestations", "list"],
    ["attestations", "new"],
    ["baseline", "write"],
    ["record"],
    ["collect", "scanners"],
    ["collect", "tls"],
    ["controls", "list"],
    ["controls", "coverage"],
    ["controls", "lint"],
    ["explain", "score"],
    ["history"],
    ["trend"],
    ["compare"],
  ];
  const helps = await Promise.all(commands.map((command) => touchstone([...command, "--help"])));
  const known = new Set(helps.flatMap(({ stdout }) => stdout.match(/--[a-z][a-z-]*/g) ?? []));
  // The pages of checks show the arguments of other programs, and so do tables and all code in those of scanners and of settings.
  const ofOthers = ["docs/scanners.md", "docs/control-plane.md", "docs/transport.md", "docs/signatures.md"];
  const users = documents.filter((name) => name === "README.md" || /^docs\/(?!checks\/)/.test(name));
  for (const document of users) {
    const text = readDocument(document);
    const ours = ofOthers.includes(document) ? withoutCode(text).replaceAll(/^\|.*$|^    .*$|`[^`\n]*`/gm, "") : text;
    for (const option of ours.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? [])
      assert.ok(known.has(option), `${document}: ${option}`);
  }
});

test("every relative link leads to a file, and to a heading of it", () => {
  let count = 0;
  for (const document of documents) {
    for (const [, target = ""] of readDocument(document).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      count++;
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? document : join(dirname(document), path);
      assert.ok(existsSync(join(repository, file)), `${document}: ${target}`);
      if (anchor !== undefined) assert.ok(anchorsOf(file).has(anchor), `${document}: ${target}`);
    }
  }
  assert.ok(count > 20);
});

/** Headings as GitHub makes anchors of them. */
function anchorsOf(document: string): ReadonlySet<string> {
  const headings = readDocument(document).matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
}

test("docs/reports.md has every format", () => {
  const rows = tableRows(section(readDocument("docs/reports.md"), "## Formats"));
  assert.deepEqual(
    rows.map(([format = ""]) => codeIn(format)[0]),
    [...reportFormats],
  );
});

test("docs/reports.md names every part of the JSON", () => {
  const schema = JSON.parse(readFileSync(join(repository, "schemas/assessment.schema.json"), "utf8")) as {
    readonly required: readonly string[];
  };
  const rows = tableRows(section(readDocument("docs/reports.md"), "## JSON"));
  assert.deepEqual(
    rows.flatMap(([fields = ""]) => codeIn(fields)),
    schema.required,
  );
});
