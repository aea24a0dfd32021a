// The index of the checks' pages: a table for each group, what the words on the pages mean, and whose the frameworks are.
import { severityWeight, severities } from "../../src/model/index.ts";
import { groupBy } from "../../src/report/groups.ts";
import { generatedNote } from "./check-page.ts";
import { bullets, code, link, plain, table } from "./markdown.ts";
import type { PageFacts } from "./page-facts.ts";

/** Markdown, not yet formatted. */
export function indexPage(facts: readonly PageFacts[]): string {
  const groups = groupBy(facts, ({ check }) => check.id.slice(0, check.id.indexOf("/")));
  const frameworks = facts[0]?.evidence.map(({ framework }) => framework) ?? [];
  const weights = severities.map((severity) => `${severity} ${severityWeight[severity]}`).join(", ");
  return [
    generatedNote,
    "# Checks",
    `The ${facts.length} checks that come with Touchstone. Each page says why the check is there, what fails and what passes, how to repair it, and which controls it is evidence for. In a terminal, ${code("touchstone checks ID")} says most of it. An id, a tag or another tool's name for a check selects it: ${code("touchstone scan PATH --checks ID")}.`,
    `The severities, with their weights in the scores: ${weights}.`,
    ...[...groups].flatMap(([group, members]) => [`## ${group}`, groupTable(members)]),
    "## Strength and basis",
    `A check is mapped to a control with a strength, a basis and a rationale. ${link("CONTRIBUTING.md", "../../CONTRIBUTING.md#mappings")} says what the strengths direct, partial and supporting and the bases cwe and intent mean. Where a framework has no control for a check, its page says why.`,
    "## Frameworks",
    `Ids and titles of controls come from the catalogues in ${code("controls/")}. Each says of its licence:`,
    bullets(
      frameworks.map(
        ({ id, title, source, licence }) => `${link(plain(title), source)}, ${code(id)}: ${plain(licence)}.`,
      ),
    ),
  ].join("\n\n");
}

function groupTable(members: readonly PageFacts[]): string {
  const rows = members.map(({ check: { id, title, severity, tags } }) => [
    link(code(id), `${id}.md`),
    plain(title),
    severity,
    tags.map(code).join(", "),
  ]);
  return table(["check", "title", "severity", "tags"], rows);
}
