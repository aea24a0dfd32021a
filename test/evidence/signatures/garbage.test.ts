// Garbage in place of signatures: never a crash, and never verified.
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readEnvelopes } from "../../../src/evidence/signatures/read-envelopes.ts";
import { signatureOf } from "../../../src/evidence/signatures/signature-of.ts";
import { trustedKeysIn } from "../../../src/evidence/signatures/trusted-keys.ts";
import { TouchstoneError, type Signature } from "../../../src/model/index.ts";
import { bundle, dsse, ecdsa, inToto, provenance, simpleSigning } from "./envelopes.ts";

const now = "2026-01-01T00:00:00.000Z";

/** Undefined for what is refused. */
function read(bytes: Buffer): readonly Signature[] | undefined {
  try {
    return readEnvelopes(bytes, "garbage").map((envelope) => signatureOf(envelope, [ecdsa.trusted], "garbage", now));
  } catch (thrown) {
    assert.ok(thrown instanceof TouchstoneError, String(thrown));
    assert.equal(thrown.code, "E_SIGNATURE");
    assert.doesNotMatch(thrown.message, /\n|undefined|\[object/);
    return undefined;
  }
}

const wholes = [dsse(provenance()), bundle({ dsseEnvelope: dsse(provenance()) }), simpleSigning()].map((one) =>
  JSON.stringify(one),
);

test("30,000 damaged copies are refused, or what is signed in them is untouched", () => {
  const damage = fc.record({
    at: fc.nat(1600),
    removed: fc.nat(8),
    put: fc.oneof(
      fc.constant(""),
      fc.string({ maxLength: 4 }),
      fc.constantFrom("{", "}", "[", "]", ",", '"', ":", "null", "\\", "=", "A"),
    ),
  });
  const originals = wholes.map((whole) => partsOf(JSON.parse(whole) as object));
  let refused = 0;
  fc.assert(
    fc.property(fc.nat(wholes.length - 1), fc.array(damage, { minLength: 1, maxLength: 3 }), (which, damages) => {
      let text = wholes[which] ?? "";
      for (const { at, removed, put } of damages) text = text.slice(0, at) + put + text.slice(at + removed);
      const signatures = read(Buffer.from(text));
      if (!signatures?.some(({ verified }) => verified)) refused += 1;
      else assert.deepEqual(partsOf(JSON.parse(text) as object), originals[which]);
    }),
    { numRuns: 30_000 },
  );
  assert.ok(refused > 20_000, `${refused} were refused`);
});

/** The bytes that count, whatever is around them. */
function partsOf(document: object): readonly string[] {
  const { dsseEnvelope, ...plain } = document as Record<string, unknown>;
  const { payload, Payload, signatures, Base64Signature } = (dsseEnvelope ?? plain) as Record<string, unknown>;
  const [first] = (signatures ?? []) as readonly { readonly sig: string }[];
  return [payload ?? Payload, first?.sig ?? Base64Signature].map((text) =>
    Buffer.from(text as string, "base64").toString("hex"),
  );
}

const leaf = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.base64String({ maxLength: 24 }),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e300,
    "",
    inToto,
    "sha256",
    "https://in-toto.io/Statement/v1",
    "__proto__",
    [],
    {},
  ),
);
const key = fc.constantFrom(
  ..."payload payloadType signatures sig keyid cert mediaType verificationMaterial certificate rawBytes".split(" "),
  ..."dsseEnvelope messageSignature messageDigest algorithm digest signature Base64Signature Payload Cert Raw".split(
    " ",
  ),
  ..."_type subject predicateType predicate buildDefinition runDetails builder id externalParameters source".split(" "),
  ..."resolvedDependencies materials invocation configSource metadata uri sha256 name __proto__ constructor".split(" "),
);
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
}));

test("30,000 documents of anything are read or refused, and verify nothing", () => {
  const frames = fc.oneof(
    anything,
    fc.dictionary(key, anything, { maxKeys: 8 }),
    fc.record({ payloadType: fc.constant(inToto), payload: leaf, signatures: anything }),
    fc.record({
      mediaType: fc.constant("application/vnd.dev.sigstore.bundle.v0.3+json"),
      dsseEnvelope: anything,
      messageSignature: anything,
      verificationMaterial: anything,
    }),
    fc.record({ Base64Signature: leaf, Payload: leaf, Cert: anything }),
  );
  fc.assert(
    fc.property(frames, (document) => {
      assert.ok(!read(Buffer.from(JSON.stringify(document)))?.some(({ verified }) => verified));
    }),
    { numRuns: 30_000 },
  );
});

test("20,000 statements of anything that a trusted key signed are read or refused", () => {
  const type = fc.constantFrom(
    "https://slsa.dev/provenance/v0.2",
    "https://slsa.dev/provenance/v1",
    "https://slsa.dev/verification_summary/v1",
  );
  const statements = fc.record({
    _type: fc.constant("https://in-toto.io/Statement/v1"),
    subject: fc.oneof(
      { weight: 4, arbitrary: fc.array(fc.dictionary(key, anything, { maxKeys: 3 }), { minLength: 1, maxLength: 3 }) },
      anything,
    ),
    predicateType: type,
    predicate: fc.dictionary(key, anything, { maxKeys: 5 }),
  });
  let accepted = 0;
  fc.assert(
    fc.property(statements, (statement) => {
      const payload = Buffer.from(JSON.stringify(statement)).toString("base64");
      const found = read(Buffer.from(JSON.stringify({ payloadType: inToto, payload, signatures: [{ sig: "AAAA" }] })));
      if (!found) return;
      accepted += 1;
      for (const { subjects, verified, ageHours, ...texts } of found) {
        assert.equal(verified, false);
        assert.ok(
          subjects.length > 0 &&
            subjects.every(({ name, digest }) => typeof name === "string" && /^(?:sha256:[0-9a-f]{64})?$/.test(digest)),
        );
        assert.ok(ageHours === null || ageHours >= 0);
        for (const name of ["builder", "buildType", "sourceRepository", "sourceCommit", "verifier"] as const)
          assert.equal(typeof texts[name], "string");
      }
    }),
    { numRuns: 20_000 },
  );
  assert.ok(accepted > 10_000, `${accepted} were read`);
});

test("20,000 lumps of bytes are refused, as signatures and as keys", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.equal(read(Buffer.from(bytes)), undefined);
      const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(bytes).toString("base64")}\n-----END CERTIFICATE-----`;
      assert.throws(() => trustedKeysIn(pem, "key"), TouchstoneError);
    }),
    { numRuns: 20_000 },
  );
});

test("brackets that lie in each other without end are refused", () => {
  for (const text of [
    "[".repeat(1_000_000),
    '{"payload":'.repeat(500_000),
    `${"[".repeat(200_000)}${"]".repeat(200_000)}`,
  ])
    assert.equal(read(Buffer.from(text)), undefined);
});
