// The mappings that come with Touchstone: every edge exists, is true and says why in words of its own.
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { loadCatalogue } from "../../src/library/catalogues.ts";
import { checkMappings } from "../../src/library/check-mappings.ts";
import { intentKindChecks } from "../../src/library/intents/map-intents.ts";
import { loadMappings, type MappingFile } from "../../src/library/mappings.ts";
import type { Check, Framework } from "../../src/model/index.ts";

const root = join(import.meta.dirname, "../..");
const ids = [
  "cis-kubernetes-1.12",
  "csf-2.0",
  "iso27001-2022",
  "nist-800-53-r5",
  "nsa-cisa-kubernetes-1.2",
  "owasp-2021",
  "owasp-2025",
  "soc2-2017",
];
const checks = [...checksOnDisk(), ...intentKindChecks];
const frameworks = await Promise.all(ids.map((id) => loadCatalogue(join(root, "controls", `${id}.yaml`))));
const files = await Promise.all(ids.map((id) => loadMappings(join(root, "mappings", `${id}.yaml`))));

/** Ids and CWE numbers, read from the METADATA comments without compiling anything. */
function checksOnDisk(): Pick<Check, "id" | "cwe">[] {
  return globSync("*/*/policy.rego", { cwd: join(root, "policies") }).map((file) => {
    const list = /^# {3}cwe: \[(.*)\]$/m.exec(readFileSync(join(root, "policies", file), "utf8"))?.[1];
    assert.ok(list !== undefined, `${file} names its CWE numbers in one line`);
    const cwe = list.split(",").filter((part) => part.trim() !== "");
    return { id: dirname(file).replaceAll("\\", "/"), cwe: cwe.map(Number) };
  });
}

function* pairs(): Generator<{ file: MappingFile; framework: Framework }> {
  for (const file of files) {
    const framework = frameworks.find(({ id }) => id === file.framework);
    assert.ok(framework, `${file.framework} has a catalogue`);
    yield { file, framework };
  }
}

test("each catalogue has a mapping file of its name, and nothing else is there", () => {
  assert.deepEqual(
    files.map(({ framework }) => framework),
    ids,
  );
  for (const folder of ["controls", "mappings"]) {
    assert.deepEqual(
      globSync("*", { cwd: join(root, folder) }).toSorted(),
      ids.map((id) => `${id}.yaml`),
    );
  }
});

test("every edge leads from a check on disk to a control of its framework, and every check is spoken of", () => {
  assert.ok(checks.length >= 31, `${checks.length} checks on disk`);
  for (const file of files) assert.deepEqual(checkMappings(file, { checks, frameworks, complete: true }), []);
});

test("basis is cwe exactly where the framework lists a CWE of the check, and no such control is left out", () => {
  for (const { file, framework } of pairs()) {
    const claimed = file.mappings
      .filter(({ basis }) => basis === "cwe")
      .map(({ check, control }) => `${check} ${control}`);
    const listed: string[] = [];
    for (const { id, cwe } of checks) {
      for (const control of framework.controls) {
        if (cwe.some((number) => control.cwe?.includes(number))) listed.push(`${id} ${control.id}`);
      }
    }
    assert.deepEqual(claimed.toSorted(), listed.toSorted(), framework.id);
  }
});

test("a rationale with basis cwe names a number that the check has and the framework lists there", () => {
  for (const { file, framework } of pairs()) {
    for (const { check, control, basis, rationale } of file.mappings) {
      const named = [...rationale.matchAll(/CWE-(\d+)/g)].map((match) => Number(match[1]));
      const place = `${framework.id}: ${check} ${control}`;
      assert.equal(named.length > 0, basis === "cwe", place);
      const own = checks.find(({ id }) => id === check)?.cwe ?? [];
      const listed = framework.controls.find(({ id }) => id === control)?.cwe ?? [];
      for (const number of named) assert.ok(own.includes(number) && listed.includes(number), `${place}: CWE-${number}`);
    }
  }
});

test("every edge has a rationale of its own: a sentence in one line, the same nowhere else", () => {
  const places = new Map<string, string>();
  for (const { framework, mappings } of files) {
    for (const { check, control, rationale } of mappings) {
      const place = `${framework}: ${check} ${control}`;
      assert.match(rationale, /^[^\n]{40,170}\.$/, place);
      assert.equal(places.get(rationale), undefined, `${place} repeats another edge`);
      places.set(rationale, place);
    }
  }
  assert.ok(places.size > 0);
});

test("what a machine can show of a control is not more than its edges show", () => {
  for (const { file, framework } of pairs()) {
    for (const { id, evidence } of framework.controls) {
      const strengths = file.mappings.filter(({ control }) => control === id).map(({ strength }) => strength);
      const place = `${framework.id}/${id}: ${evidence} by ${strengths.join(", ")}`;
      if (strengths.length > 0) assert.notEqual(evidence, "attestation", place);
      if (evidence === "direct") assert.ok(strengths.includes("direct"), place);
      if (evidence === "supporting") assert.ok(!strengths.includes("direct"), place);
    }
  }
});

test("a check that is in no OWASP list is not forced into a category: capacity is unmapped", () => {
  for (const { framework, unmapped } of files.filter((file) => file.framework.startsWith("owasp"))) {
    const names = unmapped.map(({ check }) => check);
    assert.ok(names.includes("resources/cpu-requests") && names.includes("resources/memory-requests"), framework);
    for (const { check, reason } of unmapped) assert.match(reason, /^.{40,}\.$/, `${framework}: ${check}`);
  }
});

test("nothing in a catalogue or a mapping claims that anyone is compliant", () => {
  for (const name of globSync("{controls,mappings}/*.yaml", { cwd: root })) {
    assert.doesNotMatch(readFileSync(join(root, name), "utf8"), /complian(?:t|ce)(?! with policies)/i, name);
  }
});
