// Files of signatures become evidence and subjects: one for each envelope, with what is verified of it.
import assert from "node:assert/strict";
import { sign } from "node:crypto";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { SignatureCollector } from "../../../src/evidence/signatures/index.ts";
import type { Signature, Subject } from "../../../src/model/index.ts";
import { collectPaths, inFolder, now, type Told } from "../reading.ts";
import { bundle, dsse, ecdsa, provenance, simpleSigning } from "./envelopes.ts";

type Read = Told & { readonly subjects: readonly Subject[]; readonly signatures: readonly Signature[] };

/** A folder with these files, and its keys that are named. */
function read(files: Readonly<Record<string, string | Buffer>>, ...keys: readonly string[]): Promise<Read> {
  return inFolder(files, async (folder) => {
    const signatureKeys = keys.map((key) => join(folder, key));
    const collector = new SignatureCollector({ now, version: "0", fileBytes: 1_000_000, signatureKeys });
    const told = await collectPaths(collector, [folder]);
    const subjects = [...collector.subjects()];
    return { ...told, subjects, signatures: subjects.map(({ input }) => input as Signature) };
  });
}

test("a folder's files of signatures are evidence, and each envelope is a subject with its line", async () => {
  const lines = `${JSON.stringify(dsse(provenance()))}\n\n${JSON.stringify(simpleSigning())}\n`;
  const { evidence, problems, subjects, signatures } = await read(
    { "agents.intoto.jsonl": lines, "release.pub": ecdsa.pem, "notes.json": "{}" },
    "release.pub",
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    evidence.map(({ kind, documents, sha256, record }) => [kind, documents, sha256, record]),
    [["signature", 2, createHash("sha256").update(lines).digest("hex"), undefined]],
  );
  assert.deepEqual(
    subjects.map(({ kind, resource, location }) => [
      kind,
      resource.kind,
      resource.name.replace(/^.*\//, ""),
      location.line,
    ]),
    [
      ["signature", "SignedStatement", "agents.intoto.jsonl", 1],
      ["signature", "SignedStatement", "agents.intoto.jsonl#2", 3],
    ],
  );
  assert.deepEqual(
    signatures.map(({ format, verified }) => [format, verified]),
    [
      ["dsse", true],
      ["simple-signing", true],
    ],
  );
});

test("provenance says when it was made, for evidence that may not be too old", async () => {
  const { evidence } = await read({ "a.att.json": JSON.stringify(dsse(provenance())) });
  assert.deepEqual(evidence[0]?.record, { madeAt: "2025-12-31T00:00:00.000Z" });
});

test("a file that is damaged, and a key that is none, are problems; nothing of them counts", async () => {
  const good = JSON.stringify(dsse(provenance()));
  const damaged = await read({ "a.sig.json": "{", "b.sig.json": good, "release.pub": ecdsa.pem }, "release.pub");
  assert.deepEqual(
    damaged.problems.map(({ code }) => code),
    ["E_SIGNATURE"],
  );
  assert.deepEqual(
    damaged.signatures.map(({ verified }) => verified),
    [true],
  );
  const keyless = await read({ "a.sig.json": good, "b.sig.json": good, "release.pub": "hunter2" }, "release.pub");
  assert.deepEqual(
    keyless.problems.map(({ code }) => code),
    ["E_SIGNATURE", "E_SIGNATURE"],
  );
  assert.doesNotMatch(JSON.stringify(keyless.problems), /hunter2/);
  assert.deepEqual(keyless.signatures, []);
});

test("a bundle of bare bytes verifies with the file beside it, by the bytes that are there", async () => {
  const manifest = Buffer.from('{"schemaVersion":2}');
  const sha256 = createHash("sha256").update(manifest).digest();
  const messageDigest = { algorithm: "SHA2_256", digest: sha256.toString("base64") };
  const signature = sign("sha256", manifest, ecdsa.privateKey).toString("base64");
  const files = {
    "manifest.json.sigstore.json": JSON.stringify(bundle({ messageSignature: { messageDigest, signature } })),
    "k.pub": ecdsa.pem,
  };
  const reasons = async (more: Readonly<Record<string, string | Buffer>>): Promise<readonly string[]> =>
    (await read({ ...files, ...more }, "k.pub")).signatures.map(({ signatures: [one] }) => one?.reason ?? "none");
  assert.deepEqual(await reasons({ "manifest.json": manifest }), [""]);
  const missing = "the file that it is the signature of does not lie beside it";
  assert.deepEqual(await reasons({}), [missing]);
  assert.deepEqual(await reasons({ "manifest.json": '{"schemaVersion":1}' }), [missing]);
});
