// What is read of statements: who built what, of which source, and when; what is none is refused.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { nothingSaid, type Envelope } from "../../../src/evidence/signatures/envelope.ts";
import { readEnvelopes } from "../../../src/evidence/signatures/read-envelopes.ts";
import { signatureOf } from "../../../src/evidence/signatures/signature-of.ts";
import { TouchstoneError } from "../../../src/model/index.ts";
import { bundle, digest, dsse, ecdsa, provenance, simpleSigning } from "./envelopes.ts";

function read(document: object): Envelope {
  const [envelope] = readEnvelopes(Buffer.from(JSON.stringify(document)), "one.json");
  assert.ok(envelope);
  return envelope;
}

const statementOf = (statement: object): Envelope["statement"] => read(dsse(statement)).statement;
const subjects = [{ name: "registry.example.com/agents/orchestrator", digest: `sha256:${digest}` }];
const commit = "1f0e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c";

test("SLSA provenance 1 tells builder, kind of build, source and commit, and when it was done", () => {
  const { trusted } = ecdsa;
  const now = "2026-01-01T00:00:00.000Z";
  assert.deepEqual(signatureOf(read(dsse(provenance())), [trusted], "one.json", now), {
    format: "dsse",
    predicateType: "https://slsa.dev/provenance/v1",
    subjects,
    signatures: [{ key: trusted.id, verified: true, reason: "", authority: "", identity: "" }],
    verified: true,
    builder: "https://ci.example.com/builders/release@v2",
    buildType: "https://ci.example.com/build-types/image/v1",
    sourceRepository: "https://git.example.com/agents/orchestrator",
    sourceCommit: commit,
    verifier: "",
    verificationResult: "",
    ageHours: 24,
    file: "one.json",
  });
});

test("SLSA provenance 0.2 does so as well, by its configSource or else its materials", () => {
  const old = (predicate: object): object =>
    provenance({
      _type: "https://in-toto.io/Statement/v0.1",
      predicateType: "https://slsa.dev/provenance/v0.2",
      predicate,
    });
  const uri = "git+https://git.example.com/agents/orchestrator@refs/heads/main";
  const builder = { id: "https://ci.example.com/builders/release@v1" };
  const metadata = { buildFinishedOn: "2025-12-31T00:00:00Z" };
  const expected = {
    ...nothingSaid,
    predicateType: "https://slsa.dev/provenance/v0.2",
    subjects,
    builder: builder.id,
    buildType: "make",
    sourceRepository: "https://git.example.com/agents/orchestrator",
    sourceCommit: commit,
  };
  const configured = {
    builder,
    buildType: "make",
    invocation: { configSource: { uri, digest: { sha1: commit } } },
    metadata,
  };
  const materials = [
    { uri: "pkg:docker/node@22", digest: { sha256: "00" } },
    { uri, digest: { sha1: commit } },
  ];
  assert.deepEqual(statementOf(old(configured)), expected);
  assert.deepEqual(statementOf(old({ builder, buildType: "make", materials, metadata })), expected);
  assert.equal(read(dsse(old(configured))).madeAt, "2025-12-31T00:00:00.000Z");
});

test("the source is where builders of all kinds have it", () => {
  const built = (externalParameters: object, resolvedDependencies: readonly object[] = []): readonly string[] => {
    const predicate = { buildDefinition: { buildType: "b", externalParameters, resolvedDependencies } };
    const { sourceRepository, sourceCommit } = statementOf(provenance({ predicate }));
    return [sourceRepository, sourceCommit];
  };
  const repository = "https://git.example.com/agents/orchestrator";
  const resolved = [{ uri: `git+${repository}@refs/heads/main`, digest: { gitCommit: commit } }];
  assert.deepEqual(built({ workflow: { repository, ref: "refs/heads/main" } }, resolved), [repository, commit]);
  assert.deepEqual(built({ buildConfigSource: { repository } }, resolved), [repository, commit]);
  assert.deepEqual(built({ source: { uri: `git+${repository}.git`, digest: { sha1: commit } } }), [repository, commit]);
  assert.deepEqual(built({ runSpec: {} }, resolved), [repository, commit]);
  assert.deepEqual(built({ source: `https://robot:hunter2@GIT.example.com/agents/orchestrator/` }), [repository, ""]);
  // The commit of another repository is not that of this one.
  assert.deepEqual(built({ source: "https://git.example.com/agents/pool" }, resolved), [
    "https://git.example.com/agents/pool",
    "",
  ]);
  for (const source of [
    "https://git.example.com/agents/../thief/x",
    "https://git.example.com/agents/%2e%2e/x",
    "orchestrator",
    7,
    null,
  ])
    assert.deepEqual(built({ source }), ["", ""], String(source));
});

