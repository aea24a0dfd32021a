// What OpenSSL signs verifies, and certificates count that an authority issued for signing code.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { preAuthenticationEncoding } from "../../../src/evidence/signatures/dsse.ts";
import { readEnvelopes } from "../../../src/evidence/signatures/read-envelopes.ts";
import { signatureOf } from "../../../src/evidence/signatures/signature-of.ts";
import { trustedKeysIn } from "../../../src/evidence/signatures/trusted-keys.ts";
import type { SignatureVerdict } from "../../../src/model/index.ts";
import { bundle, inToto, provenance } from "./envelopes.ts";
import { OpenSsl } from "./openssl.ts";

const isThere = OpenSsl.isThere();
const options = { skip: isThere ? false : "there is no program openssl of version 3" };
const folder = mkdtempSync(join(tmpdir(), "touchstone-openssl-"));
after(() => rmSync(folder, { recursive: true }));
const openssl = new OpenSsl(folder);
const body = Buffer.from(JSON.stringify(provenance()));
const workflow = "https://git.example.com/agents/orchestrator/.ci/release.yml@refs/tags/v1.8.0";
const forCode = ["extendedKeyUsage=codeSigning", `subjectAltName=URI:${workflow}`];

if (isThere) {
  openssl.authority("authority");
  openssl.authority("stranger");
  openssl.issued("signer", "authority", ...forCode);
}

function signed(key: string): Record<string, unknown> {
  const sig = openssl.sign(key, preAuthenticationEncoding(inToto, body));
  return { payloadType: inToto, payload: body.toString("base64"), signatures: [{ sig }] };
}

function verdict(document: object, ...keys: readonly string[]): SignatureVerdict | undefined {
  const [envelope] = readEnvelopes(Buffer.from(JSON.stringify(document)), "one.json");
  assert.ok(envelope);
  const trusted = keys.flatMap((file) => trustedKeysIn(openssl.text(file), file));
  return signatureOf(envelope, trusted, "one.json", "2026-01-01T00:00:00.000Z").signatures[0];
}

/** A bundle with the certificate of the signer. */
function keyless(signer: string, key = signer): Record<string, unknown> {
  openssl.run("x509", "-in", `${signer}.pem`, "-outform", "DER", "-out", "one.der");
  return bundle(
    { dsseEnvelope: signed(key) },
    { certificate: { rawBytes: openssl.read("one.der").toString("base64") } },
  );
}

const refused = (reason: string): SignatureVerdict => ({
  key: "",
  verified: false,
  reason,
  authority: "",
  identity: "",
});
const notIssued = refused("no key that was given made it, or issued its certificate for signing code");

for (const [kind, words] of [
  ["an ECDSA key", ["ecparam", "-name", "secp384r1", "-genkey", "-noout"]],
  ["an RSA key", ["genrsa", "2048"]],
] as const) {
  test(`what OpenSSL signs with ${kind} verifies with its public key`, options, () => {
    openssl.run(words[0], "-out", "own.key", ...words.slice(1));
    openssl.run("pkey", "-in", "own.key", "-pubout", "-out", "own.pub");
    const { key = "", ...said } = verdict(signed("own"), "own.pub") ?? {};
    assert.deepEqual(said, { verified: true, reason: "", authority: "", identity: "" });
    openssl.run("pkey", "-pubin", "-in", "own.pub", "-outform", "DER", "-out", "own.der");
    openssl.run("dgst", "-sha256", "-out", "own.sha256", "own.der");
    assert.match(openssl.text("own.sha256"), new RegExp(`= ${key}\\n$`));
  });
}

test("a certificate that is given as a key is the signer, whom it names", options, () => {
  const { verified, authority, identity } = verdict(signed("signer"), "stranger.pem", "signer.pem") ?? {};
  assert.deepEqual({ verified, authority, identity }, { verified: true, authority: "", identity: workflow });
});

