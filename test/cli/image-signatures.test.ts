// Signatures of images on the command line: what verifies with a given key counts for the images of a manifest, and nothing else.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Assessment } from "../../src/model/index.ts";
import { dsse, ecdsa, provenance, simpleSigning } from "../evidence/signatures/envelopes.ts";
import { folderOf, touchstone } from "./touchstone.ts";

const hex = "4f0c9c1d0f2d6b1f6f0f5f5bb7f8f3b1a2a1c3d4e5f60718293a4b5c6d7e8f90";
const image = `registry.example.com/agents/orchestrator:1.8.0@sha256:${hex}`;
const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: orchestrator
  namespace: agents
spec:
  containers:
    - name: orchestrator
      image: ${image}
`;
const files = {
  "agents.yaml": manifest,
  "release.pub": ecdsa.pem,
  "signatures/orchestrator.intoto.jsonl": `${JSON.stringify(dsse(provenance()))}\n`,
  "signatures/orchestrator.sig.json": JSON.stringify(simpleSigning()),
};
const given = ["--signatures", "signatures", "--signature-key", "release.pub"];

interface Told {
  readonly failing: Readonly<Record<string, readonly string[]>>;
  readonly assessment: Assessment;
  readonly exitCode: number | undefined;
}

/** Findings of the group, with their places. */
async function scan(cwd: string, ...args: readonly string[]): Promise<Told> {
  const run = await touchstone(["scan", "agents.yaml", "--checks", "supply/*", "--format", "json", ...args], { cwd });
  assert.notEqual(run.stdout, "", run.stderr);
  const assessment = JSON.parse(run.stdout) as Assessment;
  const failing = Object.fromEntries(
    assessment.checks.flatMap(({ check, findings }) =>
      findings.length === 0
        ? []
        : [[check.id, findings.map(({ location: { file, line }, message }) => `${file}:${line} ${message}`)]],
    ),
  );
  return { failing, assessment, exitCode: run.exitCode };
}

test("images count as signed, and as built, by statements that verify with the key", async () => {
  const { failing, assessment } = await scan(await folderOf(files), ...given);
  assert.deepEqual(failing, {});
  const status = (id: string): string | undefined => assessment.checks.find(({ check }) => check.id === id)?.status;
  assert.deepEqual(
    ["supply/signature-invalid", "supply/image-unsigned", "supply/image-provenance-missing"].map(status),
    ["satisfied", "satisfied", "satisfied"],
  );
  assert.deepEqual(
    assessment.evidence.map(({ kind, source }) => [kind, source]),
    [
      ["manifest", "agents.yaml"],
      ["signature", "signatures/orchestrator.intoto.jsonl"],
      ["signature", "signatures/orchestrator.sig.json"],
    ],
  );
});

test("without the key nothing is verified, and the findings are at the image and at the statements", async () => {
  const { failing } = await scan(await folderOf(files), "--signatures", "signatures");
  assert.deepEqual(failing, {
    "supply/signature-invalid": ["orchestrator.intoto.jsonl", "orchestrator.sig.json"].map(
      (file) =>
        `signatures/${file}:1 a signature of registry.example.com/agents/orchestrator does not verify: no key was given`,
    ),
    "supply/image-unsigned": [
      `agents.yaml:9 ${image} is not signed by anybody who is trusted: no statement that verifies is of its digest`,
    ],
    "supply/image-provenance-missing": [
      `agents.yaml:9 ${image} has no provenance that counts: no such statement that verifies is of its digest`,
    ],
  });
});

test("parameters say which builders and sources are trusted, and that images have to be signed at all", async () => {
  const config = `version: 1
paths: [agents.yaml]
signatures: [signatures]
signatureKeys: [release.pub]
parameters:
  supply/untrusted-builder: { builders: ["https://ci.example.com/builders/other"] }
  supply/untrusted-source: { sources: ["https://git.example.com/agents"] }
`;
  const gate = async (text: string): Promise<readonly string[]> => {
    const cwd = await folderOf({ ...files, "touchstone.yaml": text });
    const { stdout, stderr } = await touchstone(["gate", "--checks", "supply/*", "--format", "json"], { cwd });
    assert.notEqual(stdout, "", stderr);
    const { checks } = JSON.parse(stdout) as Assessment;
    return checks.filter(({ findings }) => findings.length > 0).map(({ check }) => check.id);
  };
  assert.deepEqual(await gate(config), ["supply/untrusted-builder"]);
  assert.deepEqual(await gate(config.replace("builders/other", "builders/release")), []);
  const required = "version: 1\npaths: [agents.yaml]\nparameters: { supply/image-unsigned: { required: true } }\n";
  assert.deepEqual(await gate(required), ["supply/image-provenance-missing", "supply/image-unsigned"]);
  assert.deepEqual(await gate(required.replace("true", "false")), []);
});

test("a file that is damaged is evidence that cannot be read", async () => {
  const { exitCode, assessment } = await scan(await folderOf({ ...files, "signatures/pool.sig.json": "{" }), ...given);
  assert.equal(exitCode, 3);
  assert.deepEqual(
    assessment.problems.map(({ code, source }) => [code, source]),
    [["E_SIGNATURE", join("signatures", "pool.sig.json")]],
  );
});
