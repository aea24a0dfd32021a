// Garbage in place of certificates, and damage to real ones: never a crash, and never a certificate out of what is none.
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { describeCertificate, NoCertificate } from "../../../src/evidence/certificates/index.ts";
import { readCertificates } from "../../../src/evidence/certificates/read-certificates.ts";
import { TouchstoneError, type Certificate, type CertificateFacts } from "../../../src/model/index.ts";
import { now } from "../reading.ts";
import { derOf } from "./openssl.ts";
import { chain, fixture, testKey } from "./read.ts";

const pems = [
  ...chain(),
  fixture("certificate/weak-key/fixtures/pass-ed25519.pem"),
  fixture("certificate/lifetime/fixtures/skip-mail.pem"),
];
const ders = pems.map(derOf);
const key = testKey();

/** Undefined for what is refused. */
function read(bytes: Buffer): readonly Certificate[] | undefined {
  try {
    return readCertificates(bytes, "file", now);
  } catch (thrown) {
    assert.ok(thrown instanceof TouchstoneError, String(thrown));
    assert.equal(thrown.code, "E_CERTIFICATE");
    assert.doesNotMatch(thrown.message, /\n|undefined|\[object/);
    return undefined;
  }
}

/** What is read is at least what OpenSSL reads in the same bytes. */
function agree(facts: CertificateFacts, der: Buffer): void {
  const x509 = new X509Certificate(der);
  assert.equal(facts.notAfter, new Date(x509.validTo).toISOString());
  assert.equal(facts.notBefore, new Date(x509.validFrom).toISOString());
  assert.equal(facts.isCa || x509.ca, facts.isCa);
  assert.equal(facts.sha256, x509.fingerprint256.replaceAll(":", "").toLowerCase());
  assert.equal(facts.selfSigned && x509.subject !== x509.issuer, false);
}

test("bytes and texts that are no certificates are refused", () => {
  const text = fc.string({ unit: "binary", maxLength: 200 });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), text), (garbage) => {
      assert.equal(read(Buffer.from(garbage as string)), undefined);
    }),
    { numRuns: 40_000 },
  );
});

test("DER that looks like a certificate's beginning is refused", () => {
  const length = fc.integer({ min: 1, max: 255 });
  fc.assert(
    fc.property(fc.constantFrom(...ders), length, fc.uint8Array({ maxLength: 120 }), (der, from, tail) => {
      assert.equal(read(Buffer.concat([der.subarray(0, from), tail])), undefined);
    }),
    { numRuns: 35_000 },
  );
});

test("a certificate that is cut anywhere is refused", () => {
  for (const der of ders)
    for (let end = 0; end < der.length; end++) assert.equal(read(der.subarray(0, end)), undefined);
  for (const pem of pems) {
    const last = pem.lastIndexOf("-----");
    for (let end = 0; end < last; end++) assert.equal(read(Buffer.from(pem.slice(0, end))), undefined);
  }
});

test("a certificate with other bytes is refused, or says what OpenSSL reads in it", () => {
  let accepted = 0;
  const change = fc.tuple(fc.nat({ max: 2000 }), fc.integer({ min: 1, max: 255 }));
  fc.assert(
    fc.property(fc.constantFrom(...ders), fc.array(change, { minLength: 1, maxLength: 3 }), (der, changes) => {
      const damaged = Buffer.from(der);
      for (const [at, by] of changes) damaged[at % damaged.length] = (damaged[at % damaged.length] ?? 0) ^ by;
      try {
        agree(describeCertificate(damaged, now), damaged);
        accepted += 1;
      } catch (thrown) {
        if (!(thrown instanceof NoCertificate)) throw thrown;
      }
    }),
    { numRuns: 8000 },
  );
  // Bytes of keys, names and signatures may be any.
  assert.ok(accepted > 500, `${accepted}`);
});

test("PEM in which lines are missing, doubled or changed is refused, or is whole; a key in it is never told", () => {
  const lines = [...pems.join("").split("\n"), ...key.split("\n")];
  const secretLines = key.split("\n").filter((line) => line !== "" && !line.startsWith("-----"));
  const edit = fc.tuple(
    fc.nat({ max: lines.length - 1 }),
    fc.constantFrom("", "-----BEGIN CERTIFICATE-----", "AAAA", "*", ...lines),
  );
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), fc.nat({ max: lines.length }), (edits, from) => {
      const changed = [...lines];
      for (const [at, line] of edits) changed[at] = line;
      const text = changed.slice(from).join("\n");
      let told = "";
      try {
        const found = readCertificates(Buffer.from(text), "file", now);
        assert.ok(found.length > 0 && found.length <= text.split("-----BEGIN").length - 1);
        told = JSON.stringify(found);
      } catch (thrown) {
        assert.ok(thrown instanceof TouchstoneError);
        told = thrown.message;
      }
      for (const line of secretLines) assert.ok(!told.includes(line));
    }),
    { numRuns: 12_000 },
  );
});
