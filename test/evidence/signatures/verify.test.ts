// Signatures verify with the key that made them, by each algorithm, and with no other; a changed byte is never verified.
import assert from "node:assert/strict";
import { constants, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { preAuthenticationEncoding } from "../../../src/evidence/signatures/dsse.ts";
import { readEnvelopes } from "../../../src/evidence/signatures/read-envelopes.ts";
import { signatureOf } from "../../../src/evidence/signatures/signature-of.ts";
import { verifiesBytes } from "../../../src/evidence/signatures/verify-bytes.ts";
import { TouchstoneError, type Signature } from "../../../src/model/index.ts";
import {
  bundle,
  dsse,
  ecdsa,
  provenance,
  signerOf,
  simpleSigning,
  type Signer,
  type SignOptions,
} from "./envelopes.ts";

const now = "2026-01-01T00:00:00.000Z";

function judged(document: object, ...signers: readonly Signer[]): Signature {
  const [envelope] = readEnvelopes(Buffer.from(JSON.stringify(document)), "one.json");
  assert.ok(envelope);
  return signatureOf(
    envelope,
    signers.map(({ trusted }) => trusted),
    "one.json",
    now,
  );
}

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const p384 = signerOf(generateKeyPairSync("ec", { namedCurve: "P-384" }));
const p521 = signerOf(generateKeyPairSync("ec", { namedCurve: "P-521" }));
const pss = signerOf(
  generateKeyPairSync("rsa-pss", { modulusLength: 2048, hashAlgorithm: "sha256", mgf1HashAlgorithm: "sha256" }),
);
const algorithms: readonly (readonly [string, Signer, SignOptions])[] = [
  ["ECDSA P-256, DER", ecdsa, {}],
  ["ECDSA P-256, bare numbers", ecdsa, { dsaEncoding: "ieee-p1363" }],
  ["ECDSA P-384 with SHA-256", p384, {}],
  ["ECDSA P-384 with SHA-384", p384, { hash: "sha384" }],
  ["ECDSA P-521 with SHA-512", p521, { hash: "sha512" }],
  ["Ed25519", signerOf(generateKeyPairSync("ed25519")), {}],
  ["RSA with PKCS #1 v1.5", signerOf(rsa), {}],
  ["RSA with PSS", signerOf(rsa), { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }],
  ["a key for PSS alone", pss, {}],
];

for (const [name, signer, options] of algorithms) {
  test(`${name}: verifies with its key, and with no other`, () => {
    const envelope = dsse(provenance(), signer, options);
    const { signatures, verified } = judged(envelope, signer);
    assert.deepEqual(signatures, [{ key: signer.trusted.id, verified: true, reason: "", authority: "", identity: "" }]);
    assert.equal(verified, true);
    for (const [, other] of algorithms) {
      if (other.pem === signer.pem) continue;
      const reason = "none of the keys that were given made it";
      const one = judged(envelope, other);
      assert.deepEqual(one.signatures, [{ key: "", verified: false, reason, authority: "", identity: "" }]);
      assert.equal(one.verified, false);
    }
  });
}

test("the test vector of the specification of DSSE verifies, and its bytes are those that it states", () => {
  const base64url = (decimal: string): string =>
    Buffer.from(BigInt(decimal).toString(16).padStart(64, "0"), "hex").toString("base64url");
  const key = createPublicKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: base64url("46950820868899156662930047687818585632848591499744589407958293238635476079160"),
      y: base64url("5640078356564379163099075877009565129882514886557779369047442380624545832820"),
    },
  });
  const encoded = preAuthenticationEncoding("http://example.com/HelloWorld", Buffer.from("hello world"));
  assert.equal(encoded.toString(), "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  const signature = "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==";
  assert.equal(verifiesBytes(key, encoded, Buffer.from(signature, "base64")), true);
  const other = preAuthenticationEncoding("http://example.com/HelloWorld", Buffer.from("hello World"));
  assert.equal(verifiesBytes(key, other, Buffer.from(signature, "base64")), false);
});