test("a certificate counts that an authority among the keys issued, and names whom it is of", options, () => {
  const [authority] = trustedKeysIn(openssl.text("authority.pem"), "authority.pem");
  const [signer] = trustedKeysIn(openssl.text("signer.pem"), "signer.pem");
  const expected = { key: signer?.id, verified: true, reason: "", authority: authority?.id, identity: workflow };
  assert.deepEqual(verdict(keyless("signer"), "stranger.pem", "authority.pem"), expected);
  const chain = { x509CertificateChain: { certificates: [{ rawBytes: openssl.read("one.der").toString("base64") }] } };
  const older = {
    ...bundle({ dsseEnvelope: signed("signer") }, chain),
    mediaType: "application/vnd.dev.sigstore.bundle+json;version=0.1",
  };
  assert.deepEqual(verdict(older, "authority.pem"), expected);
  const envelope = signed("signer");
  const [{ sig }] = envelope["signatures"] as [{ sig: string }];
  assert.deepEqual(
    verdict({ ...envelope, signatures: [{ sig, cert: openssl.text("signer.pem") }] }, "authority.pem"),
    expected,
  );
});

test("a certificate of anybody else does not", options, () => {
  assert.deepEqual(verdict(keyless("signer"), "stranger.pem"), notIssued);
  // The public key of the authority alone cannot tell that it is one.
  openssl.run("x509", "-in", "authority.pem", "-pubkey", "-noout", "-out", "authority.pub");
  assert.deepEqual(verdict(keyless("signer"), "authority.pub"), notIssued);
});

test("a certificate of the same authority that is for a web server does not", options, () => {
  openssl.issued("server", "authority", "extendedKeyUsage=serverAuth", "subjectAltName=DNS:agents.example.com");
  openssl.issued("plain", "authority", `subjectAltName=URI:${workflow}`);
  assert.deepEqual(verdict(keyless("server"), "authority.pem"), notIssued);
  assert.deepEqual(verdict(keyless("plain"), "authority.pem"), notIssued);
});

test("a signer that is no authority issues none", options, () => {
  openssl.issued("below", "signer", ...forCode);
  assert.deepEqual(verdict(keyless("below"), "signer.pem"), notIssued);
  // A chain is followed one step: what lies between has to be given.
  assert.deepEqual(verdict(keyless("below"), "authority.pem"), notIssued);
});

test("a certificate beside a signature of another key does not", options, () => {
  openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "thief.key");
  assert.deepEqual(
    verdict(keyless("signer", "thief"), "authority.pem"),
    refused("the key of its certificate did not make it"),
  );
});

test("a certificate for several names, or for one that has to be quoted, is of nobody", options, () => {
  openssl.issued(
    "two",
    "authority",
    "extendedKeyUsage=codeSigning",
    `subjectAltName=URI:${workflow},email:ci@agents.example.com`,
  );
  openssl.issued(
    "trick",
    "authority",
    "extendedKeyUsage=codeSigning",
    "subjectAltName=email:copy:trick",
    "subjectAltName=URI:https://a.example.com/\\, URI:https://b.example.com/",
  );
  openssl.issued(
    "mail",
    "authority",
    "extendedKeyUsage=codeSigning",
    "subjectAltName=email:release@agents.example.com",
  );
  assert.equal(verdict(keyless("two"), "authority.pem")?.identity, "");
  assert.equal(verdict(keyless("trick"), "authority.pem")?.identity, "");
  assert.equal(verdict(keyless("mail"), "authority.pem")?.identity, "release@agents.example.com");
});

test("OpenSSL's signature of a payload of cosign verifies, with the certificate as Go prints it", options, () => {
  const critical = {
    identity: { "docker-reference": "registry.example.com/agents/orchestrator" },
    image: { "docker-manifest-digest": `sha256:${"ab".repeat(32)}` },
    type: "cosign container image signature",
  };
  const payload = Buffer.from(JSON.stringify({ critical, optional: null }));
  openssl.run("x509", "-in", "signer.pem", "-outform", "DER", "-out", "one.der");
  const document = {
    Base64Signature: openssl.sign("signer", payload),
    Payload: payload.toString("base64"),
    Cert: { Raw: openssl.read("one.der").toString("base64") },
  };
  assert.equal(verdict(document, "authority.pem")?.identity, workflow);
  assert.equal(verdict(document, "stranger.pem")?.verified, false);
});
