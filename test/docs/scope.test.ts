// docs/scope.md and docs/baseline.md: their files are valid, and their tables have every state.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadApplicability, loadAttestations, loadConfig } from "../../src/config/index.ts";
import { loadBuiltIn } from "../../src/library/built-in.ts";
import { attestationStates } from "../../src/model/index.ts";
import { folderOf } from "../cli/touchstone.ts";
import { codeBlocks, codeIn, filesIn, readDocument, section, tableRows } from "./documents.ts";

const document = readDocument("docs/scope.md");

test("the files that are shown are valid", async () => {
  const [config = { text: "" }] = codeBlocks(document);
  const folder = await folderOf({ ...filesIn(document), "touchstone.yaml": config.text });
  const { frameworks } = await loadBuiltIn();
  const { requiredEvidence } = await loadConfig(join(folder, "touchstone.yaml"));
  assert.equal(requiredEvidence?.length, 3);
  assert.equal((await loadApplicability([join(folder, "soa.yaml")], frameworks)).length, 2);
  const [attestation] = await loadAttestations([join(folder, "attestations")], frameworks);
  assert.equal(attestation?.files[0]?.found, undefined);
});

test("the table of attestations has every state, in its order", () => {
  const rows = tableRows(section(document, "## Attestations"));
  assert.deepEqual(
    rows.map(([state = ""]) => codeIn(state)[0]),
    attestationStates,
  );
});
