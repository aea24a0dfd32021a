// The HTML report: one file that loads nothing, lets nothing of others in, and is well-formed.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { XMLValidator } from "fast-xml-parser";
import { largeAssessment } from "./large-assessment.ts";
import { render } from "./rendered.ts";
import { sampleAssessment } from "./sample-assessment.ts";

const page = await render("html");
/** The page without what is ours word for word. */
const content = page
  .replace(/<style>.*?<\/style>/s, "<style></style>")
  .replace(/<script>.*?<\/script>/s, "<script></script>");

function all(pattern: RegExp, text = content): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = ""]) => found);
}

function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };
  return text.replace(/&(?:#x([0-9A-Fa-f]+)|(\w+));/g, (_, hex, name) =>
    hex === undefined ? (named[name] ?? "?") : String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}

test("nothing is loaded from anywhere", () => {
  assert.equal(/\ssrc=|<link|<iframe|<object|<img|<form|@import|url\(/i.test(page), false);
  const addresses = all(/href="([^"]*)"/g).filter((address) => !address.startsWith("#"));
  assert.ok(addresses.length > 0);
  assert.deepEqual(
    addresses.filter((address) => !/^https?:\/\//.test(unescaped(address))),
    [],
  );
});

test("the policy admits this style and this script, and nothing else", () => {
  function hashOf(element: string): string {
    const [text = ""] = all(new RegExp(`<${element}>(.*?)</${element}>`, "gs"), page);
    return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  }
  const [policy = ""] = all(/http-equiv="Content-Security-Policy" content="([^"]*)"/g);
  assert.equal(
    unescaped(policy),
    `default-src 'none'; style-src ${hashOf("style")}; script-src ${hashOf("script")}; base-uri 'none'; form-action 'none'`,
  );
});

test("no element, handler or style of others gets in", () => {
  assert.equal(all(/<(script)/g).length, 1);
  assert.deepEqual(all(/\s(on[a-z]+|style)=/g), []);
  const elements =
    "a b body button caption code dd details div dl dt footer h1 h2 h3 h4 head header html input label li main meta nav " +
    "ol option output p rect script section select span strong style summary svg table tbody td tfoot th thead time title tr ul";
  assert.deepEqual([...new Set(all(/<([a-z][a-z0-9]*)/g))].toSorted(), elements.split(" "));
  assert.equal(content.includes("&lt;script&gt;alert(1)&lt;/script&gt;"), true);
  assert.equal(content.includes("{{x}} {{{x}}} {0}"), true);
  assert.equal(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}/u.test(content), false);
});

test("the page is well-formed", () => {
  const checked = XMLValidator.validate(content.replace("<!doctype html>", ""), {
    allowBooleanAttributes: true,
    unpairedTags: ["meta", "input"],
  });
  assert.deepEqual(checked, true);
});

test("ids are unique, and every link inside the page leads to one", () => {
  const ids = all(/\sid="([^"]+)"/g);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(
    all(/href="#([^"]+)"/g).filter((target) => !ids.includes(target)),
    [],
  );
  assert.deepEqual(
    all(/aria-labelledby="([^"]+)"/g).filter((target) => !ids.includes(target)),
    [],
  );
});

test("headings are in order, and tables have captions and headers", () => {
  const levels = all(/<h([1-6])/g).map(Number);
  assert.equal(levels[0], 1);
  assert.deepEqual(
    levels.filter((level, index) => index > 0 && level > (levels[index - 1] ?? 0) + 1),
    [],
  );
  assert.equal(all(/(<table)/g).length, all(/<table[^>]*>\s*(<caption)/g).length);
  assert.deepEqual(
    all(/<th(?![a-z])([^>]*)>/g).filter((attributes) => !attributes.includes("scope=")),
    [],
  );
  for (const landmark of ["header", "nav", "main", "footer"])
    assert.equal(all(new RegExp(`<(${landmark})[ >]`, "g")).length, 1);
});

test("every finding is there with its place, message and path", () => {
  const rows = all(/<li data-severity="[a-z]+">(.*?)<\/li>/gs);
  assert.equal(rows.length, sampleAssessment.checks.flatMap(({ findings }) => findings).length);
  assert.deepEqual(
    rows[0]
      ?.replace(/<[^>]+>/g, "|")
      .split(/\|+/)
      .map(unescaped)
      .filter((text) => text.trim() !== ""),
    [
      "deploy/shop.yaml:24:15",
      "Deployment shop/checkout",
      "container web runs as privileged",
      "spec.template.spec.containers[0].securityContext.privileged",
    ],
  );
});

test("every check is there once, with its status, its rationale and its positive evidence", () => {
  assert.deepEqual(
    all(/<details class="check[^"]*" id="check\/([^"]+)"/g).toSorted(),
    sampleAssessment.checks.map(({ check }) => check.id).toSorted(),
  );
  assert.deepEqual(
    all(/Passed: (\d+) subject/g)
      .map(Number)
      .toSorted(),
    [1, 2, 2, 3, 4, 4],
  );
  assert.equal(content.includes("Not applicable: 5 subjects"), true);
  assert.deepEqual(all(/<b>Not assessed:<\/b> ([^<]+)/g).toSorted(), [
    "no subject of kind workload in the evidence",
    "not selected",
    "not selected",
  ]);
});

test("controls that no check reaches are listed", () => {
  assert.equal(content.includes("No check in scope is evidence for 1 control"), true);
  assert.equal(content.includes("<b>A.8.8</b> Management of technical vulnerabilities"), true);
});

test("a control that somebody attested says who and why, and has no score", () => {
  const [control = ""] = all(/(<summary><span class="control-id">A\.5\.1<\/span>[^]*?<\/details>)/g);
  assert.match(control, /<span class="pill attested">attested<\/span>/);
  assert.match(control, /<p class="control-reason">AT-1: &lt;script&gt;alert\(1\)&lt;\/script&gt;<\/p>/);
  assert.doesNotMatch(control, /strict/);
});

test("evidence, problems and errors are listed in full", () => {
  for (const { sha256 } of sampleAssessment.evidence) assert.equal(content.includes(sha256), true);
  for (const { hint } of sampleAssessment.problems) assert.equal(content.includes(hint), true);
  assert.equal(all(/(the policy gave no result)/g).length, 4);
  assert.equal(all(/(sha256:(?:5e){32})/g).length, 2);
});

test("the gate's conditions are shown one by one, or not at all", async () => {
  const labels = all(/<td><span class="pill [a-z]+">(PASS|FAIL|INCOMPLETE)</g);
  assert.deepEqual(labels, ["FAIL", "FAIL", "FAIL", "FAIL", "INCOMPLETE", "PASS"]);
  const without = await render("html", { gate: false });
  assert.equal(/id="gate"|href="#gate"|Gate (?:passed|failed)/.test(without), false);
});

test("thousands of findings are all in the page, folded by check", async () => {
  const large = await render("html", {}, largeAssessment(30, 120, 100));
  assert.equal(all(/(<li data-severity=)/g, large).length, 3000);
  assert.equal(all(/(<details class="check unfold" id=)/g, large).length, 30);
  assert.equal(/<details[^>]* open/.test(large), false);
});

test("an assessment of nothing is a page too", async () => {
  const empty = { ...sampleAssessment, checks: [], frameworks: [], evidence: [], problems: [], subjects: [] };
  const text = await render(
    "html",
    { frameworks: [] },
    { ...empty, score: { strict: null, adjusted: null }, coverage: null },
  );
  assert.equal(text.includes("No check has a finding."), true);
  assert.equal(text.includes("None was collected."), true);
});
