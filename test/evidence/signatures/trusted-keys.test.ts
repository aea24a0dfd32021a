// Keys that signatures are verified with: what is read, and that nothing secret is told of what is refused.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { readTrustedKeys, trustedKeysIn } from "../../../src/evidence/signatures/trusted-keys.ts";
import { TouchstoneError } from "../../../src/model/index.ts";
import { ecdsa } from "./envelopes.ts";

function fault(text: string): string {
  try {
    trustedKeysIn(text, "key.pub");
  } catch (thrown) {
    assert.ok(thrown instanceof TouchstoneError && thrown.code === "E_SIGNATURE", String(thrown));
    return thrown.message.replace("key.pub is no key that signatures can be verified with: ", "");
  }
  return "";
}

function pemOf(...[type, options]: readonly [string, object]): string {
  const make = generateKeyPairSync as unknown as (
    type: string,
    options: object,
  ) => { publicKey: { export: (as: object) => string } };
  return make(type, options).publicKey.export({ type: "spki", format: "pem" });
}

test("a file may hold several keys, with text around them", () => {
  const other = pemOf("ed25519", {});
  const keys = trustedKeysIn(`# release\n${ecdsa.pem}\n# nightly\n${other}`, "keys.pem");
  assert.deepEqual(
    keys.map(({ key }) => key.asymmetricKeyType),
    ["ec", "ed25519"],
  );
  assert.match(keys[0]?.id ?? "", /^[0-9a-f]{64}$/);
});

test("keys that are too weak, or of another kind, are refused", () => {
  assert.equal(fault(pemOf("rsa", { modulusLength: 1024 })), "an RSA key in it has less than 2048 bits");
  assert.equal(fault(pemOf("ec", { namedCurve: "secp256k1" })), "its curve is none of P-256, P-384 and P-521");
  assert.equal(fault(pemOf("x25519", {})), "it is neither an ECDSA nor an Ed25519 nor an RSA key");
});

test("what is no public key is refused, and nothing of it is told", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const secret = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  assert.equal(fault(secret), "it holds a private key, which belongs to whoever signs alone");
  assert.equal(fault(`${ecdsa.pem}${secret}`), "it holds a private key, which belongs to whoever signs alone");
  assert.equal(
    fault(secret.replaceAll("PRIVATE KEY", "ENCRYPTED SIGSTORE PRIVATE KEY")),
    "it holds a private key, which belongs to whoever signs alone",
  );
  assert.equal(fault("hunter2"), "it has no PEM block");
  assert.equal(
    fault("-----BEGIN PUBLIC KEY-----\naHVudGVyMg==\n-----END PUBLIC KEY-----"),
    "a public key in it is damaged",
  );
  assert.equal(
    fault("-----BEGIN CERTIFICATE-----\naHVudGVyMg==\n-----END CERTIFICATE-----"),
    "a certificate in it is damaged",
  );
  assert.equal(
    fault("-----BEGIN PGP PUBLIC KEY BLOCK-----\nx\n-----END PGP PUBLIC KEY BLOCK-----"),
    "it has a block PGP PUBLIC KEY BLOCK",
  );
});

test("a key that is not there is an error", async () => {
  await assert.rejects(
    readTrustedKeys(["missing.pub"]),
    (thrown: unknown) => thrown instanceof TouchstoneError && thrown.code === "E_SIGNATURE",
  );
});