test("a summary of a verification tells who verified and what came out; of others only the type is kept", () => {
  const summary = {
    verifier: { id: "https://verify.example.com" },
    verificationResult: "PASSED",
    timeVerified: "2025-12-31T12:00:00Z",
  };
  const type = "https://slsa.dev/verification_summary/v1";
  const { statement, madeAt } = read(dsse(provenance({ predicateType: type, predicate: summary })));
  assert.deepEqual(statement, {
    ...nothingSaid,
    predicateType: type,
    subjects,
    verifier: "https://verify.example.com",
    verificationResult: "PASSED",
  });
  assert.equal(madeAt, "2025-12-31T12:00:00.000Z");
  for (const predicateType of ["https://spdx.dev/Document/v2.3", "https://cyclonedx.org/bom", "toString", "__proto__"])
    assert.deepEqual(statementOf(provenance({ predicateType, predicate: { builder: { id: "no" } } })), {
      ...nothingSaid,
      predicateType,
      subjects,
    });
});

test("simple signing tells the image and the reference that it was signed under", () => {
  assert.deepEqual(read(simpleSigning()).statement, { ...nothingSaid, subjects });
});

test("a bundle of bare bytes is the signature of the file beside it, when that has the digest", () => {
  const bytes = Buffer.from('{"schemaVersion":2}');
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const messageDigest = { algorithm: "SHA2_256", digest: Buffer.from(sha256, "hex").toString("base64") };
  const document = Buffer.from(JSON.stringify(bundle({ messageSignature: { messageDigest, signature: "AAAA" } })));
  const beside = { name: "manifest.json", bytes };
  const [known] = readEnvelopes(document, "b.json", beside);
  assert.deepEqual(
    [known?.signed, known?.statement.subjects],
    [bytes, [{ name: "manifest.json", digest: `sha256:${sha256}` }]],
  );
  const [unknown] = readEnvelopes(document, "b.json", { ...beside, bytes: Buffer.from("{}") });
  assert.deepEqual(
    [unknown?.signed, unknown?.statement.subjects],
    [undefined, [{ name: "", digest: `sha256:${sha256}` }]],
  );
});

test("one object, a list of them, and one on each line are read in their order", () => {
  const one = JSON.stringify(simpleSigning());
  const two = JSON.stringify(dsse(provenance()));
  for (const text of [`${one}\n${two}\n`, `${one}\r\n\r\n${two}`, `[${one},\n${two}]`])
    assert.deepEqual(
      readEnvelopes(Buffer.from(text), "x.json").map(({ format }) => format),
      ["simple-signing", "dsse"],
    );
});

test("what is none, or damaged, is refused with what is wrong", () => {
  const envelope = dsse(provenance());
  const faults: readonly (readonly [string | object, string])[] = [
    ["", "it is empty"],
    ["[]", "it is empty"],
    ["{} x", "it is neither a JSON object, nor a list of them, nor one on each line"],
    ["[1]", "it is neither a JSON object, nor a list of them, nor one on each line"],
    [
      `${JSON.stringify(envelope)}\n{"payloadType":`,
      "it is neither a JSON object, nor a list of them, nor one on each line",
    ],
    [
      `${JSON.stringify(envelope)}\n{}`,
      "of number 2, it has neither mediaType, as a bundle has, nor payloadType, as an envelope has, nor Base64Signature",
    ],
    [{ ...envelope, payloadType: "application/json" }, "its payloadType is not application/vnd.in-toto+json"],
    [{ ...envelope, payload: "e30=?" }, "its payload is no base64"],
    [{ ...envelope, payload: Buffer.from([0xff]).toString("base64") }, "what is signed is no UTF-8"],
    [{ ...envelope, payload: "e30=" }, "what is signed is no in-toto statement of version 0.1 or 1"],
    [{ ...envelope, signatures: {} }, "it has no list of signatures"],
    [{ ...envelope, signatures: [1] }, "a signature is no object"],
    [dsse(provenance({ subject: [] })), "its statement has no list of subjects"],
    [
      dsse(provenance({ predicateType: "x".repeat(2001) })),
      "a name or an address in it is longer than 2000 characters",
    ],
    [dsse(provenance({ subject: [null] })), "a subject of its statement is no object"],
    [dsse(provenance({ predicateType: 1 })), "its statement has no predicateType"],
    [bundle({}), "it has neither a dsseEnvelope nor a messageSignature"],
    [
      { ...bundle({}), mediaType: "application/vnd.dev.sigstore.bundle.v0.4+json" },
      "its mediaType is that of no bundle of version 0.1, 0.2 or 0.3",
    ],
    [
      bundle({ messageSignature: { messageDigest: { algorithm: "SHA2_512", digest: "" } } }),
      "its messageDigest is none of SHA2_256",
    ],
    [simpleSigning(ecdsa, "ab"), "its Payload names no digest of an image"],
    [{ Base64Signature: "", Payload: "e30=" }, "its Payload is not that of a signature of an image"],
  ];
  for (const [document, what] of faults) {
    const text = typeof document === "string" ? document : JSON.stringify(document);
    assert.throws(
      () => readEnvelopes(Buffer.from(text), "one.json"),
      (thrown: unknown) => {
        assert.ok(thrown instanceof TouchstoneError);
        assert.deepEqual(
          [thrown.code, thrown.message],
          ["E_SIGNATURE", `one.json holds no signature that can be read: ${what}`],
        );
        return true;
      },
    );
  }
});
