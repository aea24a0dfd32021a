// Certificates and rotations in a scan: what is found, what is damaged, and that no private key is in anything that is told.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Assessment } from "../../src/model/index.ts";
import { base64, chain, fixture, testKey } from "../evidence/certificates/read.ts";
import { folderOf, touchstone } from "./touchstone.ts";

const key = testKey();
const keyLines = key.split("\n").filter((line) => line !== "" && !line.startsWith("-----"));
const expired = fixture("certificate/expired/fixtures/fail-authority.yaml");
const tls = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "pool-tls", namespace: "agents" },
  type: "kubernetes.io/tls",
  data: { "tls.crt": base64(chain()[0]), "tls.key": base64(key) },
};

test("a scan judges certificates of objects and files, and credentials of a record; no key is told", async () => {
  const cwd = await folderOf({
    "objects.yaml": `${expired}---\n${JSON.stringify(tls)}\n`,
    "pki/server.pem": key + chain()[0],
    "rotation.yaml": fixture("rotation/credential-too-old/fixtures/fail-key.rotation.yaml"),
  });
  for (const format of ["json", "table", "sarif"]) {
    const args = ["scan", "objects.yaml", "--certificates", "pki", "--rotation", "rotation.yaml", "--format", format];
    const run = await touchstone(args, { cwd });
    assert.equal(run.exitCode, 0, run.stderr);
    for (const line of [...keyLines, base64(key).slice(60, 120)]) assert.ok(!(run.stdout + run.stderr).includes(line));
    if (format !== "json") continue;
    const { checks, evidence } = JSON.parse(run.stdout) as Assessment;
    const status = (id: string): string | undefined => checks.find(({ check }) => check.id === id)?.status;
    assert.deepEqual(
      evidence.map(({ kind, source }) => `${kind} ${source}`),
      ["manifest objects.yaml", "certificate pki/server.pem", "rotation rotation.yaml"],
    );
    assert.deepEqual(
      ["certificate/expired", "certificate/key-mismatch", "certificate/weak-key", "rotation/credential-too-old"].map(
        status,
      ),
      ["not-satisfied", "not-satisfied", "satisfied", "not-satisfied"],
    );
  }
});

test("a damaged certificate fails closed", async () => {
  const cwd = await folderOf({ "objects.yaml": expired, "pki/server.pem": chain()[0].slice(0, 300) });
  const run = await touchstone(["scan", "objects.yaml", "--certificates", "pki"], { cwd });
  assert.equal(run.exitCode, 3);
  assert.match(run.stdout + run.stderr, /E_CERTIFICATE/);
});
