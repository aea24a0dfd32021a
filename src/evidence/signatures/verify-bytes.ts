// Whether one signature over bytes is that of a key, by the algorithms that signers of artefacts use.
import { constants, verify, type KeyObject } from "node:crypto";

/** ECDSA as DER or as the bare numbers, RSA with PKCS #1 v1.5 or PSS, Ed25519. Anything that is not right is false. */
export function verifiesBytes(key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  return attemptsOf(key, signature).some(({ hash, ...options }) => {
    try {
      return verify(hash, data, { key, ...options }, signature);
    } catch {
      // OpenSSL throws at some signatures that are damaged.
      return false;
    }
  });
}

interface Attempt {
  readonly hash: string | null;
  readonly dsaEncoding?: "der" | "ieee-p1363";
  readonly padding?: number;
  readonly saltLength?: number;
}

/** Signers take SHA-256 with every key, or the hash that is as strong as the curve. */
const curves: Readonly<Record<string, { readonly hashes: readonly string[]; readonly bytes: number }>> = {
  prime256v1: { hashes: ["sha256"], bytes: 64 },
  secp384r1: { hashes: ["sha256", "sha384"], bytes: 96 },
  secp521r1: { hashes: ["sha256", "sha512"], bytes: 132 },
};

function attemptsOf(key: KeyObject, signature: Uint8Array): readonly Attempt[] {
  const type = key.asymmetricKeyType;
  if (type === "ed25519") return [{ hash: null }];
  if (type === "ec") return ecdsaAttempts(key.asymmetricKeyDetails?.namedCurve ?? "", signature.length);
  const pss = { hash: "sha256", padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
  if (type === "rsa-pss") return [pss];
  return type === "rsa" ? [{ hash: "sha256", padding: constants.RSA_PKCS1_PADDING }, pss] : [];
}

function ecdsaAttempts(curve: string, length: number): readonly Attempt[] {
  const { hashes, bytes } = curves[curve] ?? { hashes: [], bytes: 0 };
  const encodings = length === bytes ? (["der", "ieee-p1363"] as const) : (["der"] as const);
  return hashes.flatMap((hash) => encodings.map((dsaEncoding) => ({ hash, dsaEncoding })));
}
