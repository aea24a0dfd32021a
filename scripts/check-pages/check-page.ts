// The page of one check. Everything on it comes from METADATA, mappings, catalogues and fixtures.
import { basename } from "node:path/posix";
import type { CheckParameter } from "../../src/model/index.ts";
import { nameOf, prose } from "../../src/report/text.ts";
import type { Example, ExampleFinding, FixedExample } from "./example.ts";
import { bullets, code, fence, link, plain } from "./markdown.ts";
import type { FrameworkEvidence, PageFacts } from "./page-facts.ts";

/** From a page to the repository's root. */
const up = "../../..";

/** Markdown, not yet formatted. */
export function checkPage({ check, evidence, fails, passes, fixed }: PageFacts): string {
  const { id, parameters = [], references } = check;
  return [
    generatedNote,
    `# ${plain(check.title)}`,
    facts(check),
    "## Why",
    plain(check.description),
    "## What fails",
    exampleOf(id, fails),
    "Touchstone finds:",
    bullets(fails.findings.map(findingText)),
    "## What passes",
    exampleOf(id, passes),
    "This check finds nothing here; others may.",
    "## How to fix it",
    plain(check.remediation),
    ...(fixed ? fixText(fixed, check) : []),
    "## Controls",
    `What the result of this check is evidence for, with ${link("strength and basis", "../README.md#strength-and-basis")}.`,
    ...evidence.filter(({ edges }) => edges.length > 0).flatMap(frameworkText),
    ...noControlText(evidence.filter(({ edges }) => edges.length === 0)),
    ...(parameters.length > 0 ? ["## Parameters", ...parameters.flatMap(parameterText)] : []),
    ...(references.length > 0 ? ["## Read more", bullets(references.map((reference) => `<${reference}>`))] : []),
    link("All checks", "../README.md"),
  ].join("\n\n");
}

export const generatedNote =
  "<!-- Written by `npm run generate` from policies/, mappings/ and controls/: change those, not this. -->";

function facts({
  id,
  severity,
  scope,
  kinds,
  resources,
  optional,
  tags,
  cwe,
  aliases,
  file,
}: PageFacts["check"]): string {
  const weaknesses = cwe.map((number) =>
    link(`CWE-${number}`, `https://cwe.mitre.org/data/definitions/${number}.html`),
  );
  const rows: readonly (readonly [string, string])[] = [
    ["Check", code(id)],
    ["Severity", severity],
    ["Reads", `${kinds.join(", ")} (${scope} check)`],
    ["Of kind", (resources ?? []).map(code).join(", ")],
    ["Optional", optional ? "a system need not have what it judges" : ""],
    ["Tags", tags.map(code).join(", ")],
    ["Weaknesses", weaknesses.join(", ")],
    ["Also known as", aliases.map(code).join(", ")],
    ["Policy", link(code(file), `${up}/${file}`)],
  ];
  return bullets(rows.filter(([, value]) => value !== "").map(([name, value]) => `**${name}:** ${value}`));
}

function exampleOf(id: string, { file, text, record, parameters }: Example): string {
  const parts = [
    link(code(basename(file)), `${up}/${file}`),
    fence(/\.(?:sarif|json)$/.test(file) ? "json" : "yaml", text),
  ];
  if (record !== undefined) {
    const name = `${file}.record.json`;
    parts.push(`With ${link(code(basename(name)), `${up}/${name}`)} beside it:`, fence("json", record));
  }
  if (parameters !== undefined) {
    const indented = parameters.trimEnd().replaceAll(/^(?=.)/gm, "    ");
    const place = link(code("touchstone.yaml"), "../../configuration.md");
    parts.push(`With this in ${place}:`, fence("yaml", `parameters:\n  ${id}:\n${indented}\n`));
  }
  return parts.join("\n\n");
}

function fixText({ file, diff }: FixedExample, { id, caution }: PageFacts["check"]): readonly string[] {
  const what = `${link(code(`touchstone fix --checks ${id}`), `${up}/docs/fix.md`)} makes this of ${link(code(basename(file)), `${up}/${file}`)}:`;
  return [
    "## Fix",
    what,
    fence("diff", diff),
    ...(caution === undefined ? [] : [`Mind what may stop working: ${plain(caution)}`]),
  ];
}

function findingText({ file, line, resource, message }: ExampleFinding): string {
  const ofLine = line === undefined ? "" : `line ${line}, `;
  const place = file === undefined ? ofLine : `${code(file)}, ${ofLine}`;
  return `${place}${plain(nameOf(resource))}: ${plain(message)}`;
}

function frameworkText({ framework, edges }: FrameworkEvidence): readonly string[] {
  const items = edges.map(({ control, mapping: { strength, basis, rationale } }) => {
    return `**${plain(control.id)}** ${plain(control.title)} (${strength}, basis ${basis})\\\n  ${plain(rationale)}`;
  });
  return [`### ${plain(framework.title)}`, bullets(items)];
}

function noControlText(evidence: readonly FrameworkEvidence[]): readonly string[] {
  if (evidence.length === 0) return [];
  const items = evidence.map(({ framework, unmapped }) =>
    `**${plain(framework.title)}:** ${plain(unmapped ?? "")}`.trim(),
  );
  return ["### No control", bullets(items)];
}

function parameterText({ name, description, default: usual, schema, bound }: CheckParameter): readonly string[] {
  const text = [`### ${code(name)}`, plain(prose(description)), `Default: ${code(JSON.stringify(usual))}`];
  if (schema) text.push("Schema of its values:", fence("json", JSON.stringify(schema, undefined, 2)));
  if (bound) text.push("A value beyond this makes the check fail:", fence("json", JSON.stringify(bound, undefined, 2)));
  return text;
}
