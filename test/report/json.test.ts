// The JSON report: the assessment itself, under a closed schema that says neither more nor less than the model.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import {
  checkScopes,
  applicabilityStates,
  attestationStates,
  baselineStates,
  checkStatuses,
  controlStatuses,
  errorCodes,
  evidenceKinds,
  mappingBases,
  mappingStrengths,
  severities,
  subjectKinds,
} from "../../src/model/index.ts";
import { render } from "./rendered.ts";
import { sampleAssessment, sampleBaseline } from "./sample-assessment.ts";

const schemaFile = new URL("../../schemas/assessment.schema.json", import.meta.url);
const schema: SchemaNode = JSON.parse(readFileSync(schemaFile, "utf8"));

interface SchemaNode {
  readonly [keyword: string]: unknown;
  readonly $defs: Readonly<
    Record<string, { readonly enum?: unknown; readonly properties?: Record<string, { enum?: unknown }> }>
  >;
}

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** Each place in a value, as its parent and the key under it. */
function* places(value: unknown, path = ""): Generator<{ parent: Record<string, unknown>; key: string; path: string }> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const own = `${path}/${Array.isArray(value) ? "*" : key}`;
    if (!Array.isArray(value)) yield { parent: value as Record<string, unknown>, key, path: own };
    if (key !== "details") yield* places(child, own);
  }
}

test("the report validates", async () => {
  const valid = validate(JSON.parse(await render("json")));
  assert.deepEqual(validate.errors ?? [], []);
  assert.equal(valid, true);
});

test("the report is the assessment, and ends with a newline", async () => {
  const text = await render("json");
  assert.deepEqual(JSON.parse(text), sampleAssessment);
  assert.equal(text.endsWith("}\n"), true);
});

/** The sample, held against a baseline. */
function baselined(): Record<string, unknown> {
  const value = structuredClone(sampleAssessment);
  const [first, ...others] = value.checks;
  const findings = first?.findings.map((finding) => ({ ...finding, baseline: "new" as const })) ?? [];
  return { ...value, baseline: structuredClone(sampleBaseline), checks: [{ ...first, findings }, ...others] };
}

test("every property is demanded, but for those that the model makes optional", () => {
  const value = baselined();
  const optional = new Set<string>();
  let removed = 0;
  const everywhere = [...places(value)];
  for (const { parent, key, path } of everywhere) {
    const own = parent[key];
    delete parent[key];
    if (validate(value)) optional.add(path);
    parent[key] = own;
    removed += 1;
  }
  assert.ok(removed > 500);
  assert.deepEqual(
    [...optional].filter((path) => !/\/location\/(?:line|column)$/.test(path)),
    [
      "/exceptions",
      "/exceptions/*/ticket",
      "/applicability",
      "/applicability/*/reviewBy",
      "/attestations",
      "/attestations/*/files/*/found",
      "/evidence/*/commit",
      "/evidence/*/record",
      "/evidence/*/record/tool",
      "/evidence/*/record/tool/version",
      "/checks/*/findings/*/baseline",
      "/checks/*/findings/*/exception",
      "/checks/*/reason",
      "/frameworks/*/controls/*/severity",
      "/frameworks/*/controls/*/reason",
      "/baseline",
    ],
  );
});

test("no property is let in that the model does not know", () => {
  const value = baselined();
  const open = new Set<string>();
  const everywhere = [...places(value)];
  for (const { parent, path } of everywhere) {
    parent["unheard-of"] = true;
    if (validate(value)) open.add(path);
    delete parent["unheard-of"];
  }
  assert.deepEqual([...open], []);
});

test("details hold any JSON", () => {
  const value = structuredClone(sampleAssessment);
  const details = value.checks[0]?.findings[0]?.details as Record<string, unknown>;
  details["deep"] = [{ a: null }, 1.5, "x", [[]]];
  assert.equal(validate(value), true);
});

test("wrong values are refused", () => {
  const broken = [
    { schemaVersion: "1.1" },
    { assessedAt: "2026-03-05 07:08:09" },
    { assessedAt: "2026-03-05T07:08:09+01:00" },
    { bundle: { digest: "sha256:abc", checks: 1 } },
    { coverage: { exact: "1/0", percent: 100 } },
    { coverage: { exact: "1/1", percent: 100.1 } },
    { tool: { name: "other", version: "1" } },
  ];
  for (const change of broken)
    assert.equal(validate({ ...sampleAssessment, ...change }), false, JSON.stringify(change));
});

test("the lists of words are the model's", () => {
  const { $defs } = schema;
  assert.deepEqual($defs["severity"]?.enum, severities);
  assert.deepEqual($defs["status"]?.enum, checkStatuses);
  assert.deepEqual($defs["control"]?.properties?.["status"]?.enum, controlStatuses);
  assert.deepEqual($defs["decision"]?.properties?.["state"]?.enum, applicabilityStates);
  assert.deepEqual($defs["attestation"]?.properties?.["state"]?.enum, attestationStates);
  assert.deepEqual($defs["finding"]?.properties?.["baseline"]?.enum, baselineStates);
  assert.deepEqual($defs["subjectKind"]?.enum, subjectKinds);
  assert.deepEqual($defs["evidence"]?.properties?.["kind"]?.enum, evidenceKinds);
  assert.deepEqual($defs["problem"]?.properties?.["code"]?.enum, Object.keys(errorCodes));
  assert.deepEqual($defs["check"]?.properties?.["scope"]?.enum, checkScopes);
  assert.deepEqual($defs["mapping"]?.properties?.["strength"]?.enum, mappingStrengths);
  assert.deepEqual($defs["mapping"]?.properties?.["basis"]?.enum, mappingBases);
});

test("every part of the schema is described", () => {
  const silent: string[] = [];
  function look(node: unknown, path: string): void {
    if (typeof node !== "object" || node === null || Array.isArray(node)) return;
    for (const [name, part] of Object.entries(node)) {
      const own = `${path}/${name}`;
      const isPart = /\/(?:properties|\$defs)$/.test(path);
      if (isPart && !("description" in part) && !("$ref" in part)) silent.push(own);
      look(part, own);
    }
  }
  look(schema, "");
  assert.deepEqual(silent, []);
});

test("the pieces are what JSON.stringify writes with two spaces", async () => {
  const text = await render("json");
  assert.equal(
    text,
    `${JSON.stringify(JSON.parse(text), undefined, 2)}\n`.replaceAll(/[\u007f-\u009f\p{Cf}\u2028\u2029]/gu, escaped),
  );
});

function escaped(character: string): string {
  return character
    .split("")
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

test("no character in it steers a terminal or a reader's eye", async () => {
  const tagged = { ...sampleAssessment, tool: { name: "touchstone", version: "1\u{e0041}\u200b" } as const };
  const text = await render("json", {}, tagged);
  assert.equal(/[^\n\P{Cc}]|\p{Cf}|[\u2028\u2029]/u.test(text), false);
  assert.deepEqual(JSON.parse(text), tagged);
});