test("lengths are those of bytes, so that nothing of the type can be moved into the payload", () => {
  assert.equal(preAuthenticationEncoding("é", Buffer.from("ü ")).toString(), "DSSEv1 2 é 3 ü ");
});

test("without a key nothing verifies, and the reason says so", () => {
  for (const document of [dsse(provenance()), bundle({ dsseEnvelope: dsse(provenance()) }), simpleSigning()]) {
    const { verified, signatures } = judged(document);
    assert.equal(verified, false);
    assert.deepEqual(
      signatures.map(({ reason }) => reason),
      ["no key was given"],
    );
  }
});

test("one of several signatures is enough, an envelope without any is not", () => {
  const other = signerOf(generateKeyPairSync("ed25519"));
  const one = dsse(provenance());
  const two = dsse(provenance(), other);
  const both = { ...one, signatures: [...(two["signatures"] as unknown[]), ...(one["signatures"] as unknown[])] };
  assert.deepEqual(
    judged(both, ecdsa).signatures.map(({ verified }) => verified),
    [false, true],
  );
  assert.equal(judged(both, ecdsa).verified, true);
  assert.equal(judged({ ...one, signatures: [] }, ecdsa).verified, false);
});

test("a signature of the payload alone, without its type, is none", () => {
  const payload = Buffer.from(JSON.stringify(provenance()));
  const sig = sign("sha256", payload, ecdsa.privateKey).toString("base64");
  assert.equal(judged({ ...dsse(provenance()), signatures: [{ sig }] }, ecdsa).verified, false);
});

test("simple signing and bundles verify, with URL-safe base64 and without padding too", () => {
  const envelope = dsse(provenance());
  const [{ sig }] = envelope["signatures"] as [{ sig: string }];
  const safe = sig.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  for (const document of [
    simpleSigning(),
    bundle({ dsseEnvelope: envelope }),
    { ...envelope, signatures: [{ sig: safe }] },
  ])
    assert.equal(judged(document, ecdsa).verified, true);
});

test("any byte of the payload or of a signature that is another leaves nothing verified", () => {
  const wholes = [
    ...algorithms.map(([, signer, options]) => ({ signer, document: dsse(provenance(), signer, options) })),
    { signer: ecdsa, document: simpleSigning() },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...wholes),
      fc.boolean(),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      ({ signer, document }, inPayload, at, bits) => {
        const damaged = structuredClone(document);
        const { signatures } = damaged as { signatures?: [{ sig: string }] };
        const holder: Record<string, unknown> = !inPayload && signatures ? signatures[0] : damaged;
        const key = signatures ? (inPayload ? "payload" : "sig") : inPayload ? "Payload" : "Base64Signature";
        const bytes = Buffer.from(holder[key] as string, "base64");
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ bits;
        holder[key] = bytes.toString("base64");
        assert.equal(isVerified(damaged, signer), false);
      },
    ),
    { numRuns: 4_000 },
  );
});

test("any character of the base64 that is another leaves nothing verified", () => {
  const { payload } = dsse(provenance());
  const text = payload as string;
  for (let at = 0; at < text.length; at += 1) {
    const other = text[at] === "A" ? "B" : "A";
    const damaged = { ...dsse(provenance()), payload: text.slice(0, at) + other + text.slice(at + 1) };
    assert.equal(isVerified(damaged, ecdsa), false, `character ${at}`);
  }
  const [{ sig }] = simple();
  for (let at = 0; at < sig.length; at += 1) {
    const other = sig[at] === "A" ? "B" : "A";
    const damaged = { ...dsse(provenance()), signatures: [{ sig: sig.slice(0, at) + other + sig.slice(at + 1) }] };
    assert.equal(isVerified(damaged, ecdsa), false, `character ${at}`);
  }
});

function simple(): [{ sig: string }] {
  return dsse(provenance())["signatures"] as [{ sig: string }];
}

/** What is refused is not verified either. */
function isVerified(document: object, signer: Signer): boolean {
  try {
    return judged(document, signer).verified;
  } catch (thrown) {
    assert.ok(thrown instanceof TouchstoneError && thrown.code === "E_SIGNATURE", String(thrown));
    return false;
  }
}
