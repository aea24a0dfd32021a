// Every sample normalises to what stands in samples/expected/; UPDATE_GOLDEN=1 writes it anew, to be read before it is kept.
import assert from "node:assert/strict";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import type { Scan, Weakness } from "../../../src/model/index.ts";
import { repository } from "../../cli/touchstone.ts";
import { readPaths } from "./read.ts";

const samples = join(repository, "test/evidence/sarif/samples");

function scanText({ tool, classes, results, ...scan }: Scan): string {
  const said = {
    executed: scan.executed,
    successful: scan.successful,
    exitCode: scan.exitCode,
    rules: scan.rules,
    errors: scan.errors,
    commit: scan.commit,
    targets: scan.targets,
  };
  return [
    `${tool.name} (${tool.label}) ${tool.version}: ${classes.join(", ")}`,
    `  ${JSON.stringify(said)}`,
    `  ${JSON.stringify(results)}`,
  ].join("\n");
}

function weaknessText(weakness: Weakness): string {
  const { cwe, advisories, package: software, suppressed, state, secret, witnesses } = weakness;
  const facts = [
    ...cwe.map((number) => `CWE-${number}`),
    ...advisories,
    ...(software
      ? [`${software.name} ${software.version}${software.fixed === "" ? "" : `, fixed in ${software.fixed}`}`]
      : []),
    ...(secret ? [`secret ${secret.kind}${secret.digest === "" ? "" : " with a digest"}`] : []),
    ...(suppressed ? [`suppressed ${suppressed.kind} ${suppressed.status} ${suppressed.justification}`.trim()] : []),
    ...(state === "" ? [] : [`state ${state}`]),
    ...(witnesses.length > 1 ? [`by ${witnesses.map(({ tool, rule }) => `${tool} ${rule}`).join(", ")}`] : []),
  ];
  const place = `${weakness.file}:${weakness.line}`;
  const [line = ""] = weakness.message.split("\n");
  return `- ${weakness.class} ${weakness.severity} (${weakness.severitySource}) ${weakness.rule} at ${place}\n  ${facts.join("; ")}\n  ${weakness.title} | ${line}`;
}

for (const file of globSync("{*,edge/*}.sarif", { cwd: samples }).toSorted()) {
  test(`${file}: runs and weaknesses are as expected`, async () => {
    const { scans, weaknesses, problems } = await readPaths([join(samples, file)]);
    const text = [
      ...problems.map(({ code }) => `problem ${code}`),
      ...scans.map(scanText),
      ...weaknesses.map(weaknessText),
      "",
    ].join("\n");
    const golden = join(samples, "expected", `${dirname(file) === "." ? "" : "edge-"}${basename(file, ".sarif")}.txt`);
    if (process.env["UPDATE_GOLDEN"] === "1") {
      mkdirSync(dirname(golden), { recursive: true });
      writeFileSync(golden, text);
    }
    assert.equal(text, readFileSync(golden, "utf8"));
  });
}

test("there are samples of eleven tools, and an expectation for each", () => {
  const tools = globSync("*.sarif", { cwd: samples }).map((file) => file.replace(/(?:-\w+)?\.sarif$/, ""));
  assert.ok(new Set(tools).size >= 9, String(tools));
  assert.equal(
    globSync("expected/*.txt", { cwd: samples }).length,
    globSync("{*,edge/*}.sarif", { cwd: samples }).length,
  );
});
